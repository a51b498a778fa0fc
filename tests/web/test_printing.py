"""What invoices, contracts and estimates say on paper, and what cannot be smuggled into them."""

import io
import time
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from pypdf import PdfReader

from domain.employment import ContractType
from domain.identifiers import show_communication, show_iban
from domain.invoicing import from_json, sheet_line
from domain.money import eur
from tests.web.issuing import invoice, issued, one_line
from tests.web.papers import a_contract, made, papers_of, pdf_of, text_of
from web import clock
from web.actions import invoices
from web.demo.buyers import FESTIVAL, LONDON, PARIS
from web.documents import archive
from web.documents.invoice import invoice as on_paper
from web.documents.printable import Printable
from web.documents.render import STATIC, Press, RenderError
from web.documents.render_process import OwnFilesOnly
from web.extensions import db
from web.models.client import Client
from web.models.person import Person

pytestmark = pytest.mark.usefixtures("app_context")


class TestInvoice:
    def test_it_says_all_that_the_law_wants(self):
        made_id = issued(
            one_line("400", "3", what="Création de l’affiche\nformat A2"),
            one_line("65", "12.5", "HUR", "Mise en page"),
            delivered=(date(2026, 9, 1), date(2026, 9, 12)),
        )
        found, text = invoice(made_id), text_of(pdf_of(made_id))
        for wanted in (
            found.number, "SmartCoop Demo", "SC agréée comme ES", "0999.000.129",
            "BE 0999.000.129", "Rue de l'Exemple 100", show_iban("BE06999900000022"), "DEMOBEBB",
            "Théâtre des Deux Rives", "Quai aux Pierres 7", "1000 Bruxelles", "BE 0999.100.196",
            "14 septembre 2026", "14 octobre 2026", "1er septembre 2026", "12 septembre 2026",
            "Création de l’affiche", "format A2", "12,5", "400,00 €", "1 200,00 €", "21 %",
            "2 012,50 €", "422,63 €", "2 435,13 €", show_communication(found.communication),
        ):  # fmt: skip
            assert wanted in text, wanted

    def test_it_speaks_the_language_of_the_client(self):
        dutch, english = issued(client=FESTIVAL + 1), issued(client=LONDON + 1)
        assert "€ 1.210,00" in text_of(pdf_of(dutch))
        assert "14 september 2026" in text_of(pdf_of(dutch))
        assert "€1,000.00" in text_of(pdf_of(english))

    def test_why_there_is_no_vat_is_said(self):
        for client in (PARIS, LONDON):
            made_id = issued(client=client + 1)
            reason = from_json(invoice(made_id).sheet).vat_totals[0].treatment.reason
            assert reason
            assert "21bis" in text_of(pdf_of(made_id)) or "196" in text_of(pdf_of(made_id))

    def test_a_credit_note_names_its_invoice_and_asks_for_nothing(self):
        made_id = issued()
        note = invoices.credit(invoice(made_id), reason="Spectacle annulé", now=clock.now())
        text = text_of(pdf_of(note.id))
        assert "SC-2026-000002" in text
        assert "SC-2026-000001" in text
        assert "Spectacle annulé" in text
        assert "+++" not in text

    def test_it_is_tagged_for_screen_readers_and_kept_for_ever(self):
        reader = PdfReader(io.BytesIO(pdf_of(issued())))
        root = reader.trailer["/Root"]
        assert root["/MarkInfo"]["/Marked"]
        assert root["/Lang"] == "fr"
        assert "SC-2026-000001" in reader.metadata.title
        assert root["/StructTreeRoot"]["/K"]
        about = reader.xmp_metadata.stream.get_data().decode()
        assert 'pdfaid:part="2"' in about
        assert 'pdfaid:conformance="A"' in about
        assert 'pdfuaid:part="1"' in about
        assert about.count("<rdf:RDF") == about.count("</rdf:RDF>") == 1
        assert root["/OutputIntents"][0]["/S"] == "/GTS_PDFA1"

    def test_it_carries_a_code_to_pay_with(self):
        sheet = from_json(invoice(issued()).sheet)
        assert "epc-qr" in on_paper(sheet).html
        nameless = replace(sheet, seller=replace(sheet.seller, name="N" * 71))
        assert "epc-qr" not in on_paper(nameless).html  # the code holds 70 letters
        assert on_paper(nameless).pdf()

    @pytest.mark.slow
    def test_many_lines_go_over_several_pages(self):
        made_id = issued(*[one_line("10.01", "3", what=f"Ligne {place}") for place in range(90)])
        text = text_of(pdf_of(made_id))
        assert "Ligne 89" in text
        assert "1 / 4" in text or "1 / 3" in text or "1 / 5" in text


