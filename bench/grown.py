"""What becomes of each table when a cooperative grows: copied, with new values, or left whole.

Every table is named here once, so that a new one makes somebody decide.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from web.models.ledger import Counter

DOCUMENTS = "documents"


def names(text: str) -> frozenset[str]:
    """The words of a list."""
    return frozenset(text.split())


MOVED = names(
    """
    amendment assignment attestation audit_entry carried category_spell client client_payment
    client_word contract debt document earning employment employment_terms entry expense_line
    expense_note holding invoice payment_line payslip person person_role posting quarter_line
    representation share_certificate share_exit share_movement share_payment shareholder
    subscription unit unit_look unit_sum work_day
    """
)
OF_THE_COOPERATIVE = names(
    """
    annual_accounts counter dimona_export dimona_exported entity pay_run payment_file quarter_run
    simulation simulation_step sister_year
    """
)
OF_ASSEMBLIES = names(  # whoever is copied was not there
    """
    agenda_file agenda_item asked_question assembly assembly_paper attendance board_file
    bureau_member candidacy convocation convocation_mail incident mandate minutes
    minutes_signature objection poll poll_refusal prolongation proxy rehearsal roll_line
    tie_decision
    """
)
OF_FIGURES = names(  # counted again at the end; what was published of them stays
    """
    fact_day figure_cell figure_change figure_day figure_fall figure_first figure_release
    figure_room figure_stamp holder_fact report report_paper report_signature report_text
    unit_fact work_pair
    """
)
UNDER_WAY = names(
    """
    form_token job joining joining_consent joining_payment one_time_link sign_in sign_in_failure
    """
)
LEFT = OF_THE_COOPERATIVE | OF_ASSEMBLIES | OF_FIGURES | UNDER_WAY
Text = sa.ColumnElement[str]
Whole = sa.ColumnElement[int]


@dataclass(frozen=True, slots=True)
class Copy:
    """The how manieth copy of everything, and how far each makes the numbers of a table move."""

    number: int
    steps: Mapping[str, int]

    def moved(self, value: Whole, table: str) -> Whole:
        """The number of the copied row, from that of the row."""
        return value + self.number * self.steps[table]

    def counted(self, value: Whole, series: Text) -> Whole:
        """The number in a series without gaps: each copy goes on where the one before ends."""
        last = sa.select(Counter.last).where(Counter.series == series).scalar_subquery()
        return value + self.number * last


def part(text: Text, start: int, length: int | None = None) -> Text:
    """Some characters of a text, counted from 1."""
    given = (start,) if length is None else (start, length)
    return sa.func.substr(text, *given, type_=sa.String)


def number_in(text: Text, start: int, length: int | None = None) -> Whole:
    """The number that stands there."""
    return sa.cast(part(text, start, length), sa.Integer)


def padded(form: str, *numbers: Whole) -> Text:
    """Numbers with zeros in front, as ``%06d`` says."""
    return sa.func.printf(form, *numbers, type_=sa.String)


def marked(text: Text, copy: Copy) -> Text:
    """A random text in hexadecimal whose beginning says which copy it is: none has an x."""
    mark = f"x{copy.number:02d}"
    return sa.literal(mark, sa.String) + part(text, len(mark) + 1)


def address(copy: Copy, rows: sa.Table) -> Text:
    """ada@demo.example is ada.3@demo.example in the third copy."""
    return sa.func.replace(rows.c.email, "@", f".{copy.number}@", type_=sa.String)


def enterprise(text: Text, copy: Copy, table: str) -> Text:
    """Another valid number of an enterprise: eight digits and their check."""
    base = copy.moved(number_in(text, 1, 8), table)
    return sa.case((text.is_not(None), padded("%08d%02d", base, 97 - base % 97)))


def vat(copy: Copy, rows: sa.Table) -> Text:
    """Belgian numbers are those of the enterprise; of others only the length is known."""
    text = rows.c.vat_number
    belgian = sa.literal("BE") + enterprise(part(text, 3), copy, "client")
    return sa.case((text.startswith("BE"), belgian), else_=text + f"{copy.number:02d}")


def series(number: Text) -> Text:
    """The series of an invoice: invoice:SC:2025 for SC-2025-000012."""
    return sa.literal("invoice:") + sa.func.replace(part(number, 1, 7), "-", ":", type_=sa.String)


def invoice_number(text: Text, copy: Copy) -> Text:
    """SC-2025-000012 as it goes on in its series."""
    return part(text, 1, 8) + padded("%06d", copy.counted(number_in(text, 9), series(text)))


def communication(text: Text, copy: Copy, counter: Text) -> Text:
    """Ten digits and their check modulo 97, which is 97 where it would be 0."""
    base = copy.counted(number_in(text, 1, 10), counter)
    return sa.case((text.is_not(None), padded("%010d%02d", base, (base + 96) % 97 + 1)))


def invoice_communication(copy: Copy, rows: sa.Table) -> Text:
    """What a client writes when paying."""
    return communication(rows.c.communication, copy, series(rows.c.number))


def share_communication(text: Text, copy: Copy) -> Text:
    """What a shareholder writes when paying."""
    return communication(text, copy, sa.literal("share-communication"))


def sheet(copy: Copy, rows: sa.Table) -> Text:
    """The text of an invoice, with its new numbers in it."""
    text: Text = rows.c.sheet
    for before, after in (
        (rows.c.number, invoice_number(rows.c.number, copy)),
        (rows.c.communication, invoice_communication(copy, rows)),
    ):
        known = sa.func.coalesce(before, ""), sa.func.coalesce(after, "")
        text = sa.func.replace(text, *known, type_=sa.String)
    return text


def reference(copy: Copy, rows: sa.Table) -> Text:
    """What an entry is about: a contract, a note, an invoice, shares; or what is left whole."""
    text = rows.c.reference

    def paper(table: str) -> Text:
        return part(text, 1, 5) + padded("%06d", copy.moved(number_in(text, 6), table))

    exit_id = copy.moved(number_in(text, 12), "share_exit")
    return sa.case(
        (text.like("__-C-%"), paper("contract")),
        (text.like("__-E-%"), paper("expense_note")),
        (text.op("GLOB")("[A-Z][A-Z]-[0-9][0-9][0-9][0-9]-*"), invoice_number(text, copy)),
        (text.op("GLOB")("9" + "[0-9]" * 11), share_communication(text, copy)),
        (text.like("share exit %"), sa.literal("share exit ") + sa.cast(exit_id, sa.String)),
        else_=text,
    )


def subject(copy: Copy, rows: sa.Table) -> Whole:
    """What an act was about, among the rows of that copy."""
    known = {name: copy.moved(rows.c.subject_id, name) for name in sorted(MOVED)}
    return sa.case(known, value=rows.c.subject)


# Columns whose values are neither those of the row nor numbers of rows: what they become.
RENEWED: Mapping[str, Callable[[Copy, sa.Table], sa.ColumnElement[Any]]] = {
    "audit_entry.subject_id": subject,
    "client.enterprise_number": lambda copy, rows: enterprise(
        rows.c.enterprise_number, copy, "client"
    ),
    "client.vat_number": vat,
    "entry.reference": reference,
    "invoice.communication": invoice_communication,
    "invoice.number": lambda copy, rows: invoice_number(rows.c.number, copy),
    "invoice.sequence": lambda copy, rows: copy.counted(rows.c.sequence, series(rows.c.number)),
    "invoice.sheet": sheet,
    "person.email": address,
    "person.national_number_index": lambda copy, rows: marked(rows.c.national_number_index, copy),
    "person.uid": lambda copy, rows: marked(rows.c.uid, copy),
    "share_certificate.code": lambda copy, rows: marked(rows.c.code, copy),
    "share_exit.uid": lambda copy, rows: marked(rows.c.uid, copy),
    "shareholder.enterprise_number": lambda copy, rows: enterprise(
        rows.c.enterprise_number, copy, "shareholder"
    ),
    "shareholder.number": lambda copy, rows: copy.counted(rows.c.number, sa.literal("shareholder")),
    "subscription.communication": lambda copy, rows: share_communication(
        rows.c.communication, copy
    ),
}

Where = Callable[[sa.Table], sa.ColumnElement[bool]]
# Tables of which only some rows are copied.
AMONG: Mapping[str, Where] = {
    "audit_entry": lambda rows: rows.c.subject.in_(sorted(MOVED)),
    "document": lambda rows: rows.c.kind != "payment_file",
}
# Sums and counts of what was copied, in rows that are left.
SCALED: Mapping[str, tuple[tuple[str, ...], Where]] = {
    "annual_accounts": (("net_assets", "unavailable", "shares"), lambda _rows: sa.true()),
    "counter": (("last",), lambda rows: ~rows.c.series.like("payment-file:%")),
    "pay_run": (
        ("earned", "left_open", "people", "gross", "social_security", "withholding",
         "special_contribution", "settlement", "net"),
        lambda _rows: sa.true(),
    ),
    "payment_file": (("count", "total"), lambda _rows: sa.true()),
    "quarter_run": (
        ("earned", "people", "gross", "budget", "contributions", "holiday", "reductions"),
        lambda _rows: sa.true(),
    ),
}  # fmt: skip
