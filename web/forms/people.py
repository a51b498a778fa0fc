"""A person, as the administrative team writes them down."""

from collections.abc import Collection
from typing import Any

from flask_babel import gettext as _
from wtforms import RadioField, SelectMultipleField
from wtforms.fields.choices import Choice, SelectChoice
from wtforms.validators import ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from domain.identifiers import national_number, show_national_number
from domain.people import email_address
from domain.roles import ROLES, Role
from web.forms.account import AddressForm
from web.forms.fields import BaseForm, Required, RuleField, WordField
from web.forms.versions import VersionedForm
from web.i18n import LANGUAGES, _l

OWN_NAMES = {"fr": "Français", "nl": "Nederlands", "en": "English"}


class RolesField(SelectMultipleField):
    """Some roles, each on a line that can be touched."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, coerce=Role, choices=[], **kwargs)
        self.offered: Collection[Role] = ()

    def iter_choices(self) -> Any:
        """Each role on offer, under its name."""
        for role, text in ROLES.items():
            if role in self.offered:
                yield Choice(role.value, _(text), role in (self.data or ()), {})

    def pre_validate(self, form: Any) -> None:
        """Only what is on offer."""
        if not set(self.data or ()) <= set(self.offered):
            raise ValidationError(_("Choose one of the list."))


class IdentityFields(BaseForm):
    """Who someone is."""

    given_name = WordField(_l("Given name"), [Required()], render_kw={"maxlength": 80})
    family_name = WordField(_l("Family name"), [Required()], render_kw={"maxlength": 80})
    email = RuleField(
        _l("E-mail address"),
        email_address,
        [Required()],
        description=_l("The one with which this person signs in."),
        render_kw={"type": "email", "autocomplete": "off", "maxlength": 254},
    )
    language = RadioField(
        _l("Language"), choices=[SelectChoice(code, OWN_NAMES[code]) for code in LANGUAGES]
    )


class NewPersonForm(IdentityFields):
    """Someone who joins."""

    roles = RolesField(_l("Roles"))


class PersonForm(AddressForm, IdentityFields):
    """Everything that the administrative team may correct."""

    national_number = RuleField(
        _l("New national number"),
        national_number,
        show=show_national_number,
        description=_l("Leave it empty to keep the one that is known."),
        render_kw={"inputmode": "numeric", "autocomplete": "off", "maxlength": 60},
    )


class RolesForm(VersionedForm):
    """What someone may do."""

    roles = RolesField(_l("Roles"))
