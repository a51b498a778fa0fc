"""A quarter of one employer added up: by kind of contract, and line by line of its cost."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from domain.cost_shares import NO_AMOUNTS, Amounts, Job
from domain.employment import ContractType
from domain.errors import Msg
from domain.ledger import Account
from domain.money import ZERO, Eur
from domain.parameters import Confidence
from domain.true_up import Cost, TrueUp


@dataclass(frozen=True, slots=True, kw_only=True)
class CostSum:
    """One line of the cost, everyone together; what is spared is negative."""

    kind: ContractType | None  # None: of all contracts of a person together
    label: Msg
    amount: Eur
    basis: Eur  # what it is counted on
    figure: str  # name of the dated figure behind it
    value: Decimal
    since: date
    confidence: Confidence
    account: Account | None  # None: paid with the wage


@dataclass(frozen=True, slots=True, kw_only=True)
class KindSum:
    """All contracts of one kind."""

    kind: ContractType
    contracts: int
    amounts: Amounts


@dataclass(frozen=True, slots=True, kw_only=True)
class QuarterSheet:
    """Everything a quarter comes to."""

    people: int
    contracts: int
    kinds: tuple[KindSum, ...]
    costs: tuple[CostSum, ...]
    unknown: tuple[Msg, ...]  # reductions that could not be worked out
    left_out: tuple[Msg, ...]  # what is due too, but cannot be worked out

    @property
    def whole(self) -> Amounts:
        """All contracts together."""
        found = NO_AMOUNTS
        for item in self.kinds:
            found = found.plus(item.amounts)
        return found

    def costs_of(self, kind: ContractType | None) -> tuple[CostSum, ...]:
        """The lines of one kind of contract, or the reductions."""
        return tuple(item for item in self.costs if item.kind is kind)

    def owed_to(self, account: Account) -> Eur:
        """What the employer owes, reductions taken off."""
        amounts = (item.amount for item in self.costs if item.account is account)
        return Eur(sum(amounts, ZERO))


class Adding:
    """Adds people up one by one, so that they are never all in memory."""

    def __init__(self) -> None:
        self.people = 0
        self.kinds: dict[ContractType, tuple[int, Amounts]] = {}
        self.costs: dict[tuple[ContractType | None, str], CostSum] = {}
        self.left_out: dict[Msg, None] = {}

    def add(self, jobs: Sequence[Job], found: TrueUp) -> None:
        """One person."""
        self.people += any(job.gross for job in jobs)
        for job in jobs:
            many, amounts = self.kinds.get(job.kind, (0, NO_AMOUNTS))
            added = amounts.plus(found.shares[job.contract_id])
            self.kinds[job.kind] = many + bool(job.gross), added
        for cost in found.costs:
            self._add_cost(cost)
        self.left_out.update(dict.fromkeys(found.left_out))

    def _add_cost(self, cost: Cost) -> None:
        line, rate = cost.line, cost.line.rate
        assert rate is not None  # every charge and every reduction has one
        key = cost.kind, line.label
        before = self.costs.get(key)
        self.costs[key] = CostSum(
            kind=cost.kind,
            label=line.label,
            amount=Eur((before.amount if before else ZERO) + line.amount),
            basis=Eur((before.basis if before else ZERO) + (line.basis or ZERO)),
            figure=rate.name,
            value=rate.value,
            since=rate.since,
            confidence=rate.confidence,
            account=cost.account,
        )

    def sheet(self, unknown: tuple[Msg, ...]) -> QuarterSheet:
        """All of them; kinds and lines in one order for everybody."""
        order: list[ContractType | None] = [*ContractType, None]
        kinds = sorted(self.kinds.items(), key=lambda item: order.index(item[0]))
        return QuarterSheet(
            people=self.people,
            contracts=sum(many for _kind, (many, _amounts) in kinds),
            kinds=tuple(
                KindSum(kind=kind, contracts=many, amounts=amounts)
                for kind, (many, amounts) in kinds
            ),
            costs=tuple(sorted(self.costs.values(), key=lambda item: order.index(item.kind))),
            unknown=unknown,
            left_out=tuple(self.left_out),
        )
