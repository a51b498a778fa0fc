"""What a presenter says of a new screen."""

from enum import StrEnum

from wtforms.validators import Length

from domain.errors import N_
from web.forms.choices import OneOf
from web.forms.fields import BaseForm, Required, WordField
from web.i18n import _l


class Audience(StrEnum):
    """Who is in the room."""

    PUBLIC = "public"
    MEMBERS = "members"


AUDIENCES = {
    Audience.PUBLIC: N_("Everybody: only published figures"),
    Audience.MEMBERS: N_("Members: also what waits, pay and regions in detail"),
}


class RoomForm(BaseForm):
    """A screen for a meeting."""

    name = WordField(_l("Meeting"), [Required(), Length(max=60)], render_kw={"maxlength": 60})
    audience = OneOf(_l("Who is in the room"), AUDIENCES, [Required()], default=Audience.PUBLIC)
