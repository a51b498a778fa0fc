"""What the office types about a poll: its moments, more time, reasons."""

from wtforms import StringField, TextAreaField

from web.forms.fields import BaseForm, MomentField, Required
from web.i18n import _l

LINE = {"maxlength": 200}
SHORT = {"rows": 3, "maxlength": 1000}


class TimesForm(BaseForm):
    """When people may vote."""

    opens_at = MomentField(_l("Opens"), [Required()])
    closes_at = MomentField(_l("Closes"), [Required()])


class ProlongForm(BaseForm):
    """More time, and why."""

    closes_at = MomentField(_l("New end"), [Required()])
    reason = TextAreaField(_l("What disturbed the vote"), [Required()], render_kw=SHORT)


class LotForm(BaseForm):
    """The public number that draws equal votes, named before anybody votes."""

    lot = StringField(_l("Which number draws equal votes"), [Required()], render_kw=LINE)


class DrawnForm(BaseForm):
    """That number, once it is known."""

    number = StringField(_l("The number, as it was published"), [Required()], render_kw=LINE)


class ReasonForm(BaseForm):
    """Why a poll is given up, or its urn kept longer."""

    reason = TextAreaField(_l("Why"), [Required()], render_kw=SHORT)
