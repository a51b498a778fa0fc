"""A unit, as its holders describe it; and the wish to look at another one."""

from typing import Any

from flask_babel import gettext as _
from wtforms import TextAreaField
from wtforms.validators import Length, ValidationError

from domain.errors import RuleError
from domain.offices import OFFICES
from domain.people import email_address
from domain.sectors import SECTORS
from domain.units import TOOLS
from domain.vat import WORK_KINDS
from web.forms.auth import EmailField
from web.forms.choices import OneOf
from web.forms.fields import BaseForm, LabelField, Required, WordField
from web.forms.versions import VersionedForm
from web.i18n import _l, word

LONGEST_NAME, LONGEST_TEXT = 60, 500
MOST_OTHERS = 20
SHORTEST_REASON = 10


class LongText(WordField):
    """Some sentences."""

    widget = TextAreaField.widget


def at_most(most: int) -> Length:
    """Not longer than this."""
    return Length(max=most, message=_l("This is too long: at most %(max)d signs."))


class AddressesField(LongText):
    """E-mail addresses, one a line."""

    def addresses(self) -> tuple[str, ...]:
        """Each one, once."""
        typed = (self.data or "").replace(",", " ").replace(";", " ").split()
        return tuple(dict.fromkeys(email_address(text) for text in typed))

    def pre_validate(self, form: Any) -> None:
        """Each one is an address."""
        try:
            found = self.addresses()
        except RuleError as error:
            raise ValidationError(word(error)) from error
        if len(found) > MOST_OTHERS:
            raise ValidationError(_("That is too many people for one unit."))


def name_field() -> WordField:
    """What a unit is called."""
    return WordField(
        _l("Name of the unit"),
        [Required(), at_most(LONGEST_NAME)],
        description=_l("Yours alone, or the one of your project. You can change it later."),
        render_kw={"maxlength": LONGEST_NAME, "autocomplete": "off"},
    )


def tool_field() -> OneOf:
    """How it manages its money."""
    return OneOf(_l("How you want to manage the money"), TOOLS, [Required()])


def description_field() -> LongText:
    """What is done in it."""
    return LongText(
        _l("What you do, in a few words"),
        [at_most(LONGEST_TEXT)],
        render_kw={"rows": 3, "maxlength": LONGEST_TEXT},
    )


def office_field() -> LabelField:
    """Where it is followed."""
    return LabelField(
        _l("Office"), OFFICES, description=_l("The one where you meet your adviser, if any.")
    )


def sector_field() -> LabelField:
    """In which trade it works."""
    return LabelField(
        _l("Sector"), SECTORS, description=_l("Only for counting; it changes no rule for you.")
    )


class NewUnitForm(BaseForm):
    """A unit to open; in the order of the page, in which its refusals are read too."""

    name = name_field()
    kind = OneOf(_l("What you mostly do"), WORK_KINDS, [Required()])
    tool = tool_field()
    description = description_field()
    sector = sector_field()
    office = office_field()
    others = AddressesField(
        _l("Other holders"),
        description=_l("If you work with others: the e-mail address of each member, one a line."),
        render_kw={"rows": 2, "autocapitalize": "none", "spellcheck": "false"},
    )


class EditUnitForm(VersionedForm):
    """A unit to change."""

    name = name_field()
    description = description_field()
    sector = sector_field()
    office = office_field()
    tool = tool_field()


class InviteForm(BaseForm):
    """Another member who will hold the unit too."""

    email = EmailField(
        _l("E-mail address of a member"),
        [Required()],
        description=_l("Exactly the one with which they sign in here."),
        render_kw={"autocomplete": "off"},
    )


class LookForm(BaseForm):
    """A unit that an adviser does not follow."""

    number = WordField(
        _l("Number of the unit"), [Required()], render_kw={"inputmode": "numeric", "maxlength": 9}
    )
    reason = LongText(
        _l("Reason"),
        [
            Required(),
            Length(min=SHORTEST_REASON, max=LONGEST_TEXT, message=_l("Say why, in a sentence.")),
        ],
        description=_l("The holders read it in the history of their unit."),
        render_kw={"rows": 2, "maxlength": LONGEST_TEXT},
    )
