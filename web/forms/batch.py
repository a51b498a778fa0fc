"""The form of several contracts at once: people, their days, and an amount for each person."""

from collections.abc import Iterable
from decimal import Decimal

from flask_babel import gettext as _
from wtforms import RadioField, SelectMultipleField

from domain.batch import SPLITS, Split
from web.forms.assignments import Asked, at_most
from web.forms.fields import EurField
from web.forms.hiring import HireForm
from web.i18n import _l


class PeopleField(SelectMultipleField):
    """Who was ticked."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """The texts as they were sent: the form knows who can be chosen."""
        self.data = valuelist


def _splits() -> Iterable[tuple[str, str]]:
    return [(split.value, _(text)) for split, text in SPLITS.items()]


class BatchForm(HireForm):
    """As for one contract, but for several people and several periods."""

    worker = PeopleField(_l("Who works"), validate_choice=False)
    split = RadioField(_l("Contracts for each person"), choices=_splits, default=Split.PERIOD.value)
    amount = EurField(
        _l("Amount for each person, all their days together"),
        [Asked(), at_most],
        least=Decimal("0.01"),
    )

    @property
    def chosen(self) -> list[int]:
        """Who works, by id; each once, in the order of the page."""
        ticked = set(self.worker.data or ())
        return [key for key, _name in self.worker.choices or () if str(key) in ticked]

    @property
    def how(self) -> Split:
        """How the days become contracts."""
        return Split(self.split.data) if self.split.data in SPLITS else Split.PERIOD
