"""Headers on every answer, and one gate for writes that come from another site."""

from flask import Flask, Response, abort, request

SAFE = {"GET", "HEAD", "OPTIONS"}
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; "
    "base-uri 'none'; manifest-src 'self'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(self), geolocation=(), microphone=()",
}
YEAR = 31_536_000  # seconds


def same_site_writes() -> None:
    """A browser says where a write comes from: another site's is refused before any view."""
    if request.method in SAFE:
        return
    origin = request.headers.get("Origin")
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        abort(403)
    if origin is not None and origin != request.host_url.rstrip("/"):
        abort(403)


def add_headers(response: Response, *, is_secure: bool) -> None:
    """What a browser is told to refuse."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if is_secure:
        response.headers["Strict-Transport-Security"] = f"max-age={YEAR}; includeSubDomains"


def harden(response: Response) -> Response:
    """Add what every answer carries; personal pages are never stored by a browser or proxy."""
    add_headers(response, is_secure=request.is_secure)
    if request.endpoint == "static":
        response.headers["Cache-Control"] = f"public, max-age={YEAR}, immutable"
    else:
        response.headers.setdefault("Cache-Control", "no-store")
    return response


def init_app(app: Flask) -> None:
    """Guard every request and every answer."""
    app.before_request(same_site_writes)
    app.after_request(harden)
