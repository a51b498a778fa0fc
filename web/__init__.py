"""Ensemble in a browser."""

from collections.abc import Mapping
from typing import Any

from flask import Flask

from web import access, config, drawing, errors, i18n, models, navigation, security
from web.extensions import csrf, db, prepare_engine
from web.once import once_field


def create_app(given: Mapping[str, str] | None = None, **overrides: Any) -> Flask:
    """Build the application from settings; ``overrides`` are Flask's own, for tests."""
    app = Flask(__name__)
    app.config.update(config.settings() if given is None else config.settings(given))
    app.config.update(overrides)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    db.init_app(app)
    access.init_app(app)  # first: a refusal of the others is a page, for someone
    csrf.init_app(app)
    security.init_app(app)
    i18n.init_app(app)
    drawing.init_app(app)
    navigation.init_app(app)
    errors.init_app(app)
    register_blueprints(app)
    register_commands(app)
    app.jinja_env.globals.update(once_field=once_field, languages=config.LANGUAGES)
    with app.app_context():
        for engine in db.engines.values():
            prepare_engine(engine)
    return app


def register_blueprints(app: Flask) -> None:
    """One blueprint per noun."""
    from web import blueprints  # noqa: PLC0415 - they import this package's extensions
    from web.blueprints.figures import watched  # noqa: PLC0415 - see above

    for blueprint in blueprints.ALL:
        app.register_blueprint(blueprint)
    watched.init_app(app)


def register_commands(app: Flask) -> None:
    """The terminal: imported only when the flask command asks."""
    from web import cli  # noqa: PLC0415 - see above

    cli.init_app(app)


__all__ = ["create_app", "models"]
