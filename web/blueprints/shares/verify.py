"""Checking a certificate: open to anyone who holds one, and telling no more than it says."""

from flask import Response, request
from flask_babel import gettext as _

from domain.roles import Role
from domain.shares.certificate import initials, read_code, show_code
from web.access import allow
from web.blueprints.shares import bp
from web.htmx import page
from web.queries.share_papers import certificate_by


@bp.get("/verify")
@allow(*Role)
def verify() -> Response:
    """Type the code of a certificate."""
    return checked(request.args.get("code", ""))


@bp.get("/verify/<string:code>")
@allow(*Role)
def verify_code(code: str) -> Response:
    """The address that a certificate names."""
    return checked(code)


def checked(typed: str) -> Response:
    """Was such a certificate made, when, and for how many shares?"""
    code = read_code(typed)
    found = certificate_by(code) if code else None
    response = page(
        "shares/verify.html",
        status=200 if found or not typed else 404,
        typed=show_code(code) if code else typed[:40],
        found=found,
        initials=initials(found.name) if found else "",
        error=_("No certificate has this code. Look at it again.") if typed and not found else "",
    )
    response.headers["X-Robots-Tag"] = "noindex"
    return response
