"""What people say of themselves: address, account, family situation."""

from typing import Any

from flask_babel import gettext as _
from wtforms import BooleanField, PasswordField
from wtforms.validators import ValidationError

from domain.identifiers import iban, national_number, show_iban, show_national_number
from domain.payroll.situation import SPOUSES
from domain.people import GENDERS
from web.forms.choices import OneOf
from web.forms.clients import CountryField
from web.forms.fields import BaseForm, Required, RuleField, TypedField, WordField
from web.forms.versions import VersionedForm
from web.i18n import _l

MOST_CHILDREN = 30


class CountField(TypedField):
    """How many, from zero."""

    def __init__(self, *args: Any, most: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.most = most
        self.render_kw = {"inputmode": "numeric", "autocomplete": "off"}

    def read(self, typed: str) -> Any:
        """Read a whole number."""
        if not typed.isascii() or not typed.isdecimal() or int(typed[:6]) > self.most:
            raise ValidationError(_("This is not a number that can be used here."))
        return int(typed)


class AddressForm(VersionedForm):
    """Where one lives and is called."""

    street = WordField(
        _l("Street and number"), render_kw={"autocomplete": "street-address", "maxlength": 200}
    )
    postcode = WordField(_l("Postcode"), render_kw={"autocomplete": "postal-code", "maxlength": 12})
    city = WordField(_l("Town"), render_kw={"autocomplete": "address-level2", "maxlength": 100})
    country = CountryField(_l("Country"), [Required()], render_kw={"autocomplete": "country"})
    phone = WordField(
        _l("Phone"), render_kw={"type": "tel", "autocomplete": "tel", "maxlength": 30}
    )


class GenderForm(VersionedForm):
    """What one says of oneself for the counts of the cooperative."""

    gender = OneOf(_l("Gender"), GENDERS)


class IbanForm(BaseForm):
    """The account on which one is paid."""

    iban = RuleField(
        _l("IBAN"),
        iban,
        [Required()],
        show=show_iban,
        render_kw={"autocomplete": "off", "autocapitalize": "characters", "maxlength": 60},
    )
    password = PasswordField(
        _l("Your password"),
        [Required()],
        description=_l("Asked again, so that nobody at your unlocked screen can divert your pay."),
        render_kw={"autocomplete": "current-password"},
    )


class NationalNumberForm(VersionedForm):
    """The number in the national register."""

    national_number = RuleField(
        _l("National number"),
        national_number,
        [Required()],
        show=show_national_number,
        description=_l(
            "Eleven digits, on the back of your identity card. For example 85.07.30-033.28."
        ),
        render_kw={"inputmode": "numeric", "autocomplete": "off", "maxlength": 60},
    )


class SituationForm(VersionedForm):
    """What the family changes on a payslip."""

    spouse = OneOf(_l("Situation"), SPOUSES, [Required()])
    children = CountField(
        _l("Dependent children"),
        [Required()],
        most=MOST_CHILDREN,
        description=_l("A child with a disability counts as two."),
    )
    single_parent = BooleanField(
        _l("I am a single parent"),
        description=_l("Unmarried or widowed, and you declare the children alone."),
    )
    flat_rate = BooleanField(
        _l("As an artist, I ask for the flat withholding tax"),
        description=_l(
            "For artists with several employers: on artist contracts, one fixed rate is withheld "
            "instead of the ordinary scale. What you owe at the end of the year does not change."
        ),
    )
