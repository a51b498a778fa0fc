"""Acts on expense notes, in the words of the audit."""

from collections.abc import Mapping

from domain.errors import N_, Msg

EXPENSE_ACTS: Mapping[str, Msg] = {
    "expense_begun": N_("Began the expense note"),
    "expense_submitted": N_("Sent the expense note"),
    "expense_withdrawn": N_("Took the expense note back before a decision"),
    "expense_discarded": N_("Put the expense note away"),
    "expense_sent_back": N_("Sent the expense note back: “%(reason)s”"),
    "expense_vat_refused": N_("Refused the VAT of a line"),
    "expense_line_removed": N_("Removed a line"),
    "expense_line_put_back": N_("Put a line back"),
    "receipt_attached": N_("Added a receipt"),
}
