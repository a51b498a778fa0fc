"""Why a client is refused as it was typed."""

from dataclasses import dataclass

from domain.errors import N_, RuleError


@dataclass(eq=False)
class PartMissing(RuleError):
    """An invoice must name its client fully."""

    message = N_("Fill this in: every invoice carries the name and the address of the client.")


@dataclass(eq=False)
class PartTooLong(RuleError):
    """More than fits on an invoice."""

    message = N_("This is too long: use at most %(most)s characters.")
    most: int


@dataclass(eq=False)
class WrongPostcode(RuleError):
    """Not a Belgian postcode."""

    message = N_("A Belgian postcode has four digits, like 1060.")


@dataclass(eq=False)
class WrongEmail(RuleError):
    """Not an e-mail address."""

    message = N_("This is not an e-mail address. Type it like name@example.org.")


@dataclass(eq=False)
class WrongLanguage(RuleError):
    """A language the cooperative does not write in."""

    message = N_("We write to clients in French (fr), Dutch (nl) or English (en). Choose one.")


@dataclass(eq=False)
class EnterpriseNumberMissing(RuleError):
    """A Belgian company or public body always has one."""

    message = N_(
        "Type the enterprise number: every company, association and public body in Belgium has "
        "one. A private individual is registered as a natural person."
    )


@dataclass(eq=False)
class NumberOfAPerson(RuleError):
    """Who has a number of this kind works as a business."""

    message = N_(
        "Someone with an enterprise number or a VAT number is invoiced as a company. "
        "Choose “Company or association”, or take the number away."
    )


@dataclass(eq=False)
class NumbersDiffer(RuleError):
    """The two Belgian numbers of one client are the same ten digits."""

    message = N_(
        "In Belgium the VAT number is BE and the enterprise number. These two are not the same: "
        "check which one is right."
    )


@dataclass(eq=False)
class NumberOfAnotherCountry(RuleError):
    """An enterprise number is Belgian."""

    message = N_(
        "Only clients in Belgium have an enterprise number. "
        "Type the number of this client as its VAT number."
    )


@dataclass(eq=False)
class NumberTaken(RuleError):
    """Two clients never have one number."""

    message = N_("Another client already has this number. Use that client.")
