"""Documents of the agenda: PDF only, drawn anew like receipts before anybody opens them."""

from dataclasses import dataclass
from typing import ClassVar

from domain.errors import N_, RuleError
from web.documents.receipt_process import MOST_PAGES
from web.documents.receipts import (
    LARGEST,
    NotAReceipt,
    ReceiptTooLarge,
    TooManyPages,
    TooManyPixels,
    UnreadableReceipt,
    clean,
)

PDF = "application/pdf"


@dataclass(eq=False)
class NotAPdf(RuleError):
    """Whatever its name says."""

    message = N_("This file is not a PDF that can be opened. Print it to PDF again.")
    field: ClassVar[str] = "file"


@dataclass(eq=False)
class DocumentTooLarge(RuleError):
    """People read it on a telephone."""

    message = N_("This file is larger than %(most)s MB. Make it smaller, or split it.")
    field: ClassVar[str] = "file"
    most: int


@dataclass(eq=False)
class DocumentTooLong(RuleError):
    """It is drawn page by page."""

    message = N_("This PDF has more than %(most)s pages. Split it into several documents.")
    field: ClassVar[str] = "file"
    most: int


def clean_pdf(data: bytes) -> bytes:
    """The document as pictures of its pages: nothing active survives; refuses what is no PDF."""
    try:
        safe = clean(data)
    except ReceiptTooLarge as error:
        raise DocumentTooLarge(LARGEST // 1024**2) from error
    except TooManyPages as error:
        raise DocumentTooLong(MOST_PAGES) from error
    except (NotAReceipt, UnreadableReceipt, TooManyPixels) as error:
        raise NotAPdf from error
    if safe.media_type != PDF:
        raise NotAPdf
    return safe.data
