"""Forms on what two people may change: the second is told, nothing is overwritten."""

from typing import Any

from sqlalchemy.orm.exc import StaleDataError
from wtforms import HiddenField

from web.forms.fields import BaseForm


class VersionedForm(BaseForm):
    """A form that remembers which version of its row was shown."""

    version = HiddenField()

    def check_version(self, row: Any) -> None:
        """Stop, with a 409, if someone changed the row since."""
        if str(row.version) != self.version.data:
            raise StaleDataError
