"""Looking at the figures of another day."""

from typing import Any

from web.forms.fields import BaseForm, DayField
from web.i18n import _l


class DayForm(BaseForm):
    """The day on which a figure is asked for; nothing typed is today."""

    on = DayField(_l("On which day?"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on.flags.required = True  # always filled in when shown
