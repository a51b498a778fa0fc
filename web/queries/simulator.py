"""What a simulation comes to, in parts that open; the database is not asked."""

from dataclasses import dataclass, replace

from flask_babel import gettext as _

from domain.assignment.draft import Direction
from domain.assignment.review import figures, pay_defects
from domain.assignment.shares import Share
from domain.entities import entity_for
from domain.errors import N_, RuleError
from domain.explain import Line
from domain.money import Eur
from domain.parameters import Confidence, Dated
from domain.simulation import WHO, Simulation, simulate
from domain.vat import HOME, ClientKind
from web.i18n import euro, label
from web.queries.explained import parts
from web.queries.parts import Part, once_each
from web.queries.reckoning import Employer, Payer, Reckoning, vat_of

# Nobody is invoiced: a company in Belgium stands for the client.
CLIENT = Payer(
    id=0, name="", kind=ClientKind.COMPANY, country=HOME, city="", number="", has_vat_number=True,
    verified=None,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Answer:
    """The equation of a simulation, ready to show."""

    reckoning: Reckoning

    @property
    def parts(self) -> list[Part]:
        """From what the client pays to what is left over."""
        return parts(self.reckoning, WHO)

    @property
    def answer(self) -> tuple[str, Eur | None]:
        """The one figure that was asked for."""
        equation = self.reckoning.equation
        if self.reckoning.draft.direction is Direction.NET:
            return _("You invoice, excluding VAT"), equation.price if equation else None
        return _("You receive, net"), equation.net if equation else None

    @property
    def share(self) -> Share | None:
        """What the person earns, step by step."""
        equation = self.reckoning.equation
        return equation.shares[0] if equation else None

    @property
    def day(self) -> list[Part]:
        """What one day is paid, beside the least that the law allows; the longer bar first."""
        share = self.share
        if share is None:
            return []
        found = [_paid(share), *([_minimum(share.minimum)] if share.minimum else [])]
        first, *others = sorted(found, key=lambda part: part.amount, reverse=True)
        return [replace(first, sign="whole"), *others]

    @property
    def defects(self) -> tuple[RuleError, ...]:
        """Why this pay would not be allowed."""
        share = self.share
        return tuple(defect.reason for defect in pay_defects(share)) if share else ()

    @property
    def made_up(self) -> tuple[Dated, ...]:
        """The figures that nobody decided."""
        share = self.share
        used = figures([share]) if share else ()
        return once_each(rate for rate in used if rate.confidence is Confidence.ILLUSTRATIVE)


def _paid(share: Share) -> Part:
    return Part(
        id="gross",
        label=N_("Gross pay of one day"),
        amount=share.gross_per_day,
        sign="share",
        kind="rest",
        rule=N_("Gross pay divided by the days worked, rounded down."),
        lines=((N_("Gross pay"), euro(share.gross)), (N_("Days"), str(len(share.days)))),
    )


def _minimum(line: Line) -> Part:
    return Part(
        id="minimum",
        label=line.label,
        amount=line.amount,
        sign="share",
        kind="contribution",
        rule=N_("The legal minimum for a day is the monthly minimum × 3 ÷ 65, rounded up."),
        basis=line.basis,
        rate=line.rate,
    )


def answer_to(asked: Simulation) -> Answer:
    """Work a simulation out; where that cannot be, the reason."""
    equation, refusal = None, None
    try:
        equation = simulate(asked)
    except RuleError as reason:
        refusal = reason
    code = entity_for(asked.kind)
    return Answer(
        Reckoning(
            draft=asked.draft,
            day=asked.day,
            people={},
            payer=CLIENT,
            employer=Employer(id=0, code=code, name=label(code)),
            equation=equation,
            refusal=refusal,
            vat=vat_of(asked.draft, CLIENT, asked.day),
            vat_refusal=None,
        )
    )
