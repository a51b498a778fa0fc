"""The contract of employment, in the worker's language."""

from dataclasses import dataclass
from datetime import date

from domain.employment import ContractType
from domain.entities import EntityCode
from domain.identifiers import show_enterprise_number, show_iban, show_national_number
from domain.invoicing import Party
from domain.money import Eur
from domain.payments import due_day
from web import clock
from web.documents.printable import Printable, printable
from web.models.contract import Contract
from web.models.entity import Entity
from web.models.person import Person


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
    work: str
    unit: str
    days: tuple[date, ...]
    gross: Eur
    due: date  # of the net

    @property
    def first_day(self) -> date:
        """When it begins."""
        return self.days[0]

    @property
    def last_day(self) -> date:
        """When it ends by itself."""
        return self.days[-1]


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


def contract_sheet(contract: Contract) -> ContractSheet:
    """What the row says; its person, entity, unit and days must have been loaded."""
    return ContractSheet(
        reference=reference_of(contract.entity.code, contract.id),
        made=clock.day_of(contract.made or clock.now()),
        language=contract.language,
        employer=employer_party(contract.entity),
        court=contract.entity.court,
        worker=worker_of(contract.person),
        kind=contract.kind,
        work=contract.work,
        unit=contract.unit.name,
        days=tuple(item.day for item in contract.days),
        gross=contract.gross,
        due=due_day(contract.last_day),
    )


def contract(sheet: ContractSheet) -> Printable:
    """The contract on paper, ready to sign."""
    return printable(
        "contract",
        sheet.language,
        sheet=sheet,
        is_student=sheet.kind is ContractType.STUDENT,
        show_enterprise_number=show_enterprise_number,
        show_national_number=show_national_number,
        show_iban=show_iban,
    )
