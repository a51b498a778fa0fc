"""One of a few, all in sight."""

from wtforms.widgets import ListWidget, RadioInput

from web.forms.fields import LabelField


class OneOf(LabelField):
    """A choice among the members of an enum, each on a line that can be touched."""

    widget = ListWidget(prefix_label=False)
    option_widget = RadioInput()
