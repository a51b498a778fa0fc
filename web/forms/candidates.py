"""What somebody says who stands for the board, and what the office answers."""

from collections.abc import Mapping
from typing import Any

from wtforms import FileField, SelectField, TextAreaField
from wtforms.validators import Length

from domain.assembly.candidates import LONGEST_STATEMENT
from web.forms.fields import BaseForm, Required
from web.i18n import LANGUAGES, _l


class Statement(TextAreaField):
    """A statement in one language, under the language's own name."""

    def __init__(self, label: Any, **kwargs: Any) -> None:
        shown = {"rows": 8, "maxlength": LONGEST_STATEMENT}
        super().__init__(label, [Length(max=LONGEST_STATEMENT)], render_kw=shown, **kwargs)


class CandidacyForm(BaseForm):
    """Why I stand; one language is enough."""

    holder = SelectField(_l("Who stands"), coerce=int)
    fr = Statement(_l("In French"))
    nl = Statement(_l("In Dutch"))
    en = Statement(_l("In English"))
    photo = FileField(
        _l("Photo (JPEG or PNG, up to 10 MB)"), render_kw={"accept": "image/jpeg,image/png"}
    )

    def among(self, holders: Mapping[int, str]) -> "CandidacyForm":
        """The reader, or a legal person that they represent."""
        self.holder.choices = list(holders.items())
        return self

    def begin(self, holder_id: int, statements: Mapping[str, str]) -> "CandidacyForm":
        """What was kept."""
        self.holder.data = holder_id
        for code in LANGUAGES:
            self[code].data = statements.get(code, "")
        return self

    @property
    def statements(self) -> dict[str, str]:
        """Per language, trimmed."""
        return {code: (self[code].data or "").strip() for code in LANGUAGES}


class RefusalForm(BaseForm):
    """Why somebody does not come on the list: they read it."""

    reason = TextAreaField(
        _l("Why"), [Required(), Length(max=500)], render_kw={"rows": 3, "maxlength": 500}
    )
