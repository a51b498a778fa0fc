"""Refusals to pages: what happened, what is safe, what to do; never a stack trace."""

from typing import Any

from flask import Flask, Response
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException, SecurityError

from domain.errors import RuleError
from web.extensions import db
from web.htmx import page
from web.i18n import word


def error_page(status: int, title: str, text: str) -> Response:
    """A whole error page, or for htmx a short alert to show in place."""
    return page("errors/error.html", fragment="message", status=status, title=title, text=text)


def refused(error: RuleError) -> Response:
    """A rule said no. Roll back first, or rendering would flush the refused change."""
    db.session.rollback()
    return error_page(422, _("This cannot be done"), word(error))


def changed_meanwhile(_error: Exception) -> Response:
    """Someone else was faster: tell, overwrite nothing."""
    db.session.rollback()
    text = _("Someone changed this while you were looking. Nothing was overwritten: look again.")
    return error_page(409, _("Changed in the meantime"), text)


def busy(_error: Exception) -> Response:
    """The database did not answer in time."""
    db.session.rollback()
    text = _("The system is very busy. What you typed is safe on this page: try again in a moment.")
    response = error_page(503, _("Try again in a moment"), text)
    response.headers["Retry-After"] = "2"
    return response


def foreign_host(_error: SecurityError) -> Response:
    """Asked under a name that is not ours: no page of ours can be linked, so plain text."""
    return Response("Bad request: unknown host.\n", 400, mimetype="text/plain")


def http_error(error: HTTPException) -> Any:
    """The ordinary HTTP errors, in words."""
    if error.code is None or error.code < 400:
        return error
    titles = {
        400: (
            _("This page did not understand"),
            _("Go back, look at what you sent and try again."),
        ),
        401: (_("Sign in again"), _("Your session has ended. Drafts are kept.")),
        403: (_("Not for you"), _("Your role does not give access to this page.")),
        404: (_("Nothing here"), _("This page does not exist, or is not yours to see.")),
        405: (_("This page did not understand"), _("Go back and use the button of the page.")),
        413: (_("Too large"), _("The file is too large: the limit is 10 MB for each receipt.")),
        429: (_("Too many tries"), _("Wait a few minutes, then try again.")),
    }
    title, text = titles.get(error.code, (_("Something went wrong"), _("Try again in a moment.")))
    response = error_page(error.code, title, text)
    for name, value in error.get_headers():
        if name == "Retry-After":
            response.headers[name] = value
    return response


def broken(_error: Exception) -> Response:
    """A bug of ours: logged with its trace, told without it."""
    db.session.rollback()
    text = _("This is our fault, not yours. Nothing was changed. Try again, or tell your adviser.")
    return error_page(500, _("Something went wrong"), text)


def csrf_failed(_error: CSRFError) -> Response:
    """The form is too old or comes from elsewhere."""
    text = _("This form is too old. Go back, reload the page and send it again.")
    return error_page(400, _("Form no longer valid"), text)


def init_app(app: Flask) -> None:
    """Every way to fail has a page."""
    app.register_error_handler(RuleError, refused)
    app.register_error_handler(StaleDataError, changed_meanwhile)
    app.register_error_handler(OperationalError, busy)
    app.register_error_handler(CSRFError, csrf_failed)
    app.register_error_handler(HTTPException, http_error)
    app.register_error_handler(SecurityError, foreign_host)
    app.register_error_handler(500, broken)
