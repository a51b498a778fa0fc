"""What do I get for what I invoice? Asked by anybody; the whole question is in the address."""

import json
import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
import sqlalchemy as sa

from domain.money import read_eur
from tests.web.assigning import begin, form, in_english, person, shown
from tests.web.conftest import HTMX
from web.demo.people import ADVISER, MEMBER, OTHER_MEMBER, STRANGER, WORKER
from web.extensions import db
from web.models.audit import AuditEntry

PAGE = "/simulator"
ENGLISH = {"Accept-Language": "en"}
ARTIST = (
    "?way=price&price=1000&net=&contract=artist&days=2&expenses=50&vat=performance"
    "&spouse=single&children=0&month=2026-09"
)


def figures(html, name="equation"):
    """Each part of an equation and its amount, as they stand on the page."""
    found = re.findall(rf'id="{name}-(\w+)">.*?(<span class="money.*?</span>)', html, re.DOTALL)
    return {part: read_eur(re.sub(r"<.*?>", "", amount)) for part, amount in found}


def chosen(html, name):
    """The value of a select."""
    options = re.search(rf'<select[^>]*name="{name}".*?</select>', html, re.DOTALL)[0]
    return re.findall(r'<option selected value="([^"]*)"', options)


def typed(html, name):
    return unescape(re.search(rf'<input[^>]*name="{name}"[^>]* value="([^"]*)"', html)[1])


@pytest.mark.parametrize("reader", ["", MEMBER, OTHER_MEMBER, WORKER, ADVISER, STRANGER])
def test_everyone_may_ask_and_sees_an_example_at_once(browse, reader):
    page = browse(reader).get(PAGE, headers=ENGLISH)
    assert page.status_code == 200
    found = figures(page.text)
    assert str(found["price"]) == "1000.00"
    assert str(found["net"]) == "480.83"
    assert str(found["left"]) == "0.00"
    assert typed(page.text, "days") == "2"
    assert chosen(page.text, "month") == ["2026-09"]


@pytest.mark.slow
def test_without_an_account_there_are_ways_to_it(browse):
    visitor, link = browse(""), f'href="{PAGE}"'
    assert link in visitor.get("/sign-in").text
    assert link in visitor.get("/rules").text
    assert link in browse(MEMBER).get("/").text


def test_it_asks_the_database_only_who_reads(browse, statements):
    visitor, member = browse(""), browse(MEMBER)
    for reader, most in ((visitor, 0), (member, 1)):
        reader.get(PAGE)
        with statements() as asked:
            reader.get(PAGE + ARTIST)
        assert len(asked) <= most, asked


def test_nothing_is_written(app_context, browse):
    count = sa.select(sa.func.count(AuditEntry.id))
    before = db.session.scalar(count)
    browse("").get(PAGE + ARTIST)
    assert db.session.scalar(count) == before


def test_from_the_price(browse):
    page = browse("").get(PAGE + ARTIST, headers=ENGLISH).text
    found = {part: str(amount) for part, amount in figures(page).items()}
    assert found["client"] == "1060.00"
    assert (found["vat"], found["contribution"]) == ("-60.00", "-65.00")
    assert (found["expenses"], found["budget"]) == ("-50.00", "885.00")
    assert "6%" in page
    assert "estimate" in page
    assert "Artist coefficient: made up for the demonstration" in page
    assert "illustrative: made up for the demonstration" in page
    assert 'href="/rules/cooperative/coefficient_artist' in page


def test_from_the_net_and_back(browse):
    visitor = browse("")
    page = visitor.get(PAGE + "?way=net&net=500", headers=ENGLISH).text
    found = figures(page)
    assert str(found["net"]) == "500.00"
    assert "You invoice, excluding VAT" in page
    again = visitor.get(PAGE, query_string={"price": str(found["price"])}, headers=ENGLISH).text
    assert figures(again) == found


