"""What a debt to a person is for: work that was confirmed, or a correction of it."""

import sqlalchemy as sa

from web.models.amendment import Amendment
from web.models.pay import Debt

PAID_CONTRACT: sa.ColumnElement[int | None] = sa.func.coalesce(  # of both; empty for expenses
    Debt.contract_id,
    sa.select(Amendment.contract_id).where(Amendment.id == Debt.amendment_id).scalar_subquery(),
)
