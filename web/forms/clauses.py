"""Which contract of the library is read, in which language."""

from typing import Any

from wtforms import BooleanField, SelectField

from domain.clauses import Regime
from domain.employment import CONTRACT_TYPES, ContractType
from web.forms.fields import BaseForm, LabelField
from web.i18n import LANGUAGES, _l, language

NAMES = {"fr": "Français", "nl": "Nederlands", "en": "English"}


def _names() -> list[tuple[str, str]]:
    return list(NAMES.items())


class ClausesForm(BaseForm):
    """A kind of contract, and a language; any address gives an answer."""

    kind = LabelField(_l("Kind of contract"), CONTRACT_TYPES)
    language = SelectField(_l("Language"), choices=_names)
    open_ended = BooleanField(_l("Open-ended"))
    part_time = BooleanField(_l("Part-time"))

    def __init__(self, typed: Any) -> None:
        super().__init__(typed)
        if self.kind.data not in CONTRACT_TYPES:
            self.kind.data = ContractType.WHITE_COLLAR
        if self.language.data not in LANGUAGES:
            self.language.data = language()

    @property
    def regime(self) -> Regime:
        """What decides the words."""
        return Regime(
            kind=self.kind.data, open_ended=self.open_ended.data, part_time=self.part_time.data
        )
