"""Everything that happens in the invented year, worked out when it is asked for."""

from dataclasses import dataclass
from functools import cached_property

from domain.simulated.clientele import Clientele, clients_of
from domain.simulated.marginals import Marginals, marginals
from domain.simulated.population import Population, people_of
from domain.simulated.register import Shares, register_of
from domain.simulated.sales import Sales, sales_of
from domain.simulated.spending import Spending, spending_of
from domain.simulated.units import Production, units_of
from domain.simulated.work import Work, work_of


@dataclass(frozen=True)
class Plan:
    """One year at one size with one seed: always the same."""

    year: int
    scale: float
    seed: int

    @cached_property
    def totals(self) -> Marginals:
        """What it must come to."""
        return marginals(self.year, self.scale)

    @cached_property
    def people(self) -> Population:
        """Who there is."""
        return people_of(self.totals, self.seed)

    @cached_property
    def units(self) -> list[Production]:
        """What they hold."""
        return units_of(self.totals, self.people, self.seed)

    @cached_property
    def clients(self) -> Clientele:
        """For whom they work."""
        return clients_of(self.totals, self.seed)

    @cached_property
    def sales(self) -> Sales:
        """What they invoice, and what is paid."""
        return sales_of(self.totals, self.units, self.clients, self.seed)

    @cached_property
    def work(self) -> Work:
        """What they are paid for."""
        return work_of(self.totals, self.people, self.units, self.sales, self.seed)

    @cached_property
    def spending(self) -> Spending:
        """What they spend otherwise."""
        return spending_of(self.totals, self.units, self.sales, self.work, self.seed)

    @cached_property
    def register(self) -> list[Shares]:
        """Who holds shares."""
        return register_of(self.totals, self.people, self.seed)
