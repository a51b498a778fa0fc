"""One month of pay as an example: everything is in the address, as it was typed."""

from datetime import date

from werkzeug.datastructures import MultiDict

from domain.employment import CONTRACT_TYPES, ContractType
from domain.payroll.situation import SPOUSES, Situation, Spouse
from domain.simulation import nearest_month
from web.forms.account import MOST_CHILDREN
from web.forms.assignments import at_most
from web.forms.fields import BaseForm, EurField, LabelField, Required
from web.forms.simulator import MonthField, SignedField
from web.i18n import _l

EXAMPLE = {
    "kind": ContractType.WHITE_COLLAR.value,
    "gross": "2500",
    "spouse": Spouse.SINGLE.value,
    "children": "0",
}


def filled(typed: MultiDict[str, str], today: date) -> MultiDict[str, str]:
    """What was asked for; what the address does not name is as in the example."""
    month = str(nearest_month(today))
    return MultiDict({**EXAMPLE, "month": month, **typed.to_dict()})


class ExampleForm(BaseForm):
    """A whole month, full time, with one employer."""

    month = MonthField(_l("Month"), [Required()])
    kind = LabelField(_l("Kind of contract"), CONTRACT_TYPES, [Required()])
    gross = EurField(_l("Gross pay"), [Required(), at_most])
    spouse = LabelField(_l("Situation"), SPOUSES, [Required()])
    children = SignedField(_l("Dependent children"), [Required()], most=MOST_CHILDREN)

    def situation(self) -> Situation:
        """The family situation; a rule may refuse it."""
        return Situation(self.data["spouse"], self.data["children"])