class TestContract:
    @pytest.mark.parametrize(
        ("language", "words"),
        [
            ("fr", "né·e le 21 juillet 2001|Il n’y a pas de période d’essai|à compléter|541,58 €"),
            ("fr", "lundi 28 septembre 2026|règlement de travail|loi du 3 juillet 1978"),
            ("nl", "geboren op 21 juli 2001|Er is geen proeftijd|nog in te vullen|€ 541,58"),
            ("nl", "maandag 28 september 2026|arbeidsreglement|wet van 3 juli 1978"),
            ("en", "born on 21 July 2001|There is no trial period|to be completed|€541.58"),
            ("en", "Monday 28 September 2026|work rules|law of 3 July 1978"),
        ],
    )
    def test_it_is_complete_in_each_language(self, language, words):
        contract = a_contract(language=language)
        person = db.session.get_one(Person, 3)
        paper, _estimate = papers_of(contract)
        text = text_of(archive.load(made(paper.id).sha256))
        number = person.national_number
        shown = f"{number[:2]}.{number[2:4]}.{number[4:6]}-{number[6:9]}.{number[9:]}"
        common = (
            "Productions Associées Demo", "0999.000.228", "Sacha Lambert", shown,
            "Concert & montage", show_iban(person.iban), "PA-C-000001",
        )  # fmt: skip
        for wanted in (*common, *words.split("|")):
            assert wanted in text, wanted

    def test_a_student_has_the_trial_period_of_the_law(self):
        contract = a_contract(kind=ContractType.STUDENT)
        text = text_of(archive.load(made(papers_of(contract)[0].id).sha256))
        assert "trois premiers jours" in text

    def test_the_estimate_shows_every_step_and_says_that_it_is_one(self):
        contract = a_contract()
        text = text_of(archive.load(made(papers_of(contract)[1].id).sha256))
        assert "541,58 €" in text
        assert "13,07 %" in text
        assert "https://" in text
        assert "465,13 €" in text

    def test_the_estimate_counts_earlier_contracts_of_the_month(self):
        a_contract(gross=eur("2500"), budget=eur("5000"), days=(date(2026, 9, 21),))
        contract = a_contract()
        text = text_of(archive.load(made(papers_of(contract)[1].id).sha256))
        assert "3 041,58 €" in text or "2 500,00 €" in text
        assert "465,13 €" not in text


def rendered(**changes):
    sheet = from_json(invoice(issued()).sheet)
    return on_paper(replace(sheet, **changes))


class TestHostile:
    def test_names_and_words_are_only_text(self):
        hostile = (
            "<img src='http://127.0.0.1:9/x'><link rel=attachment href='file:///etc/passwd'>"
            "<style>@import 'file:///etc/passwd'</style>{{ 7*7 }}"
        )
        client = db.session.get_one(Client, 1)
        client.name = hostile
        made_id = issued(one_line(what=hostile), title=hostile)
        text = text_of(pdf_of(made_id))
        assert "<img src=" in text
        assert "{{ 7*7 }}" in text
        assert PdfReader(io.BytesIO(pdf_of(made_id))).attachments == {}

    def test_the_press_fetches_our_own_files_only(self):
        fetcher = OwnFilesOnly(STATIC)
        assert fetcher.fetch("app-asset:fonts/ensemble-sans-400.ttf").read(4)
        for address in (
            "file:///etc/passwd", "http://127.0.0.1/x.png", "https://example.org/x.css",
            "ftp://127.0.0.1/x", "data:text/css,x", "app-asset:../config.py",
            "app-asset:/etc/passwd", "app-asset:%2e%2e/%2e%2e/config.py", "app-asset://host/x.svg",
            "app-asset:app.js", "app-asset:nothing.svg", "APP-ASSET:..%2fconfig.py",
        ):  # fmt: skip
            with pytest.raises((ValueError, OSError)):
                fetcher.fetch(address)

    def test_even_hostile_html_reaches_nothing(self):
        html = (
            "<html lang=fr><title>x</title><link rel=stylesheet href='file:///etc/passwd'>"
            "<link rel=attachment href='file:///etc/hostname'><img src='file:///etc/hostname'>"
            "<svg><image href='http://127.0.0.1:9/x'/></svg><object data='file:///etc/hostname'>"
        )
        css = "@import 'http://127.0.0.1:9/x.css'; body{background:url(file:///etc/hostname)}"
        pdf = Printable(html, (css,)).pdf()
        assert PdfReader(io.BytesIO(pdf)).attachments == {}

    @pytest.mark.slow
    def test_an_endless_document_is_stopped_and_the_next_one_made(self):
        press = Press(patience=2)
        rows = "<tr><td>a<td>b<td>c</tr>" * 60_000
        began = time.monotonic()
        with pytest.raises(RenderError) as stopped:
            press.pdf(f"<html lang=fr><title>x</title><table>{rows}</table>", [])
        assert time.monotonic() - began < 10
        assert "too long" in str(stopped.value.why)
        assert press.pdf("<html lang=fr><title>x</title>ok", []).startswith(b"%PDF")
        press.stop()

    @pytest.mark.slow
    def test_a_document_of_too_many_pages_is_refused(self):
        breaks = "<p style='break-after: page'>x" * 420
        with pytest.raises(RenderError):
            Printable(f"<html lang=fr><title>x</title>{breaks}", ()).pdf()

    def test_a_line_of_the_longest_words_still_prints(self):
        treatment = from_json(invoice(issued()).sheet).lines[0].treatment
        line = sheet_line(
            "W" * 500,
            quantity=Decimal(1),
            unit="DAY",
            unit_price=Decimal("99999999.99"),
            treatment=treatment,
        )
        assert rendered(lines=(line,) * 3).pdf().startswith(b"%PDF")
