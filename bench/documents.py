"""Making documents: CPU of the process that prints, of the UBL file and of its rules.

``python -P bench/documents.py``. Ratios are to WeasyPrint on a page with three words.
"""

import statistics
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.measure import ROUNDS, Result, application, cpu_ms, report
from domain.employment import ContractType
from domain.invoicing import InvoiceSheet, Party, make_sheet, sheet_line
from domain.money import eur
from domain.payments import pay_of_contract
from domain.payroll.situation import Situation
from domain.vat import ClientKind, WorkKind, treatment
from web.documents.contract import ContractSheet, Worker, contract
from web.documents.invoice import invoice
from web.documents.payslip import EstimateSheet, payslip_estimate
from web.documents.render import press
from web.formats.ubl import ubl
from web.integrations import peppol_rules

BATCHES, BATCH = 5, 5
DAY = date(2026, 9, 14)
MOST_PDF, MOST_UBL, MOST_RULES = 110.0, 1.0, 10.0  # milliseconds of CPU
LONG = 8  # times the most, for an invoice of 100 lines
WORDS = "<html lang=en><title>x</title>One two three"
SELLER = Party(
    name="SmartCoop Demo", address=("Rue de l'Exemple 100",), postcode="1060", city="Bruxelles",
    enterprise_number="0999000129", vat_number="BE0999000129", legal_form="SC, RPM Bruxelles",
    email="factures@demo.example",
)  # fmt: skip
BUYER = Party(
    name="Théâtre des Deux Rives", address=("Quai aux Pierres 7",), postcode="1000",
    city="Bruxelles", enterprise_number="0999100196", vat_number="BE0999100196",
)  # fmt: skip


def sheet(count: int) -> InvoiceSheet:
    """An ordinary invoice with so many lines."""
    vat = treatment(
        WorkKind.SERVICE, country="BE", client_kind=ClientKind.COMPANY, has_vat_number=True, day=DAY
    )
    lines = [
        sheet_line(
            f"Travail de la semaine {place}", quantity=Decimal("2.5"), unit="DAY",
            unit_price=Decimal("321.09"), treatment=vat,
        )
        for place in range(count)
    ]  # fmt: skip
    return make_sheet(
        number="SC-2026-000001", issue_day=DAY, seller=SELLER, buyer=BUYER, lines=lines,
        communication="126000000171", iban="BE06999900000022", bic="DEMOBEBB",
    )  # fmt: skip


def contract_sheet() -> ContractSheet:
    """A contract of three days."""
    days = tuple(DAY + timedelta(days=step) for step in (1, 2, 3))
    worker = Worker(
        party=BUYER, birth_day=DAY, national_number="85073003328", iban="BE06999900000022"
    )
    return ContractSheet(
        reference="SC-C-000001", made=DAY, language="fr", employer=SELLER, court="Bruxelles",
        worker=worker, kind=ContractType.WHITE_COLLAR, work="Mesure", unit="Studio", days=days,
        gross=eur("900"), due=DAY,
    )  # fmt: skip


def estimate() -> EstimateSheet:
    """The estimate of that contract."""
    base = contract_sheet()
    months = pay_of_contract(base.kind, base.gross, base.days, Situation(), {})
    return EstimateSheet(
        reference=base.reference, made=DAY, language="fr", employer=SELLER, worker=BUYER,
        kind=base.kind, situation=Situation(), days=base.days, gross=base.gross, months=months,
        net=months[0].after.net, due=DAY,
    )  # fmt: skip


def used(process_id: int) -> float:
    """Milliseconds of CPU of that process and of ours so far."""
    spent = Path(f"/proc/{process_id}/schedstat").read_text("ascii").split()[0]
    return int(spent) / 1e6 + time.process_time() * 1000


def printing(work: Callable[[], bytes]) -> float:
    """Milliseconds of CPU for one document in the calmest batch."""
    work()
    running = press().process
    assert running is not None
    taken = []
    for _ in range(BATCHES):
        began = used(running.pid)
        for _ in range(BATCH):
            work()
        taken.append((used(running.pid) - began) / BATCH)
    return min(taken)


def clocked(work: Callable[[], object]) -> float:
    """Median milliseconds by the clock: the rules are applied by another process."""
    work()
    taken = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        work()
        taken.append((time.perf_counter() - began) * 1000)
    return statistics.median(taken)


def printed(floor: float) -> Iterator[Result]:
    """Each kind of document as PDF."""
    works: dict[str, tuple[Callable[[], bytes], float]] = {
        "invoice of 8 lines": (lambda: invoice(sheet(8)).pdf(), MOST_PDF),
        "invoice of 100 lines": (lambda: invoice(sheet(100)).pdf(), LONG * MOST_PDF),
        "contract": (lambda: contract(contract_sheet()).pdf(), MOST_PDF),
        "payslip estimate": (lambda: payslip_estimate(estimate()).pdf(), MOST_PDF),
    }
    for name, (work, most) in works.items():
        cpu = printing(work)
        yield Result(f"{name}, PDF", cpu, "ms", most, cpu / floor)


def main() -> int:
    """Print, measure."""
    one = sheet(1)
    made = ubl(one)
    checked = clocked(lambda: peppol_rules.check(made))
    with application() as app, app.app_context():
        floor = printing(lambda: press().pdf(WORDS, []))
        found = [Result("WeasyPrint, three words", floor, "ms"), *printed(floor)]
    return report(
        [
            *found,
            Result("UBL of 1 line, built", cpu_ms(lambda: ubl(one)), "ms", MOST_UBL),
            Result("UBL of 1 line, rules, by the clock", checked, "ms", MOST_RULES),
        ]
    )


if __name__ == "__main__":
    sys.exit(main())
