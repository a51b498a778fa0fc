"""What the worker can do, under the names that ``enqueue`` is given.

A task may run twice without harm: it looks at what is already done.
"""

from collections.abc import Callable

from web.jobs.tasks import (
    approve,
    close_poll,
    count_turnout,
    destroy_urns,
    forget_applications,
    lapse,
    make_assembly_paper,
    make_document,
    make_report_paper,
    open_poll,
    prepare_months,
    prune,
    send_convocation,
    send_proxy_letter,
    weigh_tables,
)

TASKS: dict[str, Callable[..., None]] = {
    "approve": approve.run,
    "close_poll": close_poll.run,
    "count_turnout": count_turnout.run,
    "destroy_urns": destroy_urns.run,
    "forget_applications": forget_applications.run,
    "lapse": lapse.run,
    "make_assembly_paper": make_assembly_paper.run,
    "make_document": make_document.run,
    "make_report_paper": make_report_paper.run,
    "open_poll": open_poll.run,
    "prepare_months": prepare_months.run,
    "prune": prune.run,
    "send_convocation": send_convocation.run,
    "send_proxy_letter": send_proxy_letter.run,
    "weigh_tables": weigh_tables.run,
}
