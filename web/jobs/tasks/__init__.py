"""What the worker can do, under the names that ``enqueue`` is given.

A task may run twice without harm: it looks at what is already done.
"""

from collections.abc import Callable

from web.jobs.tasks import make_document, prune

TASKS: dict[str, Callable[..., None]] = {
    "make_document": make_document.run,
    "prune": prune.run,
}
