"""Refusals to pages: words, no stack trace, the right status."""

import pytest
from flask import Flask

from tests.web.conftest import HTMX


def test_an_unknown_host_gets_plain_words(app: Flask):
    response = app.test_client().get("/", headers={"Host": "evil.example"})
    assert (response.status_code, response.mimetype) == (400, "text/plain")


@pytest.mark.parametrize("language", ["fr", "nl", "en"])
def test_a_page_that_does_not_exist_says_so(browse, language: str):
    response = browse("").get("/no-such-page", headers={"Accept-Language": language})
    assert response.status_code == 404
    assert f'lang="{language}"' in response.text


def test_a_bug_of_ours_shows_no_trace(app: Flask, browse):
    app.config["PROPAGATE_EXCEPTIONS"] = False
    view = app.view_functions["health.index"]
    app.view_functions["health.index"] = lambda: 1 / 0
    app.view_functions["health.index"].allowed_roles = view.allowed_roles  # type: ignore[attr-defined]
    try:
        response = browse("").get("/health")
    finally:
        app.view_functions["health.index"] = view
        app.config["PROPAGATE_EXCEPTIONS"] = None
    assert response.status_code == 500
    assert "ZeroDivisionError" not in response.text


def test_a_write_from_another_site_is_refused(browse):
    headers = {"Sec-Fetch-Site": "cross-site"}
    assert browse("").post("/language", {"language": "nl"}, headers=headers).status_code == 403
    assert (
        browse("").post("/language", {}, headers={"Origin": "https://evil.example"}).status_code
        == 403
    )


def test_every_answer_carries_the_headers(browse):
    for path in ("/", "/sign-in", "/no-such-page", "/static/app.js"):
        headers = browse("").get(path).headers
        assert "default-src 'none'" in headers["Content-Security-Policy"]
        assert "unsafe" not in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"


def test_htmx_gets_the_message_alone(browse):
    text = browse("").get("/no-such-page", headers=HTMX).text
    assert "<html" not in text
    assert 'role="alert"' in text
