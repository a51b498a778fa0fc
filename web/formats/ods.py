"""OpenDocument spreadsheets: one sheet, numbers as numbers, text as text and never a formula.

Source: OASIS OpenDocument 1.3, https://docs.oasis-open.org/office/OpenDocument/v1.3/
"""

import io
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from xml.sax.saxutils import escape, quoteattr

from web.formats.sheet_file import Cell

MIME = "application/vnd.oasis.opendocument.spreadsheet"
MADE = (1980, 1, 1, 0, 0, 0)  # the same table gives the same bytes
NAMES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
)
MANIFEST = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<manifest:manifest '
    'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" '
    'manifest:version="1.3"><manifest:file-entry manifest:full-path="/" '
    f'manifest:media-type="{MIME}"/><manifest:file-entry manifest:full-path="content.xml" '
    'manifest:media-type="text/xml"/></manifest:manifest>'
)
FORBIDDEN = dict.fromkeys([*range(9), 11, 12, *range(14, 32)])  # no XML can hold them


def ods_file(title: str, head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """A file of one sheet; its first row is the heads."""
    body = "".join(_row(row) for row in (head, *rows))
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document-content {NAMES} '
        'office:version="1.3"><office:body><office:spreadsheet>'
        f"<table:table table:name={quoteattr(_clean(title)[:31])}>{body}</table:table>"
        "</office:spreadsheet></office:body></office:document-content>"
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as packed:
        packed.writestr(zipfile.ZipInfo("mimetype", MADE), MIME)  # first, and not compressed
        for name, text in (("META-INF/manifest.xml", MANIFEST), ("content.xml", content)):
            packed.writestr(zipfile.ZipInfo(name, MADE), text, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def _row(cells: Sequence[Cell]) -> str:
    return f"<table:table-row>{''.join(_cell(cell) for cell in cells)}</table:table-row>"


def _cell(value: Cell) -> str:
    if value is None:
        return "<table:table-cell/>"
    if isinstance(value, Decimal):
        return _typed("float", f'office:value="{value:f}"', f"{value:f}")
    if isinstance(value, date):
        return _typed("date", f'office:date-value="{value.isoformat()}"', value.isoformat())
    return _typed("string", "", escape(_clean(value)))


def _typed(kind: str, value: str, text: str) -> str:
    return (
        f'<table:table-cell office:value-type="{kind}" {value}><text:p>{text}</text:p>'
        "</table:table-cell>"
    )


def _clean(text: str) -> str:
    return text.translate(FORBIDDEN)
