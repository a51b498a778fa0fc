"""Clients are shared: who reads, who verifies, who takes the directory along."""

import re

import pytest
import sqlalchemy as sa

from tests.web.clientele import client
from web.demo.buyers import NEWCOMER, THEATRE
from web.demo.people import ADMIN_TEAM, ADVISER, FINANCE, MEMBER, STRANGER, SYSTEM_ADMIN, WORKER
from web.extensions import db
from web.models.audit import AuditEntry

# Who may


@pytest.mark.parametrize("reader", [MEMBER, STRANGER, ADVISER, FINANCE, ADMIN_TEAM])
def test_clients_are_shared(browse, reader):
    for path in ("/clients", "/clients/1", "/clients/new"):
        assert browse(reader).get(path).status_code == 200


@pytest.mark.parametrize("reader", [WORKER, SYSTEM_ADMIN])
@pytest.mark.parametrize("path", ["/clients", "/clients/1", "/clients/new", "/clients/check"])
def test_not_for_everyone(browse, reader, path):
    assert browse(reader).get(path).status_code == 403


@pytest.mark.parametrize("path", ["/clients", "/clients/1", "/clients/new", "/clients/1/edit"])
def test_a_visitor_signs_in_first(browse, path):
    response = browse("").get(path)
    assert response.status_code == 303
    assert "/sign-in" in response.location


@pytest.mark.parametrize("act", ["verify", "unverify"])
@pytest.mark.parametrize("reader", [MEMBER, STRANGER, ADVISER, FINANCE, WORKER])
def test_only_the_team_verifies(browse, reader, act):
    assert browse(reader).post(f"/clients/{NEWCOMER + 1}/{act}").status_code == 403


@pytest.mark.parametrize("reader", [MEMBER, ADVISER, FINANCE, WORKER])
def test_only_the_team_takes_the_directory_along(browse, reader):
    assert browse(reader).post("/clients/export").status_code == 403


@pytest.mark.parametrize("key", [99, 2**31, 10**30])
def test_a_client_that_is_not_there(browse, key):
    assert browse(MEMBER).get(f"/clients/{key}").status_code == 404


# One client


def test_the_page_says_who_it_is_and_who_verified_it(browse):
    page = browse(FINANCE).get(f"/clients/{THEATRE + 1}").text
    assert "0999.100.196" in page
    assert "BE 0999.100.196" in page
    assert "Quai aux Pierres 7" in page
    assert "Verified on" in page
    assert (
        "Waiting for the administrative team"
        in browse(FINANCE).get(f"/clients/{NEWCOMER + 1}").text
    )


# Taking along


def test_the_directory_as_a_file_runs_nothing(browse):
    row = client(NEWCOMER)
    row.name, row.street = "=HYPERLINK(1)", "+cmd|' /C calc'!A0"
    db.session.commit()
    response = browse(ADMIN_TEAM).post("/clients/export")
    assert response.status_code == 200
    assert "attachment" in response.headers["Content-Disposition"]
    text = response.data.decode("utf-8-sig")
    header, *lines = text.splitlines()
    assert header.split(";")[:4] == ["name", "kind", "country", "enterprise_number"]
    assert len(lines) == NEWCOMER + 1
    assert "'=HYPERLINK(1)" in text
    assert "'+cmd" in text
    assert not re.search(r"(^|;)\"?[=+@-]", text, re.MULTILINE)
    assert db.session.scalars(sa.select(AuditEntry.act)).all() == ["directory_exported"]
