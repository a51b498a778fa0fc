"""Send the next letters of a convocation."""

from web import clock
from web.actions.mailing import send_batch
from web.integrations.mail import mailer


def run(assembly_id: int) -> None:
    """One batch; it asks for the next one itself."""
    send_batch(assembly_id, mailer(), clock.now())
