"""Expense notes of the demo: drafts, waiting, sent back, approved and paid, with drawn receipts."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO

import sqlalchemy as sa
from PIL import Image, ImageDraw, ImageFont

from domain.budget import NotEnough
from domain.expenses import ExpenseKind, ExpenseStatus
from domain.money import ZERO, Eur, eur
from domain.submission import AssignmentStatus
from web import clock
from web.actions import expense_drafts as drafts
from web.actions import expenses as actions
from web.actions.expense_drafts import Change
from web.actions.receipts import Kept, Upload
from web.demo.jobs import ADVISER_OF
from web.demo.people import MEMBER, OTHER_MEMBER, STRANGER
from web.demo.stage import Stage, acting, office_day
from web.documents import archive
from web.extensions import db
from web.models.assignment import Assignment
from web.models.expense import ExpenseNote
from web.models.unit import Unit
from web.queries.expense_lines import Typed

STAGE_UNIT, STUDIO, CLAES = 1, 2, 3
PAPER, INK, STAMP = (252, 250, 244), (40, 42, 48), (190, 60, 60)


@dataclass(frozen=True, slots=True, kw_only=True)
class Spent:
    """One expense; without an amount it is still to be filled in."""

    before: int  # days before the note is written
    kind: ExpenseKind
    what: str
    amount: str = ""
    vat: str = "0"
    km: str = ""
    shop: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One note and what becomes of it."""

    ago: int
    unit: int
    who: str
    job: str = ""  # the title of the assignment that pays; none: the budget of the Activity
    lines: tuple[Spent, ...]
    is_sent: bool = True
    decided: int | None = 2
    back: str = ""


def bought(before: int, kind: str, what: str, amount: str, vat: str, shop: str) -> Spent:
    """Something with a receipt."""
    return Spent(
        before=before, kind=ExpenseKind(kind), what=what, amount=amount, vat=vat, shop=shop
    )


def drove(before: int, what: str, km: str) -> Spent:
    """A trip with one's own car."""
    return Spent(before=before, kind=ExpenseKind.KILOMETRES, what=what, km=km)


CLAIMS: tuple[Claim, ...] = (
    Claim(ago=74, unit=STUDIO, who=OTHER_MEMBER, lines=(bought(3, "equipment", "Licentie lettertypes", "96.80", "16.80", "Letterkast Demo"),)),
    Claim(ago=66, unit=STAGE_UNIT, who=MEMBER, job="Straatact « Boven water », drie voorstellingen", lines=(drove(7, "Saint-Gilles – Gent, aller-retour, représentation", "112"), bought(7, "meals", "Repas de l'équipe", "36.00", "4.00", "Brasserie Démo"))),
    Claim(ago=58, unit=CLAES, who=STRANGER, job="Opbouw van het podium", lines=(bought(9, "material", "Bevestigingen en touw", "145.20", "25.20", "Doe-het-zelf Demo"),)),
    Claim(ago=45, unit=STUDIO, who=OTHER_MEMBER, lines=(bought(4, "material", "Proefdrukken catalogus", "60.50", "10.50", "Drukkerij Demo"), bought(2, "travel", "Trein Gent – Brussel, klant", "26.40", "1.50", "Spoor Demo"))),
    Claim(ago=22, unit=STAGE_UNIT, who=MEMBER, job="« Le Jardin d'hiver », quatre représentations", lines=(bought(3, "material", "Maquillage de scène", "38.70", "6.72", "Coulisses Démo"), drove(4, "Saint-Gilles – Namur, aller-retour, décor", "63.5"))),
    Claim(ago=17, unit=STAGE_UNIT, who=MEMBER, job="Lecture publique à la Maison de la poésie", lines=(bought(5, "travel", "Train Bruxelles – Paris, aller-retour", "118.00", "0", "Rail Démo"), bought(5, "meals", "Repas à Paris", "31.50", "0", "Café Démo"))),
    Claim(ago=5, unit=CLAES, who=STRANGER, decided=1, back="On ne lit pas la date sur le ticket : photographiez-le à plat.", lines=(bought(6, "equipment", "Handschoenen en lamp", "54.45", "9.45", "Gereedschap Demo"),)),
    Claim(ago=2, unit=STAGE_UNIT, who=MEMBER, job="Reprise, « Les Marées »", decided=None, lines=(bought(1, "material", "Accessoires pour « Les Marées »", "42.35", "7.35", "Accessoires Démo"),)),
    Claim(ago=1, unit=STUDIO, who=OTHER_MEMBER, decided=None, lines=(bought(2, "telecom", "Hosting van de proefsite", "24.20", "4.20", "Hosting Demo"), bought(1, "meals", "Lunch met de klant", "47.60", "5.11", "Bistro Demo"))),
    Claim(ago=0, unit=STUDIO, who=OTHER_MEMBER, is_sent=False, lines=(Spent(before=1, kind=ExpenseKind.OTHER, what="", shop="Kantoor Demo"), drove(1, "Gent – Antwerpen, heen en terug, drukproef", "118"))),
)  # fmt: skip


