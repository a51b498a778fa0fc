"""What figures of one day and place share: sums, the register, holders and work, each read once."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal

import sqlalchemy as sa

from domain.periods import same_day_before
from domain.shares.forecast import Figures
from domain.shares.subscribing import NOMINAL
from domain.statistics import Band
from web.extensions import db
from web.queries.figures import known
from web.queries.figures.cuts import OF_HOLDERS, OF_UNITS, Cuts, cut
from web.queries.figures.facts import HolderFacts, UnitFacts, holders_on
from web.queries.figures.paid import hours_bands
from web.queries.figures.remembered import LISTS, Found, Part, remembered
from web.queries.figures.sums import exact_sums, kept_sums
from web.queries.register_figures import figures_on

Number = Decimal | None


class Asked:
    """Figures of one day and place, and what they share: each read once."""

    def __init__(
        self,
        day: date,
        region: str | None = None,
        office: str | None = None,
        *,
        exact: bool = False,
    ) -> None:
        self.day, self.region, self.office, self.exact = day, region, office, exact
        self.sums: dict[str, Decimal] = {}

    def load(self, *keys: str) -> None:
        """Read several sums at once."""
        count = exact_sums if self.exact else kept_sums
        missing = [key for key in keys if key not in self.sums]
        if missing:
            self.sums |= count(missing, self.day, self.region, self.office)

    def sum(self, key: str) -> Decimal:
        """One sum."""
        self.load(key)
        return self.sums[key]

    def register(self) -> Figures:
        """The register of shares in a few figures."""
        day = self.day
        return remembered("register", day, lambda: figures_on(day), Part.SHARES)

    def holders(self) -> list[HolderFacts]:
        """Holders of active units, here."""
        if self.exact:
            found = holders_on(self.day)
        else:
            found = self._facts("holders", lambda: known.holders(self.day))
        if self.region is None and self.office is None:
            return found
        return [
            item
            for item in found
            if self.region in (None, item.region) and self.office in (None, item.office)
        ]

    def units(self) -> list[UnitFacts]:
        """Active units, everywhere."""
        return self._facts("units", lambda: known.units(self.day))

    def new_holders(self) -> list[HolderFacts]:
        """Of the holders, whose very first unit began in the year."""
        return [item for item in self.holders() if item.is_new(self.day)]

    def holders_cut(self) -> Cuts:
        """Where each holder falls, everywhere."""
        whole = Asked(self.day)
        return self._facts("holders cut", lambda: cut(whole.holders(), OF_HOLDERS))

    def new_holders_cut(self) -> Cuts:
        """Where each new one falls, everywhere."""
        whole = Asked(self.day)
        return self._facts("new holders cut", lambda: cut(whole.new_holders(), OF_HOLDERS))

    def units_cut(self) -> Cuts:
        """Where each active unit falls, everywhere."""
        return self._facts("units cut", lambda: cut(self.units(), OF_UNITS))

    def _facts(self, name: str, read: Callable[[], Found]) -> Found:
        """Something long that is read of the facts of the day."""
        return remembered(name, self.day, read, Part.UNITS, LISTS, facts_of=self.day)

    def hours_bands(self) -> Mapping[Band, int]:
        """People by hours in a month."""
        day = self.day
        return remembered("hours", day, lambda: hours_bands(day), Part.WORK)

    def before(self) -> "Asked":
        """The same a year before."""
        return Asked(same_day_before(self.day), self.region, self.office, exact=self.exact)


def ratio(part: Decimal, whole: Decimal) -> Number:
    """A part of a whole; None of nothing."""
    return part / whole if whole else None


def nominal(day: date) -> Decimal:
    """The value of one share in the statutes."""
    return Decimal(NOMINAL.on(day).value)


def scalar(query: sa.Select[int]) -> Decimal:
    """A count."""
    return Decimal(int(db.session.scalar(query) or 0))
