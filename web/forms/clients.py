"""Adding or correcting a client: what is typed, and everything that is wrong with it at once."""

from collections.abc import Iterator
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext
from wtforms import BooleanField, Field, Form, HiddenField, RadioField, SelectField
from wtforms.fields.choices import Choice, SelectChoice
from wtforms.validators import ValidationError
from wtforms.widgets import ListWidget, RadioInput

from domain.clients import LONGEST, Identity, Typed, examine, refusals
from domain.countries import COUNTRIES
from domain.finding import words
from domain.identifiers import EU_COUNTRIES, show_enterprise_number
from domain.vat import CLIENT_KINDS, HOME, ClientKind
from web.countries import country_choices
from web.forms.fields import LabelField, Required, WordField
from web.forms.versions import VersionedForm
from web.i18n import _l, word
from web.models.client import Client

YES, NO = "yes", "no"
PARTS = (*Identity.__dataclass_fields__, "vat_registered")
OFF = {"autocomplete": "off"}


class LabelChoice(LabelField):
    """The members of an enum as lines to touch."""

    widget = ListWidget(prefix_label=False)
    option_widget = RadioInput()


class CountryField(SelectField):
    """Any country, under its name in the reader's language."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, choices=[], **kwargs)

    def iter_choices(self) -> Iterator[Choice]:
        """The near ones first."""
        for code, name in country_choices():
            yield Choice(code, name, code == self.data, {})

    def pre_validate(self, form: Form) -> None:
        """Only those of the list."""
        if self.data not in COUNTRIES:
            raise ValidationError(_("Choose one of the list."))


class ClientForm(VersionedForm):
    """A client, as its documents name it."""

    kind = LabelChoice(_l("Who is the client?"), CLIENT_KINDS, [Required()])
    country = CountryField(_l("Country"), [Required()], default=HOME)
    enterprise_number = WordField(_l("Enterprise number"), render_kw={**OFF, "maxlength": 40})
    vat_registered = RadioField(
        _l("Is this client registered for VAT?"),
        choices=[SelectChoice(YES, _l("Yes")), SelectChoice(NO, _l("No"))],
        validate_choice=False,
    )
    vat_number = WordField(_l("VAT number"), render_kw={**OFF, "maxlength": 40})
    name = WordField(_l("Name"), [Required()], render_kw={**OFF, "maxlength": LONGEST["name"]})
    street = WordField(_l("Street and number"), [Required()], render_kw=OFF)
    postcode = WordField(_l("Postcode"), render_kw={**OFF, "maxlength": LONGEST["postcode"]})
    city = WordField(_l("Town"), [Required()], render_kw=OFF)
    email = WordField(
        _l("E-mail address for invoices"),
        render_kw={**OFF, "type": "email", "autocapitalize": "none", "spellcheck": "false"},
    )
    language = RadioField(
        _l("Language of its documents"),
        choices=[
            SelectChoice("fr", "Français"),
            SelectChoice("nl", "Nederlands"),
            SelectChoice("en", "English"),
        ],
        validate_choice=False,
    )
    another = BooleanField(_l("None of these: it is another client"))
    shown = HiddenField()  # which look-alikes were shown beside “another”
    next = HiddenField()
    # What was typed in fields that the choice above hides for now.
    kept_enterprise_number = HiddenField()
    kept_vat_number = HiddenField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        country, kind = self.country.data or "", self.kind.data
        in_union = country.lower() in EU_COUNTRIES and country != HOME
        for field, needed in (
            (self.enterprise_number, True),
            (self.postcode, country == HOME),
            (self.vat_number, in_union and kind is ClientKind.COMPANY),
        ):
            field.flags.required = needed

    @classmethod
    def of(cls, client: Client) -> "ClientForm":
        """The form filled with what is kept."""
        form = cls(obj=client)
        if client.country == HOME:
            form.vat_registered.data = YES if client.vat_number else NO
            form.vat_number.data = ""
            form.enterprise_number.data = show_enterprise_number(client.enterprise_number or "")
        return form

    @property
    def asks_for(self) -> frozenset[str]:
        """The fields for numbers that this kind of client in this country has."""
        if self.kind.data not in CLIENT_KINDS or self.kind.data is ClientKind.PERSON:
            return frozenset()
        belgian = self.country.data == HOME
        return frozenset({"enterprise_number", "vat_registered"} if belgian else {"vat_number"})

    @property
    def number_field(self) -> str:
        """The field in which this client's number is typed."""
        return "enterprise_number" if self.country.data == HOME else "vat_number"

    def bring_back(self) -> None:
        """Show again what was typed before another choice hid it."""
        for name in ("enterprise_number", "vat_number"):
            self[name].data = self[name].data or self[f"kept_{name}"].data

    def typed(self) -> Typed:
        """What was typed; in Belgium a “yes” to VAT repeats the enterprise number."""
        vat_number = self.vat_number.data or ""
        if self.country.data == HOME and self.vat_registered.data == YES:
            vat_number = vat_number or self.enterprise_number.data or ""
        return Typed(
            kind=self.kind.data if self.kind.data in CLIENT_KINDS else ClientKind.PERSON,
            name=self.name.data or "",
            country=self.country.data or "",
            enterprise_number=self.enterprise_number.data or "",
            vat_number=vat_number,
            street=self.street.data or "",
            postcode=self.postcode.data or "",
            city=self.city.data or "",
            email=self.email.data or "",
            language=self.language.data or "",
        )

    def identity(self) -> Identity | None:
        """The client, checked; None with every reason at its field."""
        self.validate()
        typed = self.typed()
        identity, wrong = examine(typed)
        if "enterprise_number" in wrong and self.country.data == HOME:
            wrong.pop("vat_number", None)  # the same digits, wrong once
        if self.kind.errors:
            wrong.pop("kind", None)
        for field, error in wrong.items():
            if not self[field].errors:
                self.refuse_at(field, word(error))
        unsaid = "vat_registered" in self.asks_for and not self.vat_registered.data
        if unsaid and not typed.vat_number:
            self.refuse_at("vat_registered", _("Choose yes or no: it changes the invoice."))
        return None if any(field.errors for field in self) else identity

    def refuse_at(self, field: str, reason: str) -> None:
        """Say at a field why it is refused."""
        self[field].errors = [*self[field].errors, reason]

    def said(self) -> tuple[str, str] | None:
        """What can be said about the number while it is typed: a kind of state, and words."""
        field = self.number_field
        number = self[field].data or ""
        if field not in self.asks_for or not number:
            return None
        wrong = refusals(self.typed()).get(field)
        to_go = 10 - sum(sign.isdigit() for sign in number)
        if wrong and field == "enterprise_number" and to_go > 0:
            return "info", ngettext("%(num)s digit to go", "%(num)s digits to go", to_go)
        if wrong:
            return "bad", word(wrong)
        if (self.country.data or "").lower() in EU_COUNTRIES:
            return "done", _("The check digits are right.")
        return None

    def confirmed(self, shown: str) -> bool:
        """Did someone say that it is none of these, having seen them all?"""
        seen = set((self.shown.data or "").split(",")) if self.another.data else set()
        return not shown or set(shown.split(",")) <= seen

    def moves(self, client: Client) -> bool:
        """Does the client get another name or place?"""
        return any(
            self[name].data != getattr(client, name) for name in ("name", "postcode", "city")
        )

    def differences(self, client: Client) -> list[tuple[str, str]]:
        """What someone else saved meanwhile and is not what was typed here; then save again."""
        kept = ClientForm.of(client)
        self.version.data = str(client.version)
        return [
            (str(mine.label.text), in_words(theirs))
            for mine, theirs in zip(self, kept, strict=True)
            if mine.name in PARTS and words(str(mine.data or "")) != words(str(theirs.data or ""))
        ]


def in_words(field: Field) -> str:
    """The value of a field as people read it."""
    if not field.data:
        return "–"
    if hasattr(field, "iter_choices"):
        return next((str(choice.label) for choice in field.iter_choices() if choice.selected), "–")
    return str(field.data)
