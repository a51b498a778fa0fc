"""Who reads, and when: filled in each time a clause is asked, so that it is built once."""

import sqlalchemy as sa
from flask import g

from web import clock
from web.extensions import Instant

READER = sa.bindparam("the_reader", type_=sa.Integer, callable_=lambda: g.person.id)
TODAY = sa.bindparam("this_day", type_=sa.Date, callable_=lambda: clock.today())  # noqa: PLW0108 - tests move the clock
NOW = sa.bindparam("this_moment", type_=Instant(), callable_=lambda: clock.now())  # noqa: PLW0108 - see above
