"""Pay as parts that open: from the budget to the net, each with its lines, rates and sources."""

from collections.abc import Iterable, Iterator

from flask_babel import gettext as _

from domain.employment import coefficient
from domain.errors import N_, RuleError
from domain.explain import Line
from domain.money import Eur
from domain.parameters import Dated
from domain.payments import PayIncrement
from web.i18n import euro, number
from web.models.contract import Contract
from web.queries.parts import EMPLOYER_RULE, Part, once_each

# What each deduction is called in the page, by where its figures lie; the longest first.
SPECIAL, SECURITY, TAX = (
    "social_security/special_contribution",
    "social_security/",
    "withholding_tax/",
)
IDS = {SPECIAL: "special", SECURITY: "security", TAX: "tax"}
SECURITY_RULE = N_("Your own contribution to social security, less the work bonus for low pay.")
TAX_RULE = N_("Tax that the employer keeps and pays for you; the tax office settles it later.")
SPECIAL_RULE = N_("An advance on a yearly contribution that follows the income of the household.")
ADDED_RULE = N_(
    "Counted on the payslip of the month, over all contracts with the same employer. "
    "Only what this contract adds is shown here; the lines are those of the whole payslip."
)
NET_RULE = N_(
    "Counted over all contracts of the month with the same employer: an estimate until the month "
    "is closed."
)


def slip_parts(
    pay: PayIncrement,
    lines: Iterable[Line],
    *,
    label: str,
    whole: bool,
    rule: str = "",
) -> Iterator[Part]:
    """From gross pay to net.

    lines: of the payslip that explains it; none where it is not shown
    whole: is the gross the first bar, or what remains of one?
    rule:  what is to be known of every deduction, before its own rule
    """
    found = list(lines)
    yield Part(
        id="gross",
        label=_("Gross pay"),
        amount=pay.gross,
        sign="whole" if whole else "rest",
        kind="price" if whole else "rest",
        rule=_("What the contract says, before social security and tax."),
        lines=_shown(line for line in found if line.rate is None),
    )
    for key, name, amount, kind, own in (
        (SECURITY, _("Social security"), pay.social_security, "security", SECURITY_RULE),
        (SPECIAL, _("Special social security contribution"), pay.special, "security", SPECIAL_RULE),
        (TAX, _("Withholding tax"), pay.withholding, "tax", TAX_RULE),
    ):
        used = [line for line in found if line.rate and _group(line.rate.name) == key]
        if amount or key != SPECIAL:
            text = f"{_(own)} {_(rule)}" if rule else _(own)
            yield _deduction(IDS[key], name, amount, kind, text, used)
    yield Part(id="net", label=label, amount=pay.net, sign="you", kind="net", rule=_(NET_RULE))


def _deduction(key: str, name: str, amount: Eur, kind: str, rule: str, used: list[Line]) -> Part:
    bases = {line.basis for line in used if line.basis is not None}
    return Part(
        id=key,
        label=name,
        amount=amount,
        sign="minus",
        kind=kind,
        rule=rule,
        basis=bases.pop() if len(bases) == 1 else None,
        lines=_shown(used),
        rates=once_each(line.rate for line in used if line.rate),
    )


def _group(name: str) -> str:
    """To which deduction a figure belongs."""
    return next(start for start in IDS if name.startswith(start))


def _shown(lines: Iterable[Line]) -> tuple[tuple[str, str], ...]:
    return tuple((_(line.label), euro(line.amount)) for line in lines)


def budget_parts(contract: Contract) -> Iterator[Part]:
    """From the employment budget to gross pay."""
    yield Part(
        id="budget",
        label=_("Employment budget"),
        amount=contract.budget,
        sign="whole",
        kind="price",
        rule=_("What the unit sets aside for this work, everything included."),
    )
    yield Part(
        id="employer",
        label=_("Employer's contributions, holidays, insurance"),
        amount=Eur(contract.budget - contract.gross),
        sign="minus",
        kind="employer",
        by=f"× {number(contract.coefficient)}",
        rule=_(EMPLOYER_RULE),
        basis=contract.budget,
        rates=_coefficient(contract),
    )


def _coefficient(contract: Contract) -> tuple[Dated, ...]:
    """Where the coefficient comes from, if the figure in force then is the one that was used."""
    try:
        found = coefficient(contract.kind, contract.first_day)
    except RuleError:
        return ()
    return (found,) if found.value == contract.coefficient else ()