def plan_claims(stage: Stage) -> None:
    """Let each note be written on its day."""
    for claim in CLAIMS:
        stage.plan(stage.ago(claim.ago), "08:05", write(stage, claim))


def write(stage: Stage, claim: Claim) -> Callable[[], None]:
    """The member writes it, and sends it while there is money for it."""

    def act() -> None:
        with acting(claim.who) as author:
            assignment = job_of(claim)
            if claim.job and assignment is None:
                return  # this job was not accepted by then
            unit = db.session.get_one(Unit, claim.unit)
            note = drafts.begin(unit, assignment, author, now=clock.now())
            send(note, filled_in(note, claim), is_sent=claim.is_sent)
            is_waiting = note.status is ExpenseStatus.SUBMITTED
            note_id = note.id
        if is_waiting and claim.decided is not None:
            day = office_day(clock.today() + timedelta(days=claim.decided))
            stage.plan(day, "10:40", decide(claim, note_id))

    return act


def job_of(claim: Claim) -> Assignment | None:
    """The accepted assignment of that title."""
    return db.session.scalars(
        sa.select(Assignment).where(
            Assignment.title == claim.job,
            Assignment.unit_id == claim.unit,
            Assignment.status == AssignmentStatus.ACCEPTED,
        )
    ).first()


def filled_in(note: ExpenseNote, claim: Claim) -> Change:
    """The lines of a note with their receipts, and what is typed in them."""
    lines = {}
    for spent in claim.lines:
        day = clock.today() - timedelta(days=spent.before)
        nothing = Change(lines={}, revisions={}, tab="", uploads=())
        if spent.kind is ExpenseKind.KILOMETRES:
            line_id = drafts.add(note, nothing, spent.kind, now=clock.now())
        else:
            change = Change(lines={}, revisions={}, tab="", uploads=(receipt(spent, day),))
            (line_id,) = drafts.save(note, change, now=clock.now()).added
        if spent.what:
            lines[line_id] = typed_of(spent, day)
    return Change(lines=lines, revisions={}, tab="")


def typed_of(spent: Spent, day: date) -> Typed:
    """What the member types, and how it is read."""
    raw = {"day": day.isoformat(), "description": spent.what}
    if spent.kind is ExpenseKind.KILOMETRES:
        return Typed(
            raw={**raw, "km": spent.km}, day=day, kind=spent.kind, description=spent.what,
            km=Decimal(spent.km),
        )  # fmt: skip
    return Typed(
        raw={**raw, "kind": spent.kind.value, "amount": spent.amount, "vat": spent.vat},
        day=day, kind=spent.kind, description=spent.what, amount=eur(spent.amount),
        vat=eur(spent.vat),
    )  # fmt: skip


def send(note: ExpenseNote, change: Change, *, is_sent: bool) -> None:
    """To the adviser; a note that nothing can pay stays a draft."""
    if is_sent:
        try:
            actions.submit(note, change, now=clock.now())
        except NotEnough:
            db.session.rollback()
        else:
            return
    drafts.save(note, change, now=clock.now())


def decide(claim: Claim, note_id: int) -> Callable[[], None]:
    """The adviser approves it without the VAT of meals, or sends it back."""

    def act() -> None:
        note = db.session.get_one(ExpenseNote, note_id)
        with acting(ADVISER_OF[claim.unit]):
            if claim.back:
                actions.send_back(note, claim.back, version=note.version, now=clock.now())
                return
            meals = [line.id for line in drafts.locked(note).lines if line.kind == "meals"]
            actions.approve(note, version=note.version, without_vat=meals, now=clock.now())

    return act


def receipt(spent: Spent, day: date) -> Upload:
    """A receipt as a shop might have printed it, plainly marked as made up."""
    data = drawn(spent, day)
    name = f"{spent.shop or 'receipt'}.jpg"
    return Upload(0, Kept(name, "image/jpeg", archive.store(data), len(data)))


def drawn(spent: Spent, day: date) -> bytes:
    """The picture of a receipt."""
    amount = eur(spent.amount) if spent.amount else eur(19)
    vat = eur(spent.vat) if spent.amount else ZERO
    image = Image.new("RGB", (640, 860), PAPER)
    draw = ImageDraw.Draw(image)
    rows = [(spent.shop, ""), ("", ""), (f"{day:%d/%m/%Y}", ""), ("", "")]
    rows += [(spent.what[:24] or "1 x", f"{Eur(amount - vat)}"), ("TVA / BTW / VAT", f"{vat}")]
    rows += [("", ""), ("TOTAL EUR", f"{amount}")]
    for place, (left, right) in enumerate(rows):
        font = ImageFont.load_default(34 if left in (spent.shop, "TOTAL EUR") else 26)
        draw.text((50, 60 + 58 * place), left, INK, font)
        draw.text((590, 60 + 58 * place), right, INK, font, anchor="ra")
    draw.rectangle((50, 640, 590, 780), outline=STAMP, width=5)
    draw.text((320, 710), "DEMO", STAMP, ImageFont.load_default(80), anchor="mm")
    out = BytesIO()
    image.save(out, "JPEG", quality=82)
    return out.getvalue()
