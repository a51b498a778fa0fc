"""Tell somebody about a proxy that concerns them."""

from web.actions.proxy_letters import send
from web.integrations.mail import mailer


def run(proxy_id: int, what: str) -> None:
    """One letter; sent twice, its reader's program shows one."""
    send(proxy_id, what, mailer())
