"""The validator gives the official verdicts, survives its own death, and opens nothing hostile.

The documents in ``peppol/`` and their official verdicts (release 3.0.21) were written for this
project, with made-up parties.
"""

import json
import os
import signal
from pathlib import Path

import pytest

from tests.formats.invoice_examples import example
from web.formats.ubl import ubl
from web.integrations import peppol_judge, peppol_rules
from web.integrations.peppol_files import OWN, RulesUnavailableError
from web.integrations.peppol_judge import Judge
from web.integrations.peppol_rules import HostileDocument, check

DOCUMENTS = Path(__file__).parent / "peppol"
EXPECTED = json.loads((DOCUMENTS / "expected.json").read_text("utf-8"))
RELEASE = "2026.5"

# The packaged Peppol rules are of March 2024: they differ from the release in two documents.
KNOWN_DEVIATIONS = {
    "bad-19-type-384-not-german.xml": ["PEPPOL-EN16931-P0100"],  # today P0112
    "ok-21-profile02-with-response.xml": ["PEPPOL-EN16931-R007"],  # a profile of 2026
}
GOOD = (DOCUMENTS / "ok-01-be-21-ogm-pdf.xml").read_bytes()

SCHEMATRON = """<?xml version="1.0" encoding="UTF-8"?>
<schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt2">
  <title>Rules of a test</title>
  <ns uri="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2" prefix="cbc"/>
  <ns uri="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2" prefix="ubl"/>
  <ns uri="utils" prefix="u"/>
  <ns uri="http://www.w3.org/2001/XMLSchema" prefix="xs"/>
  <let name="currency" value="/*/cbc:DocumentCurrencyCode"/>
  <function xmlns="http://www.w3.org/1999/XSL/Transform" name="u:even" as="xs:boolean">
    <param name="value"/>
    <value-of select="string-length($value) mod 2 = 0"/>
  </function>
  <pattern>
    <let name="whole" value="count(//*)"/>
    <rule context="ubl:Invoice">
      <let name="number" value="cbc:ID"/>
      <assert id="T-1" flag="fatal" test="starts-with($number, 'SC-')">Not ours: <value-of
        select="$number"/> in <value-of select="$currency"/>.</assert>
      <report id="T-2" flag="warning" test="$whole &gt; 10">A long document.</report>
    </rule>
    <rule context="cbc:*">
      <assert id="T-3" test="true()">Never.</assert>
    </rule>
    <rule context="cbc:ID">
      <assert id="T-4" test="false()">Hidden by the rule before it.</assert>
    </rule>
  </pattern>
  <pattern>
    <let name="whole" value="count(ubl:Invoice)"/>
    <rule context="cbc:ID/@schemeID"><assert id="T-5" test="false()">None here.</assert></rule>
    <rule context="/*/cbc:ID"><assert id="T-6" test="u:even(.) and $whole = 1">Odd.</assert></rule>
  </pattern>
</schema>
"""


@pytest.mark.parametrize("name", sorted(EXPECTED))
@pytest.mark.slow
def test_official_verdict(name):
    report = check((DOCUMENTS / name).read_bytes())
    expected = KNOWN_DEVIATIONS.get(name, EXPECTED[name][RELEASE])
    assert sorted({item.rule for item in report.fatal}) == sorted(expected)
    assert report.ok == (not expected)


def test_the_fallback_rules_say_that_they_are_old():
    report = check(GOOD)
    assert "Peppol rules of 2024" in report.rules_label
    assert not report.official


def test_a_finding_says_which_rule_what_and_where():
    (found,) = check((DOCUMENTS / "bad-21-unit-code.xml").read_bytes()).fatal
    assert found.rule == "BR-CL-23"
    assert "Unit code" in found.text
    assert found.where == "/Invoice[1]/InvoiceLine[1]/InvoicedQuantity[1]"


BOMB = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "%s">]><a>&b;</a>' % (b"x" * 100)


