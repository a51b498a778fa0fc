"""What the two forms of a unit say of it."""

from domain.offices import Office
from domain.sectors import Sector
from web.actions.units import Description
from web.forms.units import EditUnitForm, NewUnitForm


def described(form: NewUnitForm | EditUnitForm) -> Description:
    """Read a form that was found valid; what was not chosen is not said."""
    return Description(
        name=form.name.data,
        description=form.description.data,
        tool=form.tool.data,
        office=form.office.data or Office.NONE,
        sector=form.sector.data or Sector.NONE,
    )
