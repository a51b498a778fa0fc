"""Attestations on paper: what was worked, or what a year of payslips comes to."""

from domain.attestations import ATTESTATION_KINDS, AttestationSheet
from domain.identifiers import show_enterprise_number, show_national_number
from domain.periods import Month
from web.documents.printable import Printable, printable


def attestation(sheet: AttestationSheet, reference: str, *, national_number: str) -> Printable:
    """The attestation on paper, in the language that was asked for.

    national_number: of its person, opened for this paper and kept in no sheet; may be empty
    """
    return printable(
        "attestation",
        sheet.language,
        sheet=sheet,
        reference=reference,
        title=ATTESTATION_KINDS[sheet.kind],
        enterprise_number=show_enterprise_number,
        national_number=show_national_number(national_number) if national_number else "",
        months=[[Month.read(month) for month in item.months] for item in sheet.paid],
    )
