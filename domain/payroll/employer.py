"""Who employs, and what each kind of contract makes an employer owe on top of gross pay."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar

from domain.employment import ContractType
from domain.errors import N_, Msg, RuleError
from domain.explain import Line
from domain.money import Eur, eur
from domain.parameters import Parameter, parameter
from domain.payroll.categories import CATEGORIES, FLEXI_HOLIDAY_PAY


class Sector(StrEnum):
    """What an employer is for, which fixes its basic contributions."""

    COMMERCIAL = "commercial"
    NON_PROFIT = "non-profit"


class Fund(StrEnum):
    """A sector fund that an employer pays into, by joint committee."""

    PC_200 = "pc-200"


SECTORS: Mapping[Sector, Msg] = {
    Sector.COMMERCIAL: N_("Commercial sector"),
    Sector.NON_PROFIT: N_("Non-profit sector"),
}
BASIC: Mapping[Sector, Parameter] = {
    Sector.COMMERCIAL: parameter("employer/basic_commercial"),
    Sector.NON_PROFIT: parameter("employer/basic_non_profit"),
}
MODERATION: Mapping[Sector, Parameter] = {
    Sector.COMMERCIAL: parameter("employer/moderation_commercial"),
    Sector.NON_PROFIT: parameter("employer/moderation_non_profit"),
}
FUNDS: Mapping[Fund, Parameter] = {Fund.PC_200: parameter("employer/fund_pc_200")}
TEN_WORKERS = parameter("employer/ten_workers")
TEN_WORKERS_FROM = parameter("employer/ten_workers_from")
STUDENT_RATE = parameter("employer/student_rate")
FLEXI_RATE = parameter("flexi/employer_rate")
HOLIDAY_QUARTERLY = parameter("holiday/fund_quarterly")
HOLIDAY_YEARLY = parameter("holiday/fund_yearly")
HOLIDAY_PROVISION = parameter("holiday/provision")
FIGURES = (
    *BASIC.values(),
    *MODERATION.values(),
    TEN_WORKERS,
    TEN_WORKERS_FROM,
    STUDENT_RATE,
    *FUNDS.values(),
    HOLIDAY_PROVISION,
    HOLIDAY_QUARTERLY,
    HOLIDAY_YEARLY,
)


@dataclass(eq=False)
class NobodyEmployed(RuleError):
    """An employer with fewer workers than the one who is paid."""

    message = N_("An employer of %(workers)s people cannot pay anyone. Count from 1.")
    field: ClassVar[str] = "workers"
    workers: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Employer:
    """What changes the contributions of an employer."""

    sector: Sector
    workers: int  # people employed, as counted for the unemployment contribution
    funds: frozenset[Fund] = frozenset()

    def __post_init__(self) -> None:
        if self.workers < 1:
            raise NobodyEmployed(self.workers)


@dataclass(frozen=True, slots=True)
class Earned:
    """The gross pay of one kind of contract, and what contributions are counted on."""

    gross: Eur
    base: Eur  # the gross pay, or 108 % of it


Charge = Callable[[Earned, Employer, date], tuple[Line, ...]]


def basic(pay: Earned, employer: Employer, day: date) -> tuple[Line, ...]:
    """The basic contribution and wage moderation; rounded together, so that no cent is lost.

    Source: law of 27 June 1969, law of 29 June 1981 art. 38; see docs/rules/payroll.md
    """
    first, second = BASIC[employer.sector].on(day), MODERATION[employer.sector].on(day)
    whole = eur(pay.base * (first.value + second.value))
    part = eur(pay.base * first.value)
    return (
        Line(N_("Basic employer contribution"), part, pay.base, first),
        Line(N_("Wage moderation contribution"), Eur(whole - part), pay.base, second),
    )


def ten_workers(pay: Earned, employer: Employer, day: date) -> tuple[Line, ...]:
    """What larger employers pay for unemployment, wage moderation on it included."""
    rate = TEN_WORKERS.on(day)
    if employer.workers < TEN_WORKERS_FROM.on(day).value:
        return ()
    label = N_("Unemployment contribution of larger employers")
    return (Line(label, eur(pay.base * rate.value), pay.base, rate),)


def sector_funds(pay: Earned, employer: Employer, day: date) -> tuple[Line, ...]:
    """The small contributions whose rate is confirmed, for the funds the employer pays into."""
    rates = [FUNDS[fund].on(day) for fund in sorted(employer.funds)]
    return tuple(Line(rate.title, eur(pay.gross * rate.value), pay.gross, rate) for rate in rates)


def holiday_provision(pay: Earned, _employer: Employer, day: date) -> tuple[Line, ...]:
    """What is set aside for the holidays that the employer itself will pay."""
    rate = HOLIDAY_PROVISION.on(day)
    label = N_("Provision for holiday pay")
    return (Line(label, eur(pay.gross * rate.value), pay.gross, rate),)


def holiday_scheme(pay: Earned, _employer: Employer, day: date) -> tuple[Line, ...]:
    """What a holiday fund asks: a part each quarter, the rest with the notice of the next year."""
    quarterly, yearly = HOLIDAY_QUARTERLY.on(day), HOLIDAY_YEARLY.on(day)
    return (
        Line(N_("Holiday scheme"), eur(pay.base * quarterly.value), pay.base, quarterly),
        Line(N_("Holiday scheme, yearly notice"), eur(pay.base * yearly.value), pay.base, yearly),
    )


def student_solidarity(pay: Earned, _employer: Employer, day: date) -> tuple[Line, ...]:
    """Students within their quota of hours: one contribution instead of all others."""
    rate = STUDENT_RATE.on(day)
    label = N_("Solidarity contribution of the employer")
    return (Line(label, eur(pay.gross * rate.value), pay.gross, rate),)


def flexi(pay: Earned, _employer: Employer, day: date) -> tuple[Line, ...]:
    """Flexi-jobs: holiday pay comes with the wage, and one contribution is due on both."""
    holiday, rate = FLEXI_HOLIDAY_PAY.on(day), FLEXI_RATE.on(day)
    on_top = Line(
        N_("Holiday pay, paid with the wage"), eur(pay.gross * holiday.value), pay.gross, holiday
    )
    base = Eur(pay.gross + on_top.amount)
    label = N_("Special employer contribution for flexi-jobs")
    return (on_top, Line(label, eur(base * rate.value), base, rate))


BY_EMPLOYER: tuple[Charge, ...] = (basic, ten_workers, sector_funds, holiday_provision)
BY_FUND: tuple[Charge, ...] = (basic, ten_workers, holiday_scheme)
CHARGES: Mapping[ContractType, tuple[Charge, ...]] = {
    ContractType.WHITE_COLLAR: BY_EMPLOYER,
    ContractType.BLUE_COLLAR: BY_FUND,
    ContractType.ARTIST: BY_FUND,
    ContractType.STUDENT: (student_solidarity,),
    ContractType.ARTIST_1BIS: BY_FUND,
    ContractType.STUDENT_OVER_QUOTA: BY_EMPLOYER,
    ContractType.FLEXI: (flexi,),
    ContractType.SUPPORT: BY_EMPLOYER,
}


def earned(kind: ContractType, gross: Eur, day: date) -> Earned:
    """Gross pay with what contributions are counted on."""
    return Earned(gross, eur(gross * CATEGORIES[kind].base.on(day).value))


def charges(kind: ContractType, gross: Eur, employer: Employer, day: date) -> tuple[Line, ...]:
    """Everything an employer owes on the pay of one kind of contract, before any reduction.

    gross: EUR of a month or of a quarter, 0 or more
    day:   last day of that month or quarter
    """
    pay = earned(kind, gross, day)
    return tuple(line for charge in CHARGES[kind] for line in charge(pay, employer, day))
