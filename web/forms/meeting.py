"""What people write around a meeting: questions, answers, incidents, functions at the bureau."""

from collections.abc import Mapping
from typing import Any

from wtforms import SelectField, TextAreaField
from wtforms.validators import Optional

from domain.assembly.asking import LONGEST
from domain.assembly.bureau import FUNCTIONS
from domain.assembly.incidents import INCIDENTS
from web.forms.fields import BaseForm, DecimalField, LabelField, Required, WordField
from web.i18n import _l

WORDS = {"rows": 4, "maxlength": LONGEST}


class QuestionForm(BaseForm):
    """A question, about one point or the whole."""

    item = SelectField(_l("About"), coerce=int)
    text = TextAreaField(_l("My question"), [Required()], render_kw=WORDS)

    def among(self, items: Mapping[int, str], whole: Any) -> "QuestionForm":
        """The points of the agenda; 0: about the whole."""
        self.item.choices = [(0, whole), *items.items()]
        return self


class AnswerForm(BaseForm):
    """What the board answers."""

    text = TextAreaField(_l("Answer"), [Required()], render_kw=WORDS)


class IncidentForm(BaseForm):
    """What disturbed taking part or voting."""

    kind = LabelField(_l("What happened"), INCIDENTS, [Required()])
    text = TextAreaField(_l("In words"), [Required()], render_kw=WORDS)
    affected = DecimalField(_l("How many voters, if known"), [Optional()])


class BureauForm(BaseForm):
    """Somebody of the bureau, by the e-mail address of their account."""

    email = WordField(_l("E-mail address"), [Required()], render_kw={"type": "email"})
    function = LabelField(_l("Function"), FUNCTIONS, [Required()])
