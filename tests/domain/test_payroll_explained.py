"""Every step of pay that can be explained names the figures it uses."""

import pytest

from domain.parameters import names
from domain.payroll.payslip import FIGURES
from domain.payroll.steps import STEPS

AREAS = ("employer/", "holiday/", "social_security/", "withholding_tax/")


@pytest.mark.parametrize("name", STEPS)
def test_a_step_has_a_title_and_figures_each_once(name):
    step = STEPS[name]
    found = [figure.name for figure in step.figures]
    assert step.title
    assert found
    assert len(found) == len(set(found))
    assert name not in names()


def test_every_figure_of_pay_belongs_to_a_step():
    explained = {figure.name for step in STEPS.values() for figure in step.figures}
    assert {figure.name for figure in FIGURES} <= explained
    assert {name for name in names() if name.startswith(AREAS)} <= explained
