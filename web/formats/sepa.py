"""A file of SEPA credit transfers (ISO 20022, pain.001.001.09) for the cooperative's bank.

``sepaxml`` builds it; we refuse what it lets through (a wrong IBAN, nothing to pay, the same
debt twice), write our own identifiers so that a file is reproducible, and check the result
against the official schema and against our own total.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from lxml import etree
from sepaxml import SepaTransfer
from text_unidecode import unidecode  # type: ignore[import-untyped] # it has no types

from domain.errors import N_, RuleError
from domain.identifiers import WrongIban
from domain.identifiers import iban as read_iban
from domain.money import Eur, eur, total

SCHEMA = "pain.001.001.09"
SPACE = f"{{urn:iso:std:iso:20022:tech:xsd:{SCHEMA}}}"
LARGEST = eur("999999999.99")  # EUR, one transfer
NAME, TEXT, REFERENCE = 70, 140, 35  # characters
REFUSED = re.compile(r"[^A-Za-z0-9/\-?:().,'+ ]")  # outside the SEPA character set


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfer:
    """One payment to one person."""

    name: str
    iban: str
    amount: Eur
    text: str  # what the person reads on their statement
    end_to_end: str  # our own reference of the debt, unique in the file


@dataclass(eq=False)
class NothingToPay(RuleError):
    """A file without transfers."""

    message = N_("There is nothing to pay: the file would be empty.")


@dataclass(eq=False)
class TransferIbanWrong(RuleError):
    """The bank would refuse this account."""

    message = N_("The IBAN of %(name)s is missing or wrong. Correct it, then make the file again.")
    name: str


@dataclass(eq=False)
class TransferAmountWrong(RuleError):
    """Only amounts above zero, that a bank can carry, are paid."""

    message = N_("%(amount)s cannot be paid to %(name)s: the amount must be above zero.")
    name: str
    amount: Eur


@dataclass(eq=False)
class PaidTwice(RuleError):
    """The same debt stands twice in the file."""

    message = N_("%(reference)s (%(name)s) is twice in the file. Nothing was made: try again.")
    reference: str
    name: str


@dataclass(eq=False)
class ExecutionTooEarly(RuleError):
    """A bank cannot pay yesterday."""

    message = N_("The bank cannot pay on %(day)s, which is past. Choose today or a later day.")
    field = "execution_day"
    day: date


class InvalidFileError(Exception):
    """A bug of ours: the file that was made is not a valid one."""


def sepa_text(text: str, longest: int) -> str:
    """Letters that every bank can carry: no accents, no other signs, no stroke at the ends."""
    plain = REFUSED.sub(" ", unidecode(text.replace("&", "+")))
    plain = re.sub(r"/{2,}", "/", " ".join(plain.split()))
    return plain.strip("/ ")[:longest].strip("/ ")


def pain001(
    *,
    debtor_name: str,
    debtor_iban: str,
    debtor_bic: str = "",
    transfers: Sequence[Transfer],
    message_id: str,
    execution_day: date,
    now: datetime,
) -> bytes:
    """The payment file; refuses anything that a bank would, or should.

    message_id: ours, unique per file, at most 35 characters
    now:        moment of making, with its time zone
    Source:     EPC132-08 customer-to-PSP guidelines; Febelfin pain.001 guidelines
    """
    _check(transfers, execution_day, now.date())
    account = {"name": sepa_text(debtor_name, NAME), "IBAN": read_iban(debtor_iban)}
    if debtor_bic:
        account["BIC"] = debtor_bic
    file = SepaTransfer({**account, "batch": True, "currency": "EUR"}, schema=SCHEMA)
    for transfer in transfers:
        file.add_payment(_payment(transfer, execution_day))
    root = etree.fromstring(file.export(validate=False))
    _write(root, "GrpHdr/MsgId", message_id)
    _write(root, "GrpHdr/CreDtTm", now.isoformat(timespec="seconds"))
    _write(root, "PmtInf/PmtInfId", message_id)
    if not debtor_bic:  # the guidelines want it said
        other = etree.SubElement(_find(root, "PmtInf/DbtrAgt/FinInstnId"), f"{SPACE}Othr")
        etree.SubElement(other, f"{SPACE}Id").text = "NOTPROVIDED"
    _verify(root, transfers)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def _check(transfers: Sequence[Transfer], execution_day: date, today: date) -> None:
    if not transfers:
        raise NothingToPay
    if execution_day < today:
        raise ExecutionTooEarly(execution_day)
    names = {transfer.end_to_end: transfer.name for transfer in transfers}
    for reference, times in Counter(transfer.end_to_end for transfer in transfers).items():
        if times > 1:
            raise PaidTwice(reference, names[reference])
    for transfer in transfers:
        if not 0 < transfer.amount <= LARGEST:
            raise TransferAmountWrong(transfer.name, transfer.amount)


def _payment(transfer: Transfer, execution_day: date) -> dict[str, object]:
    """One transfer as ``sepaxml`` wants it: whole cents, plain letters."""
    try:
        account = read_iban(transfer.iban)
    except WrongIban as error:
        raise TransferIbanWrong(transfer.name) from error
    return {
        "name": sepa_text(transfer.name, NAME) or "-",
        "IBAN": account,
        "amount": int(transfer.amount.scaleb(2)),
        "execution_date": execution_day,
        "description": sepa_text(transfer.text, TEXT) or transfer.end_to_end,
        "endtoend_id": _reference(transfer.end_to_end),
    }


def _reference(text: str) -> str:
    """A reference must come back as it went out, so it is never repaired."""
    if not text or sepa_text(text, REFERENCE) != text:
        raise InvalidFileError(f"not a SEPA reference: {text!r}")
    return text


def _find(root: etree._Element, path: str) -> etree._Element:
    steps = "/".join(f"{SPACE}{step}" for step in f"CstmrCdtTrfInitn/{path}".split("/"))
    found = root.find(steps)
    if found is None:
        raise InvalidFileError(f"no {path}")
    return found


def _write(root: etree._Element, path: str, text: str) -> None:
    _find(root, path).text = text


def _verify(root: etree._Element, transfers: Sequence[Transfer]) -> None:
    """The control total is ours, and the official schema agrees."""
    due = total(transfer.amount for transfer in transfers)
    written = _find(root, "GrpHdr/CtrlSum").text, _find(root, "GrpHdr/NbOfTxs").text
    if written != (f"{due:f}", str(len(transfers))):
        raise InvalidFileError(f"control total {written}, {due} expected")
    if not _schema().validate(root):
        raise InvalidFileError(str(_schema().error_log))


@cache
def _schema() -> etree.XMLSchema:
    """The official schema, which ``sepaxml`` carries."""
    spec = find_spec("sepaxml")
    if spec is None or spec.origin is None:
        raise InvalidFileError("the package sepaxml is not installed")
    return etree.XMLSchema(file=str(Path(spec.origin).parent / "schemas" / f"{SCHEMA}.xsd"))
