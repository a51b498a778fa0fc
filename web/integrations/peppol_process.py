"""Judge e-invoices by the official rules, in a process of its own.

Run by path, never imported by the application: the XSLT engine holds 240 MB, and several of
its processors in several threads bring the whole process down. ``peppol_judge`` talks to it.
"""

import json
import re
import sys
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from lxml import etree
from saxonche import PySaxonProcessor

SVRL = "{http://purl.oclc.org/dsdl/svrl}"
VERDICTS = (f"{SVRL}failed-assert", f"{SVRL}successful-report")
NOISE = re.compile(r"Q\{[^}]*\}|\*:|\[namespace-uri\(\)='[^']*'\]")  # in locations
LONGEST_TEXT = 500  # characters of one finding
PAGES = Path("/proc/self/statm")

Found = list[dict[str, str]]


def parser() -> etree.XMLParser:
    """A parser that follows nothing outside the document, whatever the document declares."""
    return etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
    )


def finding(rule: str, text: str, where: str = "", flag: str = "fatal") -> dict[str, str]:
    """One thing a rule said."""
    return {"rule": rule, "text": text[:LONGEST_TEXT], "where": where, "flag": flag}


class Judge:
    """The rules, compiled once."""

    def __init__(self, schemas: dict[str, str], layers: list[str]) -> None:
        self.schemas = {name: etree.XMLSchema(file=path) for name, path in schemas.items()}
        self.saxon = PySaxonProcessor(license=False)
        # Neither a document nor a stylesheet may open anything, be it a file.
        self.saxon.set_configuration_property("http://saxon.sf.net/feature/allowedProtocols", "")
        xslt = self.saxon.new_xslt30_processor()
        self.layers = [xslt.compile_stylesheet(stylesheet_text=text) for text in layers]

    def findings(self, xml: bytes, count: int) -> Found:
        """What the schema says, and only where it agrees, the first ``count`` layers of rules."""
        try:
            root = etree.fromstring(xml, parser())
        except etree.XMLSyntaxError as error:
            return [finding("XML", str(error))]
        if root.getroottree().docinfo.doctype:  # type: ignore[union-attr] # not in the stubs
            return [finding("XML", "a document type is declared")]
        schema = self.schemas.get(str(root.tag))
        if schema is None:
            return [finding("XSD", f"not an invoice or a credit note: {root.tag!r}")]
        if not schema.validate(root):
            log: Any = schema.error_log
            return [finding("XSD", item.message, f"line {item.line}") for item in log]
        # Saxon reads what lxml accepted, not the bytes that came in.
        node = self.saxon.parse_xml(xml_text=etree.tostring(root, encoding="unicode"))
        return [found for layer in self.layers[:count] for found in self.apply(layer, node)]

    @staticmethod
    def apply(layer: Any, node: Any) -> Found:
        """What one layer of rules says."""
        report = etree.fromstring(layer.transform_to_string(xdm_node=node).encode(), parser())
        return [
            finding(
                item.get("id", "?"),
                " ".join(str(item.xpath("string()")).split()),
                NOISE.sub("", item.get("location", "")),
                item.get("flag") or item.get("role") or "fatal",
            )
            for item in report.iter(*VERDICTS)
        ]


def memory() -> int:
    """Megabytes in use, 0 where the system does not tell."""
    if not PAGES.exists():
        return 0
    return int(PAGES.read_text("ascii").split()[1]) * 4096 // 1_000_000


def serve(asked: Connection) -> None:
    """Read the rules, then answer until nobody asks any more.

    One byte comes before each document: how many layers of rules to apply.
    """
    setup = json.loads(asked.recv_bytes())
    judge = Judge(setup["schemas"], setup["layers"])
    asked.send_bytes(b"{}")
    while asked.poll(setup["idle"]):
        try:
            message = asked.recv_bytes()
        except EOFError:  # the application has ended
            return
        found = judge.findings(message[1:], message[0])
        asked.send_bytes(json.dumps({"found": found, "memory": memory()}).encode())


if __name__ == "__main__":
    serve(Connection(int(sys.argv[1])))