def test_the_address_makes_the_same_page_again(browse):
    visitor = browse("")
    page = visitor.get(PAGE + "?price=1234,50&children=1&single_parent=y", headers=ENGLISH).text
    link = unescape(re.search(r'data-copy="([^"]*)"', page)[1])
    asked = parse_qs(urlsplit(link).query, keep_blank_values=True)
    assert asked["price"] == ["1234,50"]
    assert asked["month"] == ["2026-09"], "an example of today stays what it was"
    assert asked["net"] == [""]
    again = visitor.get(f"{PAGE}?{urlsplit(link).query}", headers=ENGLISH).text
    assert figures(again) == figures(page)
    assert re.search(r'<input[^>]*checked[^>]*name="single_parent"', again)
    assert re.search(r'data-copy="([^"]*)"', again)[1] in page


def test_what_is_out_of_sight_is_kept_and_not_asked_for(browse):
    page = browse("").get(PAGE + "?way=price&net=1.2.3", headers=ENGLISH)
    assert page.status_code == 200
    assert typed(page.text, "net") == "1.2.3"


def test_the_fragment_is_the_same_html_as_in_the_page(browse):
    visitor = browse("")
    address = PAGE + ARTIST
    fragment = visitor.get(address, headers=HTMX | ENGLISH)
    assert "<html" not in fragment.text
    assert "HX-Request" in fragment.headers["Vary"]
    result = fragment.text[: fragment.text.index("</section>")]
    assert result.strip() in visitor.get(address, headers=ENGLISH).text


def test_a_fragment_brings_the_reasons_and_the_address_to_read_on(browse):
    fragment = browse("").get(PAGE + "?days=0", headers=HTMX | ENGLISH)
    assert fragment.status_code == 422
    assert re.search(r'id="days-error"[^>]*hx-swap-oob.*?at least one day', fragment.text)
    assert 'value="/simulator?days=0"' in fragment.text


