"""What the worker can do, under the names that ``enqueue`` is given.

A task may run twice without harm: it looks at what is already done.
"""

from collections.abc import Callable

from web.jobs.tasks import approve, lapse, make_document, prepare_months, prune

TASKS: dict[str, Callable[..., None]] = {
    "approve": approve.run,
    "lapse": lapse.run,
    "make_document": make_document.run,
    "prepare_months": prepare_months.run,
    "prune": prune.run,
}
