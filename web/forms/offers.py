"""Answering an offer of work, or an amendment."""

from wtforms import BooleanField, TextAreaField
from wtforms.validators import Length, ValidationError

from domain.offers import NotRead
from web.forms.fields import BaseForm
from web.i18n import _l, word


class AcceptForm(BaseForm):
    """Yes, by who has read it."""

    read = BooleanField(_l("I have read the whole contract and I accept it."))

    def validate_read(self, field: BooleanField) -> None:
        """Refuse a yes without the tick."""
        if not field.data:
            raise ValidationError(word(NotRead()))


class DeclineForm(BaseForm):
    """No, with a reason for who wants to give one."""

    reason = TextAreaField(
        _l("Why, if you want to say it"),
        [Length(max=500)],
        render_kw={"rows": 3, "maxlength": 500},
    )
