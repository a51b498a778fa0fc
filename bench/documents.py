"""Making documents: CPU of the process that prints and of the rules, against their targets.

``python -P bench/documents.py``. The reference is WeasyPrint on a page with three words.
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from domain.employment import ContractType  # noqa: E402
from domain.invoicing import InvoiceSheet, Party, make_sheet, sheet_line  # noqa: E402
from domain.money import eur  # noqa: E402
from domain.payments import pay_of_contract  # noqa: E402
from domain.payroll.situation import Situation  # noqa: E402
from domain.vat import ClientKind, WorkKind, treatment  # noqa: E402
from web import create_app  # noqa: E402
from web.documents.contract import ContractSheet, Worker, contract  # noqa: E402
from web.documents.invoice import invoice  # noqa: E402
from web.documents.payslip import EstimateSheet, payslip_estimate  # noqa: E402
from web.documents.render import press  # noqa: E402
from web.formats.ubl import ubl  # noqa: E402
from web.integrations import peppol_rules  # noqa: E402

ROUNDS = 15
DAY = date(2026, 9, 14)
PDF_TARGET, UBL_TARGET, RULES_TARGET = 110.0, 1.0, 10.0  # milliseconds of CPU
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


def child_cpu(process_id: int) -> float:
    """Milliseconds of CPU that a process has used so far."""
    fields = Path(f"/proc/{process_id}/stat").read_text("ascii").rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) * 10.0


def printing(work: Callable[[], bytes]) -> float:
    """Milliseconds of CPU, of the printing process and ours, per document."""
    work()
    running = press().process
    assert running is not None
    began = child_cpu(running.pid) + time.process_time() * 1000
    for _ in range(ROUNDS):
        work()
    return (child_cpu(running.pid) + time.process_time() * 1000 - began) / ROUNDS


def clocked(work: Callable[[], object]) -> float:
    """Median milliseconds by the clock."""
    work()
    took = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        work()
        took.append((time.perf_counter() - began) * 1000)
    return statistics.median(took)


def tell(name: str, value: float, target: float, floor: float) -> None:
    """One line: value, target, ratio to the reference of this run."""
    print(f"{name:<40} {value:8.1f} ms  target {target:.0f} ms   {value / floor:5.1f} x reference")


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        app = create_app({"DATA_DIR": folder, "TODAY": DAY.isoformat()})
        with app.app_context():
            floor = printing(lambda: press().pdf("<html lang=en><title>x</title>One two three", []))
            print(f"{'WeasyPrint, three words':<40} {floor:8.1f} ms")
            works = {
                "Invoice of 8 lines": (lambda: invoice(sheet(8)).pdf(), PDF_TARGET),
                "Invoice of 100 lines": (lambda: invoice(sheet(100)).pdf(), 8 * PDF_TARGET),
                "Contract": (lambda: contract(contract_sheet()).pdf(), PDF_TARGET),
                "Payslip estimate": (lambda: payslip_estimate(estimate()).pdf(), PDF_TARGET),
            }
            for name, (work, target) in works.items():
                tell(f"{name}, PDF", printing(work), target, floor)
            one = sheet(1)
            made = ubl(one)
            tell("UBL of 1 line, built", clocked(lambda: ubl(one)), UBL_TARGET, floor)
            tell(
                "UBL of 1 line, rules (by the clock)",
                clocked(lambda: peppol_rules.check(made)),
                RULES_TARGET,
                floor,
            )


if __name__ == "__main__":
    main()
