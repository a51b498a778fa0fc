"""Invented kept figures for pages: the same questions as ``web.queries.figures``, no database."""

from decimal import Decimal
from types import SimpleNamespace

from domain.figures.catalogue import figure, table
from domain.figures.cells import protected
from domain.figures.definition import BANDS, Dimension
from domain.figures.flow import Flow, Node
from domain.figures.table import Cell, tabled
from domain.money import eur

KEYS = {
    Dimension.REGION: ("brussels", "wallonia", "flanders", "abroad"),
    Dimension.OFFICE: ("bruxelles", "liege", "gent", "namur", "mons"),
    Dimension.GENDER: ("woman", "man", "other"),
    Dimension.ARTS: ("arts", "other", "both"),
    Dimension.CATEGORY: ("A", "B", "C"),
    Dimension.TOOL: ("activity", "three_in_one"),
    Dimension.COUNTRY: ("belgium", "abroad"),
    Dimension.OWNERSHIP: ("private", "public"),
    Dimension.KIND: ("company", "natural_person"),
    Dimension.WORKING_TIME: ("full", "part"),
    Dimension.SECTOR: ("music", "stage", "teaching"),
}
AMOUNTS = {
    "turnover": "198146173.42",
    "members": 45598,
    "units_active": 23281,
    "employees": 21509,
    "holders": 21585,
    "holders_new": 5352,
    "members_growth": 3896,
    "mean_age": "43.02",
    "mean_seniority": "5.51",
    "voters_online": 1611,
    "units_growth": 1794,
    "invoices": 218668,
    "clients": 35064,
    "clients_new": 9120,
    "contribution": "12879501.25",
    "concentration": "0.302",
    "contracts": 222421,
    "days": 641087,
    "hours": 4492827,
    "full_time": "2273.7",
    "employees_not_holders": 1983,
    "social_security": "35612004.10",
    "capital": 4829490,
    "shares": 160983,
    "mean_invested": "105.91",
    "largest_holding": 8730,
    "receivables": "14235942.08",
    "expense_notes": 87491,
    "expenses_waiting_days": "2.4",
    "expenses": "22410388.11",
    "payroll_budget": "151444904.00",
    "net_pay": "72310556.90",
    "withholding": "19875410.33",
    "salary_ratio": "5.98",
    "salary_ratio_team": "3.98",
    "employing_units": 951,
    "others_budget": "4058544.00",
    "permanent_jobs": 30,
    "support_team": 254,
    "advisers": 87,
    "turnout_now": "0.412",
    "directors_elected": 4,
    "board_size": 16,
    "holders_invoicing": 20457,
    "holders_idle": 1128,
    "units_invoicing": 21919,
    "units_idle": 1362,
}
FLOWS = (
    ("clients", "invoiced", 230_104_882),
    ("earlier", "invoiced", 2_310_004),
    ("invoiced", "employment", 151_444_904),
    ("invoiced", "expenses", 22_410_388),
    ("invoiced", "vat", 31_958_709),
    ("invoiced", "left", 13_721_384),
    ("invoiced", "pot", 12_879_501),
    ("employment", "net_pay", 72_310_556),
    ("employment", "social_security", 45_612_004),
    ("employment", "withholding", 19_875_410),
    ("employment", "holiday", 7_344_100),
    ("employment", "in_transit", 1_204_334),
    ("employment", "pot", 5_098_500),
    ("pot", "services", 17_978_001),
)


class Kept:
    """Kept figures: tests change ``amounts`` and ``number`` as acts would."""

    def __init__(self) -> None:
        self.amounts = {key: Decimal(str(value)) for key, value in AMOUNTS.items()}
        self.number = 1
        self.asked: list[str] = []

    def version(self):
        return self.number

    def values(self, keys, day, *, region=None, office=None):
        self.asked.append("values")
        less = Decimal("0.94") ** (2026 - day.year) * (Decimal("0.3") if region or office else 1)
        return {
            key: SimpleNamespace(
                figure=figure(key),
                amount=self.amounts[key] * less if key in self.amounts else None,
                day=day,
                version=self.number,
            )
            for key in keys
        }

    def table(self, key, day):
        self.asked.append("table")
        about = table(key)
        rows, columns = (
            BANDS[one].keys if one in BANDS else KEYS.get(one, ("a", "b")) if one else ()
            for one in (about.rows, about.columns)
        )
        inner = {}
        for i, row in enumerate(rows):
            for j, column in enumerate(columns or ("total",)):
                people = max(4800 - 700 * i - 900 * j + (i * j * 371) % 1300, 3)
                inner[row, column] = Cell(people, Decimal(people) * 1000)
        return protected(tabled(about, tuple(rows), tuple(columns), inner))

    def flow(self, day, region=None):
        return tuple(Flow(Node(one), Node(two), eur(amount)) for one, two, amount in FLOWS)

    def spread(self, day):
        self.asked.append("spread")
        parts = ("0", "0.48", "0.66", "0.78", "0.86", "0.91", "0.95", "0.97", "0.99", "0.997", "1")
        return [(Decimal(place) / 10, Decimal(part)) for place, part in enumerate(parts)]

    def trend(self, key, months):
        whole = self.amounts.get(key, Decimal(1200))
        weights = (7, 7, 9, 8, 9, 10, 8, 6, 9, 10, 9, 8)
        return [
            (
                month,
                whole / 100 * weights[month.month - 1] * (100 if month.year > 2025 else 93) / 100,
            )
            for month in months
        ]

    def lines(self, key, day, page):
        rows = tuple((f"Line {place}", "1") for place in range(3))
        return SimpleNamespace(
            caption="Lines", head=("What", "Count"), rows=rows, foot=(), hides=False, more=page < 2
        )
