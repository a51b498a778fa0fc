"""Addresses: closed unless opened by name, readable, typed, and none exempt from CSRF."""

import re

import pytest
from flask import Flask
from werkzeug.routing import Rule

from domain.roles import Role
from tests.databases import FIXED
from web import create_app
from web.extensions import csrf

TYPED = r"<[a-z]+(\([^)]*\))?:[a-z_]+>"
PLAIN = r"[a-z0-9]+(-[a-z0-9]+)*(\.[a-z]+)?"
KEBAB = re.compile(rf"(/(\.well-known|{TYPED}|{PLAIN}))+/?|/")
# What someone who is not signed in may reach. Adding to it is a decision: say it in the review.
PUBLIC = re.compile(
    r"static|home\.index|shares\.verify\w*|polls\.(facts|definition)|results\.\w+"
    r"|figures\.(index|live|sheet|definition|tables|table\w*|flow|trends|room|sisters(_csv|_ods)?)"
    r"|figures\.published(_csv|_ods)?"
    r"|reports\.(index|show|paper|figures_\w+)"
    r"|(auth|language|health|joining|public|rules|simulator)\.\w+"
)


@pytest.fixture(scope="module")
def closed_app(tmp_path_factory) -> Flask:
    """The application, without any database."""
    return create_app({**FIXED, "DATA_DIR": str(tmp_path_factory.mktemp("routes"))}, TESTING=True)


@pytest.fixture(scope="module")
def rules(closed_app: Flask) -> list[Rule]:
    return [rule for rule in closed_app.url_map.iter_rules() if rule.endpoint != "static"]


def roles(app: Flask, rule: Rule) -> frozenset[Role]:
    return getattr(app.view_functions[rule.endpoint], "allowed_roles", frozenset())


def test_there_are_addresses(rules):
    assert rules


def test_every_view_names_who_may_enter(closed_app, rules):
    assert [rule.endpoint for rule in rules if not roles(closed_app, rule)] == []


def test_what_is_public_is_listed_here(closed_app, rules):
    opened = {rule.endpoint for rule in rules if Role.VISITOR in roles(closed_app, rule)}
    assert not {endpoint for endpoint in opened if not PUBLIC.fullmatch(endpoint)}


def test_addresses_are_in_kebab_case_with_typed_parts(rules):
    assert [rule.rule for rule in rules if not KEBAB.fullmatch(rule.rule)] == []


def test_no_two_views_share_an_address(rules):
    taken = [(rule.rule, method) for rule in rules for method in rule.methods - {"OPTIONS", "HEAD"}]
    assert len(taken) == len(set(taken))


def test_reading_changes_nothing_and_writing_is_a_post(rules):
    methods = {method for rule in rules for method in rule.methods}
    assert methods <= {"GET", "HEAD", "OPTIONS", "POST"}


def test_no_view_escapes_the_csrf_check(closed_app):
    assert not csrf._exempt_views
    assert not csrf._exempt_blueprints
