"""Turn HTML into PDF, in a process of its own.

Run by path, never imported by the application: WeasyPrint holds 50 MB, and a hostile or endless
document must be killed without harm to the worker. ``render`` talks to it.
"""

import gc
import json
import resource
import sys
from collections.abc import Callable
from functools import lru_cache
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

SCHEME = "app-asset"
TYPES = {".ttf": "font/ttf", ".svg": "image/svg+xml", ".png": "image/png", ".css": "text/css"}
MOST_PAGES = 400
MOST_NEW = 100_000  # objects made before Python looks for garbage; 8 lines make about 16,000
MEMORY = 768 * 1024 * 1024  # bytes of address space: about 512 MB in use
ARCHIVED = "pdf/a-2a"  # kept for ever, with its text tagged

# Readable by machines too: PDF/UA, and what PDF/A asks to be told of a schema that it lacks.
END = b"</rdf:RDF>"
ACCESSIBLE = b"""<rdf:Description xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" rdf:about=""\
 pdfuaid:part="1" /><rdf:Description rdf:about=""\
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"\
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"\
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#"><pdfaExtension:schemas><rdf:Bag>\
<rdf:li rdf:parseType="Resource"><pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>\
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq>\
<rdf:li rdf:parseType="Resource"><pdfaProperty:name>part</pdfaProperty:name>\
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>\
<pdfaProperty:category>internal</pdfaProperty:category>\
<pdfaProperty:description>Part of ISO 14289 that it follows</pdfaProperty:description></rdf:li>\
</rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"""


class TooLongError(Exception):
    """More pages than any document of ours has."""


def accessible(told: Callable[..., bytes]) -> Callable[..., bytes]:
    """What a document tells of itself, with the standard of accessibility that it follows too."""

    def tell(*facts: Any) -> bytes:
        return told(*facts).replace(END, ACCESSIBLE + END)

    return tell


class OwnFilesOnly(URLFetcher):
    """Fetches our static files by ``app-asset:name`` and nothing else, wherever it is asked."""

    def __init__(self, folder: Path) -> None:
        super().__init__(allowed_protocols={SCHEME}, allow_redirects=False)
        self.folder = folder.resolve()

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """Give one of our files, or refuse."""
        parts = urlsplit(url)
        path = (self.folder / unquote(parts.path)).resolve()
        ours = parts.scheme == SCHEME and not parts.netloc and path.is_relative_to(self.folder)
        if not ours or path.suffix not in TYPES or not path.is_file():
            raise ValueError(f"not one of our files: {url[:100]}")
        return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": TYPES[path.suffix]})


class Press:
    """What every document shares: the fetcher, the fonts, the parsed style sheets."""

    def __init__(self, static: Path) -> None:
        self.fetcher = OwnFilesOnly(static)
        self.fonts = FontConfiguration()
        self.style = lru_cache(maxsize=32)(self._style)

    def _style(self, text: str) -> CSS:
        return CSS(
            string=text,
            font_config=self.fonts,
            url_fetcher=self.fetcher,
            base_url=f"{SCHEME}:css/",
        )

    def pdf(self, html: str, styles: list[str], identifier: str) -> bytes:
        """The same input gives the same bytes."""
        page = HTML(string=html, url_fetcher=self.fetcher, base_url=f"{SCHEME}:")
        sheets = [self.style(text) for text in styles]
        document = page.render(stylesheets=sheets, font_config=self.fonts, pdf_variant=ARCHIVED)
        if len(document.pages) > MOST_PAGES:
            raise TooLongError
        about = document.metadata
        about.generate_rdf_metadata = accessible(about.generate_rdf_metadata)
        made: bytes = document.write_pdf(
            pdf_variant=ARCHIVED, pdf_identifier=bytes.fromhex(identifier)
        )
        return made


def serve(line: Connection, static: Path) -> None:
    """Answer until nobody asks any more: one byte of verdict, then the PDF or the reason.

    Looking for garbage while a page is laid out finds none and takes a tenth of the time: it is
    done between documents, and leaves out what they all share.
    """
    press = Press(static)
    gc.freeze()
    gc.set_threshold(MOST_NEW)
    line.send_bytes(b"+")
    while True:
        try:
            asked: dict[str, Any] = json.loads(line.recv_bytes())
        except EOFError:  # the worker has ended
            return
        try:
            line.send_bytes(b"+" + press.pdf(**asked))
        except TooLongError:
            line.send_bytes(b"-pages")
        except Exception as error:  # noqa: BLE001 - whatever it is, the worker is told
            line.send_bytes(b"-" + f"{type(error).__name__}: {error}".encode()[:500])
        gc.collect()


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    serve(Connection(int(sys.argv[1])), Path(sys.argv[2]))
