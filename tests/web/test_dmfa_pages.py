"""The quarterly declaration in the browser: the tree, its totals, its files; nobody else's eyes."""

import csv
import io
import json
import re
from decimal import Decimal

import pytest
import sqlalchemy as sa

from domain.employment import ContractType
from domain.money import eur
from tests.web import make
from tests.web.assigning import in_english
from tests.web.books import plain
from tests.web.conftest import HTMX
from tests.web.quartering import (
    AUTUMN,
    IN_JULY,
    IN_MAY,
    LOW,
    MEMBER,
    PA,
    Q3,
    SC,
    WORKER,
    agreed,
    close,
    ready,
    settled,
    worked,
)
from web.blueprints.finance import dmfa as pages
from web.demo.people import (
    ADMIN_TEAM,
    ADVISER,
    FINANCE,
    STRANGER,
    SYSTEM_ADMIN,
)
from web.extensions import db
from web.models.audit import AuditEntry
from web.models.contract import Contract
from web.models.person import Person
from web.queries import quarter_people

PAGE = "/finance/quarters/2026-Q2/PA/dmfa"


def test_the_page_shows_the_tree_its_codes_and_its_totals(browse):
    in_english()
    ready(kind=ContractType.ARTIST)
    close()
    html = plain(browse(FINANCE).get(PAGE).text)
    assert "Prepared, not filed" in html
    assert "worker code 046" in html
    assert "Own setting, not confirmed" in html
    assert "The whole tree beside the account “Social security due”" in html
    assert "Take along (JSON)" in html
    assert "not known: the office gives it" in html
    assert "38 / 38" in html


def test_a_quarter_that_is_not_closed_is_not_taken_along(browse):
    in_english()
    ready()
    finance = browse(FINANCE)
    html = finance.get(PAGE).text
    assert "The quarter is not closed: nothing of the employer is in the ledger yet." in html
    assert "Take along" not in html
    response = finance.post(f"{PAGE}/json")
    assert response.status_code == 422
    assert "Nothing was exported" in response.text
    assert not db.session.scalars(
        sa.select(AuditEntry).where(AuditEntry.act == "dmfa_exported")
    ).all()


def test_it_is_taken_along_as_json_and_noted(browse):
    key = ready().id
    close()
    response = browse(ADMIN_TEAM).post(f"{PAGE}/json")
    assert response.mimetype == "application/json"
    assert "dmfa-prepared-2026-Q2-PA.json" in response.headers["Content-Disposition"]
    told = json.loads(response.data)
    assert told["status"] == "prepared, not filed"
    assert told["employer"]["quarter"] == "2026-Q2"
    (person,) = told["people"]
    assert person["lines"][0]["occupations"][0]["reference"] == f"PA-C-{key:06d}"
    assert person["lines"][0]["occupations"][0]["remunerations"] == [
        {"code": "1", "gross": "553.12"}
    ]
    assert told["owed"] == told["control"][-1]["ledger"]
    assert all(item["agrees"] for item in told["control"])
    (noted,) = db.session.scalars(sa.select(AuditEntry).where(AuditEntry.act == "dmfa_exported"))
    assert noted.facts == {"quarter": "2026-Q2", "kind": "json", "people": "1"}
    assert (noted.subject, noted.subject_id) == ("entity", PA)
    assert noted.person_id == make.person(ADMIN_TEAM).id


def test_it_is_taken_along_as_a_table(browse):
    in_english()
    ready(LOW, entity=SC, gross="2300.00", budget="3700.00")
    close(Q3, entity=SC, now=AUTUMN)
    response = browse(FINANCE).post("/finance/quarters/2026-Q3/SC/dmfa/csv")
    rows = list(csv.DictReader(io.StringIO(response.data.decode("utf-8-sig"))))
    found = {}
    for row in rows:
        found.setdefault(row["what"], []).append(Decimal(row["amount"] or 0))
    assert sum(found["remuneration"]) == Decimal("2300.00")
    assert set(found) == {
        "service", "remuneration", "employer-deduction", "worker-contribution",
        "worker-deduction", "employer-contribution", "special-contribution",
    }  # fmt: skip
    assert {row["joint_committee"] for row in rows} == {"200"}
    worker = found["worker-contribution"][0] - found["worker-deduction"][0]
    employers = sum(found["employer-contribution"]) - sum(found["employer-deduction"])
    whole = worker + employers + sum(found["special-contribution"])
    assert whole == agreed(Q3, SC).sums.owed


def test_a_settlement_is_a_row_of_its_own(browse):
    settled()
    close()
    response = browse(FINANCE).post(f"{PAGE}/csv")
    assert "settlement" in response.data.decode("utf-8-sig")


def test_people_are_found_and_paged(browse, monkeypatch):
    in_english()
    worked()
    ready(email=MEMBER)
    finance = browse(FINANCE)
    fragment = finance.get(f"{PAGE}?q=sach", headers=HTMX).text
    assert "Sacha Lambert" in fragment
    assert "Nour Haddad" not in fragment
    assert fragment.strip() in finance.get(f"{PAGE}?q=sach").text
    assert "Nobody here has this name" in finance.get(f"{PAGE}?q=zzz").text
    monkeypatch.setattr(quarter_people, "PAGE", 1)
    first = finance.get(PAGE).text
    following = re.search(r'rel="next" href="([^"]+)"', first)
    second = finance.get(following[1].replace("&amp;", "&")).text
    assert ["Nour Haddad" in first, "Sacha Lambert" in first] == [True, False]
    assert ["Nour Haddad" in second, "Sacha Lambert" in second] == [False, True]


def test_a_large_tree_is_checked_when_asked(browse, monkeypatch):
    in_english()
    monkeypatch.setattr(pages, "AT_ONCE", 0)
    ready()
    close()
    finance = browse(FINANCE)
    html = finance.get(PAGE).text
    assert "Check the control totals" in html
    assert "Take along (JSON)" in html
    assert "The whole tree beside" in finance.get(f"{PAGE}?check=1").text


def test_problems_and_what_the_employer_misses_are_shown(browse):
    in_english()
    ready()
    close()
    db.session.execute(
        sa.update(Person).values(national_number_sealed=None, national_number_index=None)
    )
    db.session.commit()
    html = browse(FINANCE).get(PAGE).text
    assert "Sacha Lambert has no national number: it must be asked for." in html
    assert "has no employer number of the social security office." in html
    assert "1 thing is to be mended before anyone files this" in html


def test_a_quarter_without_work_has_nobody_to_declare(browse):
    in_english()
    html = browse(FINANCE).get("/finance/quarters/2026-Q1/FA/dmfa").text
    assert "Nobody to declare" in html


@pytest.mark.parametrize("email", [MEMBER, WORKER, ADVISER, STRANGER, SYSTEM_ADMIN])
def test_nobody_else_sees_or_takes_it(browse, email):
    ready()
    close()
    browser = browse(email)
    assert browser.get(PAGE).status_code == 403
    assert browser.post(f"{PAGE}/json").status_code == 403


def test_only_two_kinds_of_file(browse):
    assert browse(FINANCE).post(f"{PAGE}/xml").status_code == 404


def test_a_changed_contract_keeps_the_tree_from_going(browse):
    in_english()
    key = ready(IN_MAY).id
    ready(IN_JULY)
    close()
    assert db.session.get_one(Contract, key).gross == eur("553.12")
    db.session.execute(
        sa.text("UPDATE earning SET social_security = 0 WHERE contract_id = :key"), {"key": key}
    )
    db.session.commit()
    html = browse(FINANCE).get(PAGE).text
    assert "less the work bonus comes to" in html
