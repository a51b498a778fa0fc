"""The small pieces a UBL document is made of: leaves and groups, never an empty element."""

import re
from datetime import date
from decimal import Decimal

from lxml import etree

UBL = "urn:oasis:names:specification:ubl:schema:xsd:"
CAC, CBC = f"{UBL}CommonAggregateComponents-2", f"{UBL}CommonBasicComponents-2"

# What XML 1.0 cannot hold, even escaped: most control characters.
UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

Element = etree._Element  # noqa: SLF001 - lxml has no public name for it


def document(name: str) -> Element:
    """The root of an Invoice or a CreditNote."""
    space = f"{UBL}{name}-2"
    names = {None: space, "cac": CAC, "cbc": CBC}
    return etree.Element(f"{{{space}}}{name}", nsmap=names)  # type: ignore[arg-type] # the stubs forget the default namespace


def text(parent: Element, name: str, value: str, **attributes: str) -> None:
    """A leaf, unless it would be empty, which Peppol refuses (R008)."""
    kept = UNWRITABLE.sub("", value).strip()
    if kept:
        etree.SubElement(parent, f"{{{CBC}}}{name}", attributes).text = kept


def group(parent: Element, *names: str) -> Element:
    """Elements inside one another; the innermost is returned."""
    for name in names:
        parent = etree.SubElement(parent, f"{{{CAC}}}{name}")
    return parent


def day(parent: Element, name: str, value: date | None) -> None:
    """A day, if there is one."""
    text(parent, name, value.isoformat() if value else "")


def amount(parent: Element, name: str, value: Decimal) -> None:
    """An amount in euros, as it is: nothing is rounded here."""
    text(parent, name, f"{value:f}", currencyID="EUR")


def plain(value: Decimal) -> str:
    """A number without needless zeros: 21, 7.5."""
    return f"{value.normalize():f}"
