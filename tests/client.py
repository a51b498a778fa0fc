"""The client that tests send requests with."""

import contextvars
from typing import Any

from flask import has_app_context
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from web.extensions import db


class Client(FlaskClient):
    """Each request comes from outside, even when the test itself is inside the application.

    Flask would let it share the test's context: its session, and who was signed in before.
    """

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        if has_app_context():
            db.session.commit()  # let go of the database, and look again afterwards
        kwargs.setdefault("buffered", True)  # a static file is closed when it was read
        return contextvars.Context().run(super().open, *args, **kwargs)
