"""Choosing the part: a whole page, or for htmx just the block that changes."""

from typing import Any

from flask import Response, current_app, make_response, request

from web.i18n import one_locale


def wants_fragment() -> bool:
    """Is htmx replacing part of a page, rather than navigating or restoring history?"""
    sent = request.headers
    navigates = "HX-Boosted" in sent or "HX-History-Restore-Request" in sent
    return "HX-Request" in sent and not navigates


def page(name: str, *, fragment: str = "", status: int = 200, **context: Any) -> Response:
    """Render a template, or for htmx just the block named ``fragment``."""
    template = current_app.jinja_env.get_template(name)
    with one_locale():
        current_app.update_template_context(context)
        if fragment and wants_fragment():
            html = "".join(template.blocks[fragment](template.new_context(context)))
        else:
            html = template.render(context)
    response = make_response(html, status)
    response.vary.add("HX-Request")
    return response
