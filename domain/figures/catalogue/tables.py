"""The tables: a figure split by one or two dimensions."""

from domain.errors import N_
from domain.figures.definition import Dimension, TableDefinition

TABLES = (
    TableDefinition(
        key="members_by_category",
        title=N_("Shareholders by category"),
        figure="members",
        rows=Dimension.CATEGORY,
    ),
    TableDefinition(
        key="members_by_holding",
        title=N_("Shareholders by shares held"),
        figure="members",
        rows=Dimension.HOLDING,
    ),
    TableDefinition(
        key="members_by_age",
        title=N_("Shareholders by age"),
        figure="members",
        rows=Dimension.AGE,
    ),
    TableDefinition(
        key="members_by_membership",
        title=N_("Shareholders by years as a shareholder"),
        figure="members",
        rows=Dimension.MEMBERSHIP,
    ),
    TableDefinition(
        key="holders_by_region",
        title=N_("Holders by region"),
        figure="holders",
        rows=Dimension.REGION,
    ),
    TableDefinition(
        key="holders_by_office",
        title=N_("Holders by office"),
        figure="holders",
        rows=Dimension.OFFICE,
    ),
    TableDefinition(
        key="holders_by_gender",
        title=N_("Holders by gender"),
        figure="holders",
        rows=Dimension.GENDER,
    ),
    TableDefinition(
        key="holders_by_age", title=N_("Holders by age"), figure="holders", rows=Dimension.AGE
    ),
    TableDefinition(
        key="holders_by_seniority",
        title=N_("Holders by years as a holder"),
        figure="holders",
        rows=Dimension.SENIORITY,
    ),
    TableDefinition(
        key="holders_by_units",
        title=N_("Holders by units held"),
        figure="holders",
        rows=Dimension.UNITS,
    ),
    TableDefinition(
        key="holders_by_turnover",
        title=N_("Holders by turnover"),
        figure="holders",
        rows=Dimension.TURNOVER_HOLDER,
    ),
    TableDefinition(
        key="turnover_by_gender",
        title=N_("Holders by turnover and gender"),
        figure="holders",
        rows=Dimension.TURNOVER_HOLDER,
        columns=Dimension.GENDER,
    ),
    TableDefinition(
        key="turnover_by_age",
        title=N_("Holders by turnover and age"),
        figure="holders",
        rows=Dimension.TURNOVER_HOLDER,
        columns=Dimension.AGE,
    ),
    TableDefinition(
        key="turnover_by_seniority",
        title=N_("Holders by turnover and years as a holder"),
        figure="holders",
        rows=Dimension.TURNOVER_HOLDER,
        columns=Dimension.SENIORITY,
    ),
    TableDefinition(
        key="turnover_by_region",
        title=N_("Holders by turnover and region"),
        figure="holders",
        rows=Dimension.TURNOVER_HOLDER,
        columns=Dimension.REGION,
    ),
    TableDefinition(
        key="holders_by_clients",
        title=N_("Holders by number of clients"),
        figure="holders",
        rows=Dimension.CLIENTS,
    ),
    TableDefinition(
        key="holders_by_arts",
        title=N_("Holders in the arts and in other sectors"),
        figure="holders",
        rows=Dimension.ARTS,
    ),
    TableDefinition(
        key="units_by_age",
        title=N_("Active units by age"),
        figure="units_active",
        rows=Dimension.UNIT_AGE,
    ),
    TableDefinition(
        key="units_by_tool",
        title=N_("Active units by tool"),
        figure="units_active",
        rows=Dimension.TOOL,
    ),
    TableDefinition(
        key="units_by_office",
        title=N_("Active units by office"),
        figure="units_active",
        rows=Dimension.OFFICE,
    ),
    TableDefinition(
        key="units_by_turnover",
        title=N_("Units by turnover"),
        figure="units_active",
        rows=Dimension.TURNOVER_UNIT,
    ),
    TableDefinition(
        key="units_by_employed",
        title=N_("Units that employ others, by people employed"),
        figure="employing_units",
        rows=Dimension.EMPLOYED,
    ),
    TableDefinition(
        key="clients_by_country",
        title=N_("Clients in Belgium and abroad"),
        figure="clients",
        rows=Dimension.COUNTRY,
    ),
    TableDefinition(
        key="clients_by_ownership",
        title=N_("Clients in the private and public sectors"),
        figure="clients",
        rows=Dimension.OWNERSHIP,
    ),
    TableDefinition(
        key="clients_by_kind",
        title=N_("Clients: companies and natural persons"),
        figure="clients",
        rows=Dimension.KIND,
    ),
    TableDefinition(
        key="people_by_hours",
        title=N_("People by hours in a month"),
        figure="person_months",
        rows=Dimension.HOURS,
    ),
    TableDefinition(
        key="employees_by_sector",
        title=N_("Employees by sector"),
        figure="sector_people",
        rows=Dimension.SECTOR,
    ),
    TableDefinition(
        key="budget_by_sector",
        title=N_("Payroll budget by sector"),
        figure="payroll_budget",
        rows=Dimension.SECTOR,
    ),
    TableDefinition(
        key="permanent_jobs_by_gender",
        title=N_("Open-ended contracts by gender"),
        figure="permanent_jobs",
        rows=Dimension.GENDER,
    ),
    TableDefinition(
        key="permanent_jobs_by_time",
        title=N_("Open-ended contracts, full time and part time"),
        figure="permanent_jobs",
        rows=Dimension.WORKING_TIME,
    ),
    TableDefinition(
        key="sisters",
        title=N_("Sister cooperatives"),
        figure="sisters",
        rows=Dimension.SISTER,
        columns=Dimension.ASPECT,
    ),
)
