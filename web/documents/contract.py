"""The contract of employment and its amendments, in the worker's language."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from flask import current_app
from flask_babel import force_locale
from markupsafe import Markup

from domain.clauses import Regime, clauses_of, numbers_of, title_of
from domain.employment import ContractType
from domain.entities import EntityCode
from domain.hours import FULL_DAY, Hours
from domain.identifiers import show_enterprise_number, show_iban, show_national_number
from domain.invoicing import Party
from domain.money import eur
from domain.payments import due_day
from domain.payroll.student_quota import QUOTA
from domain.terms import Terms
from web import clock
from web.documents.printable import WRITTEN, Printable, printable
from web.i18n import LOCALES
from web.models.contract import Contract
from web.models.entity import Entity
from web.models.person import Person

BLANK = "…"


@dataclass(frozen=True, slots=True, kw_only=True)
class Worker:
    """The person employed, as a contract names them."""

    party: Party
    birth_day: date | None
    national_number: str
    iban: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractSheet:
    """Everything a contract of employment says."""

    reference: str
    made: date
    language: str
    employer: Party
    court: str
    worker: Worker
    kind: ContractType
    unit: str
    terms: Terms
    due: date  # of the net
    offered: datetime | None  # to a worker who did not draw it up
    answered: datetime | None  # when the worker said yes online
    open_ended: bool = False  # then the terms hold its first week, and the pay of a month

    @property
    def regime(self) -> Regime:
        """What decides the words."""
        return Regime(kind=self.kind, open_ended=self.open_ended, part_time=self.terms.part_time)


def employer_party(entity: Entity) -> Party:
    """The legal entity as employer."""
    return Party(
        name=entity.name,
        address=(entity.street,),
        postcode=entity.postcode,
        city=entity.city,
        country=entity.country,
        enterprise_number=entity.enterprise_number,
        legal_form=entity.legal_form,
    )


def worker_of(person: Person) -> Worker:
    """The person as worker; a contract carries the national number in full."""
    party = Party(
        name=person.name,
        address=(person.street,) if person.street else (),
        postcode=person.postcode,
        city=person.city,
        country=person.country,
    )
    return Worker(
        party=party,
        birth_day=person.birth_day,
        national_number=person.national_number,
        iban=person.iban,
    )


def reference_of(code: EntityCode, contract_id: int) -> str:
    """How a contract is called: PA-C-000012."""
    return f"{code}-C-{contract_id:06d}"


def terms_of(contract: Contract) -> Terms:
    """What a contract comes to; its days have been loaded."""
    return Terms(
        work=contract.work,
        days=tuple((item.day, item.hours) for item in contract.days),
        gross=contract.gross,
        budget=contract.budget,
    )


def contract_sheet(contract: Contract) -> ContractSheet:
    """What the row says; its person, entity, unit and days must have been loaded."""
    return ContractSheet(
        reference=reference_of(contract.entity.code, contract.id),
        made=clock.day_of(contract.made or contract.offered or clock.now()),
        language=contract.language,
        employer=employer_party(contract.entity),
        court=contract.entity.court,
        worker=worker_of(contract.person),
        kind=contract.kind,
        unit=contract.unit.name,
        terms=terms_of(contract),
        due=due_day(contract.last_day),
        offered=contract.offered,
        answered=contract.answered if contract.made else None,
    )


def example_sheet(regime: Regime, language: str, today: date) -> ContractSheet:
    """A contract of nobody, to read the clauses in: two days, two weeks from now."""
    blank = Party(name=BLANK, address=(BLANK,), postcode=BLANK, city=BLANK, country="BE")
    hours = Hours(FULL_DAY / 2) if regime.part_time else FULL_DAY
    first = today + timedelta(days=14)
    days = tuple((first + timedelta(days=after), hours) for after in range(2))
    return ContractSheet(
        reference=BLANK,
        made=today,
        language=language,
        employer=replace(blank, legal_form=BLANK),
        court=BLANK,
        worker=Worker(party=blank, birth_day=None, national_number="", iban=""),
        kind=regime.kind,
        unit=BLANK,
        terms=Terms(work=BLANK, days=days, gross=eur(1000), budget=eur(2000)),
        due=due_day(days[-1][0]),
        offered=None,
        answered=None,
        open_ended=regime.open_ended,
    )


def for_others(sheet: ContractSheet) -> ContractSheet:
    """Without what is the worker's own affair: for the holders of the unit."""
    worker = replace(sheet.worker, birth_day=None, national_number="", iban="")
    return replace(sheet, worker=replace(worker, party=replace(worker.party, address=())))


def words(sheet: ContractSheet) -> dict[str, Any]:
    """What the clauses need to be filled in."""
    return {
        "sheet": sheet,
        "employer": sheet.employer,
        "worker": sheet.worker,
        "title": title_of(sheet.regime),
        "clauses": clauses_of(sheet.regime),
        "articles": numbers_of(sheet.regime),
        "student_hours": QUOTA.on(sheet.terms.first_day).value,
        "show_enterprise_number": show_enterprise_number,
        "show_national_number": show_national_number,
        "show_iban": show_iban,
    }


def contract(sheet: ContractSheet) -> Printable:
    """The contract on paper."""
    return printable("contract", sheet.language, **words(sheet))


def contract_text(sheet: ContractSheet, *, level: int) -> Markup:
    """The same clauses for a page, in the language of the contract.

    level: of their headings
    """
    template = current_app.jinja_env.get_template("documents/contract/text.html")
    with force_locale(LOCALES[sheet.language]):
        html = template.render(language=sheet.language, level=level, **WRITTEN, **words(sheet))
    return Markup(html)  # our own template, which escapes what people typed


@dataclass(frozen=True, slots=True, kw_only=True)
class AmendmentSheet:
    """Everything an amendment says."""

    contract: ContractSheet
    number: int
    reason: str
    before: Terms
    after: Terms
    answered: datetime


def amendment(sheet: AmendmentSheet) -> Printable:
    """The amendment on paper."""
    filled = {**words(sheet.contract), "amendment": sheet}
    return printable("amendment", sheet.contract.language, **filled)
