"""What a voter types besides the ballot."""

from wtforms import PasswordField

from web.forms.fields import BaseForm, Required
from web.i18n import _l


class PasswordForm(BaseForm):
    """The password once more."""

    password = PasswordField(
        _l("Your password"), [Required()], render_kw={"autocomplete": "current-password"}
    )
