"""Signing in, and choosing a password."""

from typing import Any

from wtforms import HiddenField, PasswordField

from domain.passwords import LONGEST, SHORTEST
from domain.people import LONGEST_EMAIL
from web.forms.fields import BaseForm, Required, WordField
from web.i18n import _l


class EmailField(WordField):
    """An e-mail address, which is the same in small and capital letters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["render_kw"] = {
            "type": "email",
            "autocapitalize": "none",
            "spellcheck": "false",
            "maxlength": LONGEST_EMAIL,
            **kwargs.get("render_kw", {}),
        }
        super().__init__(*args, **kwargs)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Clean what was typed."""
        super().process_formdata(valuelist)
        self.data = (self.data or "").lower()


class SignInForm(BaseForm):
    """Who one is, and where one was going."""

    email = EmailField(_l("E-mail address"), [Required()], render_kw={"autocomplete": "username"})
    password = PasswordField(
        _l("Password"), [Required()], render_kw={"autocomplete": "current-password"}
    )
    next = HiddenField()


class NewPasswordForm(BaseForm):
    """The password that someone chooses; the rule says whether it will do."""

    new_password = PasswordField(
        _l("New password"),
        [Required()],
        render_kw={"autocomplete": "new-password", "minlength": SHORTEST, "maxlength": LONGEST},
    )


class ChangePasswordForm(NewPasswordForm):
    """The same, for someone who has one."""

    password = PasswordField(
        _l("Your password now"), [Required()], render_kw={"autocomplete": "current-password"}
    )
