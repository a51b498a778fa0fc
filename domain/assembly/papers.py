"""The words of what an assembly sends and prints."""

from collections.abc import Mapping
from enum import StrEnum

from domain.errors import N_, Msg


class PaperKind(StrEnum):
    """What is printed."""

    CONVOCATION = "convocation"
    MINUTES = "minutes"


class MailState(StrEnum):
    """How far one letter is."""

    WAITING = "waiting"
    SENDING = "sending"  # handed over at this moment; after a crash nobody knows if it left
    SENT = "sent"
    REFUSED = "refused"  # by the mail server, for good
    NO_SERVER = "no_server"  # counted, not sent: no mail server is set
    BOUNCED = "bounced"  # came back, as the office wrote down


MAIL_STATES: Mapping[MailState, Msg] = {
    MailState.WAITING: N_("Waiting to leave"),
    MailState.SENDING: N_("Interrupted: perhaps sent, perhaps not"),
    MailState.SENT: N_("Sent"),
    MailState.REFUSED: N_("Refused by the mail server"),
    MailState.NO_SERVER: N_("Not sent: no mail server is set"),
    MailState.BOUNCED: N_("Came back"),
}
AGAIN = (MailState.SENDING, MailState.REFUSED, MailState.NO_SERVER)  # may be tried anew
