"""How each kind of contract is paid: one row of choices, one choice per step."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from domain.employment import ContractType
from domain.errors import N_, Msg
from domain.parameters import Parameter, parameter
from domain.payroll.withholding import Method, exempt, flat_rate, flexi_exempt, key_formula

PAY_BASE = parameter("social_security/pay_base")
PAY_BASE_108 = parameter("social_security/pay_base_108")
WORKER_RATE = parameter("social_security/worker_rate")
STUDENT_RATE = parameter("social_security/student_rate")
BONUS = (
    parameter("social_security/work_bonus_low_pay"),
    parameter("social_security/work_bonus_very_low_pay"),
)
BONUS_108 = (
    parameter("social_security/work_bonus_low_pay_108"),
    parameter("social_security/work_bonus_very_low_pay_108"),
)
FLEXI_RATE = parameter("flexi/worker_rate")
FLEXI_HOLIDAY_PAY = parameter("flexi/holiday_pay")
FIGURES = (PAY_BASE, PAY_BASE_108, WORKER_RATE, STUDENT_RATE, *BONUS, *BONUS_108)


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """The choices of one kind of contract."""

    gross_label: Msg
    base: Parameter  # the part of gross that contributions are counted on
    rate: Parameter  # the worker's own contribution
    rate_label: Msg
    bonus: tuple[Parameter, ...]  # parts A and B of the work bonus, or none
    pays_special: bool  # counts for the special contribution
    withholding: Method
    holiday_pay: Parameter | None = None  # paid with the wage, if anything is


WHITE_COLLAR = Category(
    gross_label=N_("Gross pay, white-collar work"),
    base=PAY_BASE,
    rate=WORKER_RATE,
    rate_label=N_("Social security"),
    bonus=BONUS,
    pays_special=True,
    withholding=key_formula,
)
BLUE_COLLAR = replace(
    WHITE_COLLAR,
    gross_label=N_("Gross pay, blue-collar work"),
    base=PAY_BASE_108,
    bonus=BONUS_108,
)
ARTIST = replace(BLUE_COLLAR, gross_label=N_("Gross pay, artistic work"))
ARTIST_FLAT_RATE = replace(ARTIST, withholding=flat_rate)
STUDENT = Category(
    gross_label=N_("Gross pay, student work"),
    base=PAY_BASE,
    rate=STUDENT_RATE,
    rate_label=N_("Solidarity contribution"),
    bonus=(),
    pays_special=False,
    withholding=exempt,
)
STUDENT_OVER_QUOTA = replace(
    WHITE_COLLAR, gross_label=N_("Gross pay, student work beyond the quota")
)
ARTIST_1BIS = replace(ARTIST, gross_label=N_("Gross pay, artistic commission (article 1bis)"))
FLEXI = Category(
    gross_label=N_("Flexi wage"),
    base=PAY_BASE,
    rate=FLEXI_RATE,
    rate_label=N_("Social security"),
    bonus=(),
    pays_special=False,
    withholding=flexi_exempt,
    holiday_pay=FLEXI_HOLIDAY_PAY,
)
SUPPORT = replace(WHITE_COLLAR, gross_label=N_("Gross pay, support staff"))

CATEGORIES: Mapping[ContractType, Category] = {
    ContractType.WHITE_COLLAR: WHITE_COLLAR,
    ContractType.BLUE_COLLAR: BLUE_COLLAR,
    ContractType.ARTIST: ARTIST,
    ContractType.STUDENT: STUDENT,
    ContractType.ARTIST_1BIS: ARTIST_1BIS,
    ContractType.STUDENT_OVER_QUOTA: STUDENT_OVER_QUOTA,
    ContractType.FLEXI: FLEXI,
    ContractType.SUPPORT: SUPPORT,
}
FLAT_RATE_CATEGORIES: Mapping[ContractType, Category] = {
    **CATEGORIES,
    ContractType.ARTIST: ARTIST_FLAT_RATE,
    ContractType.ARTIST_1BIS: replace(ARTIST_1BIS, withholding=flat_rate),
}
