"""What is typed about shares."""

from wtforms import BooleanField, IntegerField, TextAreaField
from wtforms.validators import Length, NumberRange, Optional

from domain.identifiers import enterprise_number, iban, show_enterprise_number, show_iban
from domain.shares.refunding import LIQUIDITIES
from domain.shares.words import CATEGORIES
from web.forms.attestations import LanguageField
from web.forms.choices import OneOf
from web.forms.fields import (
    BaseForm,
    DayField,
    EurField,
    LabelField,
    Required,
    RuleField,
    WordField,
)
from web.i18n import _l

WHOLE = {"min": 1, "inputmode": "numeric"}


def reason_field(label: object = None) -> TextAreaField:
    """Why: it stays in the register."""
    return TextAreaField(
        label or _l("Reason"), [Required(), Length(max=2000)], render_kw={"rows": 3}
    )


class SharesForm(BaseForm):
    """How many shares somebody asks for."""

    shares = IntegerField(_l("Number of shares"), [Required()], render_kw=WHOLE)


class ResignForm(BaseForm):
    """A dated request to leave."""

    day = DayField(_l("Day of the letter"), [Required()])
    iban = RuleField(_l("Account on which you are paid back"), iban, [Optional()], show=show_iban)
    reason = TextAreaField(_l("Reason"), [Length(max=2000)], render_kw={"rows": 3})
    agreed = BooleanField(_l("I have read what follows from leaving."), [Required()])


class CertificateForm(BaseForm):
    """In which language a certificate is made."""

    language = LanguageField(_l("Language of the paper"))


class PaymentForm(BaseForm):
    """Money received for shares."""

    amount = EurField(_l("Amount received"), [Required()])
    day = DayField(_l("Day on the bank statement"), [Required()])


class ReasonForm(BaseForm):
    """Why something is taken back or decided."""

    reason = reason_field()


class AnswerForm(BaseForm):
    """What the board adds to a decision."""

    reason = TextAreaField(_l("Reason"), [Length(max=2000)], render_kw={"rows": 3})


class CategoryForm(BaseForm):
    """Another category from a day on."""

    category = LabelField(_l("Category"), CATEGORIES, [Required()])
    since = DayField(_l("From"), [Required()])


class RepresentativeForm(BaseForm):
    """Who acts for a legal person from a day on."""

    email = WordField(_l("E-mail address of the representative"), [Required()])
    since = DayField(_l("From"), [Required()])


class TransferForm(BaseForm):
    """Shares handed to another line of the register."""

    to = IntegerField(_l("Register number of the new holder"), [Required()], render_kw=WHOLE)
    shares = IntegerField(_l("Number of shares"), [Required()], render_kw=WHOLE)
    day = DayField(_l("Day"), [Required()])
    reason = reason_field()


class AdmitForm(BaseForm):
    """A person who enters the register."""

    email = WordField(_l("E-mail address"), [Required()])
    category = LabelField(_l("Category"), CATEGORIES, [Required()])


class LegalForm(BaseForm):
    """A legal person who enters the register."""

    name = WordField(_l("Exact legal name"), [Required(), Length(max=200)])
    enterprise_number = RuleField(
        _l("Enterprise number"), enterprise_number, [Required()], show=show_enterprise_number
    )
    street = WordField(_l("Street and number of the seat"), [Required(), Length(max=200)])
    postcode = WordField(_l("Postcode"), [Required(), Length(max=20)])
    city = WordField(_l("City"), [Required(), Length(max=100)])
    category = LabelField(_l("Category"), CATEGORIES, [Required()])
    email = WordField(_l("E-mail address of the representative"), [Required()])


class DeathForm(BaseForm):
    """Somebody died."""

    day = DayField(_l("Day of the death"), [Required()])
    beneficiary = WordField(_l("Who is paid back"), [Required(), Length(max=70)])
    iban = RuleField(_l("Their account"), iban, [Required()], show=show_iban)


class HeardForm(BaseForm):
    """What somebody answered."""

    day = DayField(_l("Day of the answer"), [Required()])
    reason = reason_field(_l("What they answered"))


class AccountsForm(BaseForm):
    """What the assembly approved."""

    year = IntegerField(_l("Year of the accounts"), [Required(), NumberRange(min=2000, max=2100)])
    approved = DayField(_l("Approved on"), [Required()])
    net_assets = EurField(_l("Net assets"), [Required()])
    unavailable = EurField(_l("Of which may not be paid out"), [Required()])


class TestsForm(BaseForm):
    """The board's statement."""

    liquid = OneOf(_l("Liquidity"), LIQUIDITIES, [Required()])
