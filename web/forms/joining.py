"""What somebody who joins types, step by step."""

from typing import Any

from wtforms import BooleanField, IntegerField, RadioField
from wtforms.fields.choices import SelectChoice

from domain.identifiers import national_number, show_national_number
from domain.people import email_address
from domain.shares.consents import TITLES, current
from domain.shares.joining import Applicant
from domain.vat import HOME
from web.forms.clients import CountryField
from web.forms.fields import BaseForm, DayField, Required, RuleField, WordField
from web.forms.people import OWN_NAMES
from web.forms.shares import WHOLE, reason_field
from web.i18n import LANGUAGES, _l


class WhoForm(BaseForm):
    """Who one is."""

    given_name = WordField(
        _l("Given name"), [Required()], render_kw={"autocomplete": "given-name", "maxlength": 80}
    )
    family_name = WordField(
        _l("Family name"), [Required()], render_kw={"autocomplete": "family-name", "maxlength": 80}
    )
    email = RuleField(
        _l("E-mail address"),
        email_address,
        [Required()],
        render_kw={"type": "email", "autocomplete": "email", "maxlength": 254},
    )
    birth_day = DayField(_l("Day of birth"), [Required()], render_kw={"autocomplete": "bday"})
    street = WordField(
        _l("Street and number"),
        [Required()],
        render_kw={"autocomplete": "street-address", "maxlength": 200},
    )
    postcode = WordField(
        _l("Postcode"), [Required()], render_kw={"autocomplete": "postal-code", "maxlength": 12}
    )
    city = WordField(
        _l("Town"), [Required()], render_kw={"autocomplete": "address-level2", "maxlength": 100}
    )
    country = CountryField(
        _l("Country"), [Required()], default=HOME, render_kw={"autocomplete": "country"}
    )
    phone = WordField(
        _l("Phone"), render_kw={"type": "tel", "autocomplete": "tel", "maxlength": 30}
    )
    language = RadioField(
        _l("Language"),
        [Required()],
        choices=[SelectChoice(code, OWN_NAMES[code]) for code in LANGUAGES],
    )
    national_number = RuleField(
        _l("National number"),
        national_number,
        show=show_national_number,
        render_kw={"inputmode": "numeric", "autocomplete": "off", "maxlength": 60},
    )

    def said(self) -> dict[str, Any]:
        """What was typed; what was left empty is an empty text."""
        return {name: self.data[name] or "" for name in Applicant.__slots__}

    def applicant(self) -> Applicant:
        """Who the form says that somebody is."""
        return Applicant(**self.said())


class YearsForm(BaseForm):
    """How many shares, one for each calendar year."""

    shares = IntegerField(_l("Number of shares"), [Required()], render_kw=WHOLE)


class ReasonForm(BaseForm):
    """Why not, or not yet: the applicant reads it."""

    reason = reason_field(_l("Reason, as the applicant reads it"))


class ValidateForm(BaseForm):
    """Is this somebody known?"""

    person = RadioField(_l("Who is it?"), choices=[])

    def among(self, people: Any) -> "ValidateForm":
        """The people whom it may be."""
        self.person.choices = [
            SelectChoice(str(item.id), f"{item.name} · {item.email}") for item in people
        ]
        return self


def sign_form(data: Any = None, *, ticked: bool = False) -> BaseForm:
    """One box for each text of today."""
    fields = {item.code: BooleanField(_l(TITLES[item.code])) for item in current()}
    form: BaseForm = type("SignForm", (BaseForm,), fields)(data, data=dict.fromkeys(fields, ticked))
    return form
