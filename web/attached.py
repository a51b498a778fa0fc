"""Files to keep: an answer that the browser saves instead of showing it."""

from flask import Response

CSV = "text/csv; charset=utf-8"
ODS = "application/vnd.oasis.opendocument.spreadsheet"


def attached(data: bytes, kind: str, name: str) -> Response:
    """A file under its name."""
    response = Response(data, content_type=kind)
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response
