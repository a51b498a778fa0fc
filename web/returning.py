"""Pages that send someone elsewhere for a moment, and get them back."""

from urllib.parse import parse_qsl, urlencode, urlsplit

from flask import request

from web.sessions import own_path


def way_back() -> str:
    """The page of ours that sent someone here, if any."""
    wanted: str = request.values.get("next", "")
    return wanted if wanted and own_path(wanted) == wanted else ""


def bringing(page: str, name: str, value: int) -> str:
    """A page of ours, told what was chosen elsewhere; the rest of its address stays."""
    address = urlsplit(page)
    query = [pair for pair in parse_qsl(address.query, keep_blank_values=True) if pair[0] != name]
    return f"{address.path}?{urlencode([*query, (name, value)])}"
