"""Mandates as the administrative team records them."""

from wtforms import TextAreaField
from wtforms.validators import Length

from web.forms.fields import BaseForm, DayField, Required, WordField
from web.i18n import _l


class MandateForm(BaseForm):
    """A mandate that an assembly gave before this system was used."""

    number = WordField(
        _l("Number in the share register"), [Required()], render_kw={"inputmode": "numeric"}
    )
    since = DayField(_l("Since"), [Required()])
    paid = WordField(_l("Allowance granted by the assembly"), [Length(max=200)])


class EndForm(BaseForm):
    """Somebody leaves before the end."""

    day = DayField(_l("Last day"), [Required()])
    reason = TextAreaField(
        _l("Why"), [Required(), Length(max=300)], render_kw={"rows": 2, "maxlength": 300}
    )