REFUSALS = {
    "?price=12.50.3": (
        "price", "12.50.3",
        ("not a clear amount", "pas un montant clair", "geen duidelijk bedrag"),
    ),
    "?price=": ("price", "", ("Type the price", "Tapez le prix", "Typ de prijs")),
    "?way=net": ("net", "", ("Type the net pay", "Tapez le net", "Typ het nettoloon")),
    "?price=90&expenses=100": (
        "price", "90", ("does not cover the expenses", "ne couvre pas les frais", "onkosten"),
    ),
    "?days=0": ("days", "0", ("at least one day", "au moins un jour", "minstens één werkdag")),
    "?days=two": (
        "days", "two", ("Type a whole number", "Tapez un nombre entier", "Typ een geheel getal"),
    ),
    "?days=40": ("days", "40", ("22 working days", "22 jours ouvrables", "22 werkdagen")),
    "?children=-1": (
        "children", "-1",
        ("not a number of children", "pas un nombre d'enfants", "geen aantal kinderen"),
    ),
    "?way=net&net=75000000": (
        "net", "75000000", ("is out of reach", "n'est pas possible", "is niet haalbaar"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("language", ["en", "fr", "nl"])
@pytest.mark.parametrize("asked", REFUSALS)
def test_a_refusal_is_said_at_its_field_and_what_was_typed_stays(browse, asked, language):
    field, kept, reasons = REFUSALS[asked]
    page = browse("").get(PAGE + asked, headers={"Accept-Language": language})
    assert page.status_code == 422
    said = re.search(rf'id="{field}-error".*?</div>', page.text, re.DOTALL)[0]
    assert reasons[("en", "fr", "nl").index(language)] in unescape(said)
    assert typed(page.text, field) == kept


@pytest.mark.parametrize(
    ("language", "reason"),
    [
        ("en", "every figure of pay for January 2025"),
        ("fr", "tous les chiffres de la paie pour janvier 2025"),
        ("nl", "niet alle looncijfers voor januari 2025"),
    ],
)
def test_a_month_without_figures_is_refused_and_stays_chosen(browse, language, reason):
    page = browse("").get(PAGE + "?month=2025-01", headers={"Accept-Language": language})
    assert page.status_code == 422
    assert reason in page.text
    assert chosen(page.text, "month") == ["2025-01"]


def test_every_reason_is_told_at_once(browse):
    asked = PAGE + "?price=x&days=0&children=-1&month=soon"
    page = browse("").get(asked, headers=ENGLISH).text
    summary = re.search(r'id="errors".*?</div>', page, re.DOTALL)[0]
    assert "clear amount" in summary
    assert "“soon” is not a month" in summary
    assert "-1 is not a number of children" in summary
    assert chosen(page, "month") == ["soon"]
    later = browse("").get(PAGE + "?price=x&days=0", headers=ENGLISH).text
    assert "at least one day" in later


@pytest.mark.parametrize(
    "asked",
    ["?contract=astronaut", "?vat=x", "?spouse=x", "?way=x", "?spouse=", "?days=", "?children="],
)
def test_an_address_made_by_hand_is_refused_too(browse, asked):
    page = browse("").get(PAGE + asked, headers=ENGLISH)
    assert page.status_code == 422
    assert "Choose one of the list" in page.text or "Fill this in" in page.text


def test_a_single_parent_has_no_spouse(browse):
    page = browse("").get(PAGE + "?single_parent=y&spouse=with-income", headers=ENGLISH)
    assert page.status_code == 422
    assert "A single parent has no spouse" in page.text


def test_the_family_and_the_flat_rate_change_the_tax(browse):
    visitor = browse("")

    def tax(more):
        page = visitor.get(f"{PAGE}?price=9000&days=10&contract=artist{more}", headers=ENGLISH)
        return -figures(page.text)["tax"]

    assert tax("&children=2") < tax("")
    assert tax("&children=2&single_parent=y") < tax("&children=2")
    assert tax("&spouse=without-income") < tax("")
    assert tax("&flat_rate=y") < tax("")


def test_pay_below_the_minimum_is_shown_and_said(browse):
    page = browse("").get(PAGE + "?price=300&days=4", headers=ENGLISH)
    assert page.status_code == 200
    assert "The legal minimum is €103.09 a day" in page.text
    assert "No contract can be made for this" in page.text
    assert str(figures(page.text, "day")["minimum"]) == "103.09"


def test_it_is_the_equation_of_the_assignment_page(browse):
    in_english()
    member = browse(MEMBER)
    key = begin(member)
    draft = {**form(person(MEMBER)), **shown(member, key)}
    assert member.post(f"/assignments/{key}/draft", draft).status_code == 303
    assignment = figures(member.get(f"/assignments/{key}").text)
    simulated = figures(member.get(PAGE + ARTIST).text)
    assert assignment == simulated
    assert len(simulated) >= 11


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({}, {}),
        ({"contract": "student", "expenses": "0"}, {"contract": "student", "expenses": "0"}),
        ({"days": "10", "price": "4000"}, {"days": "10", "price": "4000"}),
        ({"month": "2026-05", "contract": "artist"}, {"on": "2026-05-01", "contract": "artist"}),
        ({"way": "net", "net": "640"}, {"net": "640"}),
    ],
)
def test_it_is_the_equation_of_the_terminal(app, browse, asked, words):
    example = {"expenses": "50", "days": "2", "on": "2026-09-01"}
    price = {} if "net" in words else {"price": "1000"}
    line = [f"--{name}={value}" for name, value in {**example, **price, **words}.items()]
    result = app.test_cli_runner().invoke(args=["equation", *line, "--json"])
    facts = json.loads(result.output)
    page = browse("").get(PAGE, query_string=asked, headers=ENGLISH).text
    found = {part: str(abs(amount)) for part, amount in figures(page).items()}
    pairs = {
        "price": "price", "contribution": "contribution", "expenses": "expenses",
        "budget": "employment_budget", "gross": "gross", "security": "social_security",
        "tax": "withholding", "net": "net", "left": "left_over",
    }  # fmt: skip
    assert {part: found[part] for part in pairs} == {
        part: facts[name] for part, name in pairs.items()
    }
    per_day = figures(page, "day")
    assert str(per_day["gross"]) == facts["gross_per_day"]
    assert str(per_day["minimum"]) == facts["minimum_per_day"]
