"""The steps of pay by name, each with the dated figures it uses: what ``explain`` can explain."""

from collections.abc import Mapping
from dataclasses import dataclass

from domain import ages, minimum_pay
from domain.errors import N_, Msg
from domain.parameters import Parameter, parameter
from domain.payroll import (
    amateur_arts,
    categories,
    employer,
    employer_cost,
    exceptional,
    holiday_pay,
    special_contribution,
    structural_reduction,
    student_quota,
    withholding,
)

JOINT_COMMITTEE = parameter("employer/joint_committee")  # for declarations


@dataclass(frozen=True, slots=True)
class Step:
    """One step of pay, and its figures in the order they are used."""

    title: Msg
    figures: tuple[Parameter, ...]


STEPS: Mapping[str, Step] = {
    "minimum-pay": Step(
        N_("Minimum pay"),
        (
            minimum_pay.MINIMUM_WAGE,
            *minimum_pay.MINIMUM_BY_AGE.values(),
            *minimum_pay.STUDENT_MINIMUM_BY_AGE.values(),
            *minimum_pay.COMMITTEE_FLOORS.values(),
        ),
    ),
    "least-age": Step(
        N_("Least age"), (ages.MINIMUM_AGE, ages.MINIMUM_AGE_OTHER, ages.WORK_BONUS_AGE)
    ),
    "social-security": Step(
        N_("Social security"),
        (
            categories.PAY_BASE,
            categories.PAY_BASE_108,
            categories.WORKER_RATE,
            categories.STUDENT_RATE,
        ),
    ),
    "work-bonus": Step(N_("Work bonus"), (*categories.BONUS, *categories.BONUS_108)),
    "withholding": Step(N_("Withholding tax"), withholding.FIGURES),
    "special-contribution": Step(
        N_("Special social security contribution"), special_contribution.FIGURES
    ),
    "holiday-pay": Step(N_("Holiday pay"), holiday_pay.FIGURES),
    "exceptional-pay": Step(N_("Withholding tax on exceptional pay"), exceptional.FIGURES),
    "employer-cost": Step(N_("Cost to the employer"), (*employer.FIGURES, *employer_cost.FIGURES)),
    "structural-reduction": Step(N_("Structural reduction"), structural_reduction.FIGURES),
    "joint-committee": Step(N_("Joint committee of each employer"), (JOINT_COMMITTEE,)),
    "student-quota": Step(N_("Student quota"), (student_quota.QUOTA,)),
    "amateur-arts": Step(N_("Amateur-arts allowance"), amateur_arts.FIGURES),
    "flexi": Step(
        N_("Flexi-jobs"),
        (
            categories.FLEXI_RATE,
            categories.FLEXI_HOLIDAY_PAY,
            employer.FLEXI_RATE,
            *withholding.FLEXI_FIGURES,
        ),
    ),
}
