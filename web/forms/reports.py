"""What is typed about a report: its year, its texts, the remark of a director who signs."""

from typing import Any

from wtforms import HiddenField, IntegerField, TextAreaField
from wtforms.validators import Length, NumberRange

from domain.reports.kinds import REPORT_KINDS, ReportKind
from domain.reports.texts import LONGEST_TEXT
from web.config import LANGUAGES
from web.forms.choices import OneOf
from web.forms.fields import BaseForm, Required
from web.i18n import _l

FIRST_YEAR, LAST_YEAR = 2000, 2100


class BeginForm(BaseForm):
    """A new report."""

    kind = OneOf(_l("Report"), REPORT_KINDS, [Required()], default=ReportKind.ACTIVITY)
    year = IntegerField(
        _l("Year"), [Required(), NumberRange(FIRST_YEAR, LAST_YEAR, _l("Type a year, like 2025."))]
    )


class ChapterForm(BaseForm):
    """A chapter in its three languages."""

    text_fr = TextAreaField(_l("Text in French"), [Length(max=LONGEST_TEXT)])
    text_nl = TextAreaField(_l("Text in Dutch"), [Length(max=LONGEST_TEXT)])
    text_en = TextAreaField(_l("Text in English"), [Length(max=LONGEST_TEXT)])
    version = HiddenField(default="0")

    def begin(self, texts: dict[str, Any], version: int) -> "ChapterForm":
        """What is kept."""
        for code in LANGUAGES:
            self[f"text_{code}"].data = texts.get(code, "")
        self.version.data = str(version)
        return self

    @property
    def texts(self) -> dict[str, str]:
        """In every language."""
        return {code: (self[f"text_{code}"].data or "").strip() for code in LANGUAGES}

    @property
    def seen(self) -> int:
        """The version of the text that the writer had before them."""
        return int(self.version.data) if (self.version.data or "").isdigit() else 0


class SignForm(BaseForm):
    """A director signs a condition."""

    remark = TextAreaField(_l("Remark"), [Length(max=2000)], render_kw={"rows": 3})
