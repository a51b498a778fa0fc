"""Parts of pages that are drawn once for each version of the figures, day and language."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from flask import current_app
from markupsafe import Markup

from web.blueprints.figures.boards import Asked
from web.blueprints.figures.bodies import bodies
from web.blueprints.figures.live import tag_of
from web.i18n import one_locale


def drawn_once(
    name: str, day: date, values: Callable[[], Mapping[str, Any]], *, mark: str = ""
) -> Markup:
    """The part of a page in ``figures/_<name>.html``.

    values: what the template is given; only asked for when it is drawn
    mark:   changes with whatever else the part says, beside the figures
    """

    def draw() -> Markup:
        template = current_app.jinja_env.get_template(f"figures/_{name}.html")
        with one_locale():
            return Markup(template.render(values()))

    return bodies().get(f"{tag_of(Asked(name, day))}-{mark}", draw).html