@pytest.mark.parametrize(
    ("xml", "why"),
    [
        (BOMB, "document type"),
        (b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>', "document type"),
        (b"<!doctype a><a/>", "document type"),
        ("<!DOCTYPE a><a/>".encode("utf-16"), "UTF-8"),
        (b'<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE a+AD4-<a/>', "UTF-8"),
        (b"<?xml version='1.0' encoding='UTF-16'?><a/>", "UTF-8"),
        (b"\xff\xfe<a/>", "UTF-8"),
        (b" " * 10_000_001, "10 MB"),
    ],
)
def test_what_is_hostile_is_refused_before_anything_parses_it(monkeypatch, xml, why):
    monkeypatch.setattr(peppol_rules, "_judge", lambda _folder: pytest.fail("it was parsed"))
    with pytest.raises(HostileDocument, match=why):
        check(xml)


def test_an_ordinary_document_is_not_hostile():
    assert check(b"\xef\xbb\xbf" + GOOD).ok  # a byte order mark is allowed


@pytest.mark.parametrize(
    ("xml", "rule"),
    [
        (b"", "XML"),
        (b"not xml", "XML"),
        (b"<a>" * 100_000, "XML"),  # too deep for the parser
        (b"<Invoice/>", "XSD"),
        (b"<html xmlns='http://www.w3.org/1999/xhtml'/>", "XSD"),
    ],
)
def test_what_is_not_an_invoice_is_a_finding(xml, rule):
    report = check(xml)
    assert not report.ok
    assert {item.rule for item in report.fatal} == {rule}


@pytest.fixture
def judge():
    made = Judge()
    yield made
    made.stop()


@pytest.mark.slow
def test_a_process_that_died_is_replaced(judge):
    assert judge.findings(GOOD, 2) == []
    first = judge.process.pid
    os.kill(first, signal.SIGKILL)
    judge.process.wait()
    assert judge.findings(GOOD, 2) == []
    assert judge.process.pid != first


@pytest.mark.slow
def test_an_idle_process_gives_its_memory_back_and_returns():
    judge = Judge(idle=0.2)
    try:
        assert judge.findings(GOOD, 2) == []
        judge.process.wait(timeout=10)
        assert judge.findings(GOOD, 2) == []
    finally:
        judge.stop()


@pytest.mark.slow
def test_a_process_that_grew_is_replaced(judge, monkeypatch):
    monkeypatch.setattr(peppol_judge, "LARGEST", 1)
    assert judge.findings(GOOD, 2) == []
    assert judge.process is None


@pytest.mark.slow
def test_a_process_that_does_not_answer_is_ended(judge, monkeypatch):
    assert judge.findings(GOOD, 2) == []
    process = judge.process
    os.kill(process.pid, signal.SIGSTOP)
    monkeypatch.setattr(peppol_judge, "PATIENCE", 0.1)
    with pytest.raises(RulesUnavailableError, match="no answer"):
        judge.findings(GOOD, 2)
    assert process.poll() is not None


def test_a_process_that_cannot_start_is_told(judge, monkeypatch, tmp_path):
    broken = tmp_path / "broken.py"
    broken.write_text("raise SystemExit(1)")
    monkeypatch.setattr(peppol_judge, "PROGRAM", broken)
    with pytest.raises(RulesUnavailableError, match="died twice"):
        judge.findings(GOOD, 2)


@pytest.mark.slow
def test_the_operators_release_is_used_and_compiled(tmp_path):
    (tmp_path / "rules" / "sch").mkdir(parents=True)
    (tmp_path / "rules" / "sch" / "PEPPOL-EN16931-UBL.sch").write_text(SCHEMATRON, "utf-8")
    judge = Judge(str(tmp_path))
    try:
        assert judge.rules.official
        assert judge.rules.label == OWN
        found = judge.findings(GOOD, 2)
        assert {(item["rule"], item["flag"]) for item in found} == {
            ("T-1", "fatal"),
            ("T-2", "warning"),
            ("T-6", "fatal"),
        }
        assert found[0]["text"] == "Not ours: ok-01-be-21-ogm-pdf in EUR."
        ours = judge.findings(ubl(example("standard")), 2)
        assert {item["rule"] for item in ours} == {"T-2"}
    finally:
        judge.stop()


@pytest.mark.parametrize(
    ("name", "content", "error"),
    [
        ("README.md", "nothing", "no PEPPOL-EN16931-UBL file"),
        ("PEPPOL-EN16931-UBL.sch", "<schema/>", "not a Schematron schema"),
        ("PEPPOL-EN16931-UBL.sch", "<schema", "cannot be used"),
        ("PEPPOL-EN16931-UBL.xslt", "<a/>", "died twice"),
        (
            "PEPPOL-EN16931-UBL.sch",
            SCHEMATRON.replace("<pattern>", "<pattern><title/><x/>", 1),
            "<x> in a pattern",
        ),
        (
            "PEPPOL-EN16931-UBL.sch",
            SCHEMATRON.replace('<rule context="cbc:*">', '<rule context="*"><extends rule="a"/>'),
            "<extends> in a rule",
        ),
        (
            "PEPPOL-EN16931-UBL.sch",
            SCHEMATRON.replace("<pattern>", '<include href="x.sch"/><pattern>', 1),
            "<include>",
        ),
        (
            "PEPPOL-EN16931-UBL.sch",
            SCHEMATRON.replace("<pattern>", '<pattern abstract="true">', 1),
            "abstract",
        ),
    ],
)
@pytest.mark.slow
def test_a_release_that_we_cannot_use_is_refused_by_name(tmp_path, name, content, error):
    (tmp_path / name).write_text(content, "utf-8")
    with pytest.raises(RulesUnavailableError, match=error):
        Judge(str(tmp_path)).findings(GOOD, 2)
