"""One line of the register, for its shareholder and for those who keep the register."""

from flask import Response, g, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as BaseResponse

from domain.errors import RuleError
from domain.identifiers import show_communication, show_iban
from domain.roles import Role
from domain.shares.register import held
from domain.shares.subscribing import NOMINAL, next_first_year
from web import clock
from web.access import allow, find
from web.actions import share_certificates, subscriptions
from web.blueprints.shares import bp
from web.blueprints.shares.asking import ANYONE, is_mine, mine_or_kept
from web.extensions import db
from web.formats.epc_qr import epc_svg
from web.formats.sheet_file import sheet_file
from web.forms.shares import CertificateForm, SharesForm
from web.htmx import page
from web.i18n import label, language
from web.models.share import Shareholder, Subscription
from web.navigation import notify
from web.once import once
from web.queries import register as queries
from web.queries import share_lines as lines
from web.queries.entities import company
from web.queries.share_exits import leaving
from web.queries.share_papers import certificates_of


@bp.get("")
@allow(*ANYONE)
def index() -> BaseResponse:
    """My shares; for legal persons, those that I represent."""
    own = queries.own_lines(g.person.id)
    if not own:
        return page("shares/none.html", price=NOMINAL.on(clock.today()).value)
    return shown(own[0])


@bp.get("/<int:shareholder_id>")
@allow(*ANYONE)
def line(shareholder_id: int) -> Response:
    """One line of the register, with everything that happened to it."""
    return shown(find(Shareholder, shareholder_id))


def shown(
    holder: Shareholder,
    more: SharesForm | None = None,
    paper: CertificateForm | None = None,
    status: int = 200,
) -> Response:
    """The page of one line."""
    today, key = clock.today(), holder.id
    asked = lines.subscriptions_of(key)
    papers = certificates_of(key)
    return page(
        "shares/line.html",
        status=status,
        holder=holder,
        own=queries.own_lines(g.person.id),
        mine=is_mine(holder),
        keeps=Role.ADMIN_TEAM in g.person.roles,
        today=today,
        now=queries.line_on(key, today),
        covered=lines.covered_until(key),
        asked=asked,
        codes={item.id: code(item) for item in asked if item.state == "asked"},
        company=company(),
        price=NOMINAL.on(today).value,
        changes=lines.changes_of(key),
        spells=lines.spells_of(key),
        representatives=lines.representatives_of(key),
        exits=lines.exits_of(key),
        leaving=leaving(key),
        papers=papers,
        more=more or SharesForm(data={"shares": 1}),
        paper=paper or CertificateForm(data={"language": language()}),
        show_communication=show_communication,
        show_iban=show_iban,
    )


def code(item: lines.Asked) -> object:
    """The QR code that pays what is missing."""
    receiver = company()
    return epc_svg(
        name=receiver.name,
        iban=receiver.iban,
        bic=receiver.bic,
        amount=item.missing,
        text=show_communication(item.communication),
        title=_("QR code to pay these shares with a banking app"),
    )


@bp.post("/<int:shareholder_id>/more")
@allow(*ANYONE)
@once("shares.index")
def ask_more(shareholder_id: int) -> BaseResponse:
    """More shares: the years behind those that are covered."""
    holder = mine_or_kept(shareholder_id)
    form = SharesForm(request.form)
    if form.validate():
        first = next_first_year(lines.asked_until(holder.id), clock.today())
        try:
            subscriptions.subscribe_now(
                holder, shares=form.shares.data or 0, first_year=first, now=clock.now()
            )
        except RuleError as refusal:
            db.session.rollback()
            form.refuse(refusal)
        else:
            notify(_("The shares are yours once they are paid. How to pay is below."), kind="you")
            return redirect(url_for(".line", shareholder_id=shareholder_id), code=303)
    return shown(find(Shareholder, shareholder_id), more=form, status=422)


@bp.post("/subscriptions/<int:subscription_id>/withdraw")
@allow(*ANYONE)
def withdraw(subscription_id: int) -> BaseResponse:
    """No longer these shares, as long as nothing was paid."""
    row = find(Subscription, subscription_id)
    mine_or_kept(row.shareholder_id)
    key, undo = row.shareholder_id, url_for(".reopen", subscription_id=row.id)
    subscriptions.withdraw(row)
    notify(_("Withdrawn: do not pay these shares."), undo_url=undo)
    return redirect(url_for(".line", shareholder_id=key), code=303)


@bp.post("/subscriptions/<int:subscription_id>/reopen")
@allow(*ANYONE)
def reopen(subscription_id: int) -> BaseResponse:
    """These shares after all."""
    row = find(Subscription, subscription_id)
    mine_or_kept(row.shareholder_id)
    key = row.shareholder_id
    subscriptions.reopen(row)
    notify(_("These shares wait for your payment again."))
    return redirect(url_for(".line", shareholder_id=key), code=303)


@bp.post("/<int:shareholder_id>/certificates")
@allow(*ANYONE)
@once("shares.index")
def certify(shareholder_id: int) -> BaseResponse:
    """A certificate of what is held today."""
    holder = mine_or_kept(shareholder_id)
    form = CertificateForm(request.form)
    if form.validate():
        share_certificates.ask(holder, language=form.language.data, now=clock.now())
        notify(_("The certificate is being made: it is ready in a moment."))
        url = url_for(".line", shareholder_id=shareholder_id, _anchor="certificates")
        return redirect(url, code=303)
    return shown(holder, paper=form, status=422)


@bp.get("/<int:shareholder_id>/extract")
@allow(*ANYONE)
def extract(shareholder_id: int) -> Response:
    """What the register says of one shareholder, to print."""
    holder, today = find(Shareholder, shareholder_id), clock.today()
    return page(
        "shares/extract.html",
        holder=holder,
        today=today,
        now=held(queries.movements_of(holder.id), today),
        changes=lines.changes_of(holder.id),
        spells=lines.spells_of(holder.id),
        company=company(),
    )


@bp.get("/<int:shareholder_id>/extract.csv")
@allow(*ANYONE)
def extract_file(shareholder_id: int) -> Response:
    """The same as a table."""
    holder = find(Shareholder, shareholder_id)
    head = [_("Day"), _("What"), _("With"), _("Shares"), _("Paid in"), _("Held then"), _("Reason")]
    rows = [
        (item.day, label(item.kind), item.other, str(item.shares), item.paid_in, str(item.after),
         item.reason)
        for item in lines.changes_of(holder.id)
    ]  # fmt: skip
    response = Response(sheet_file(head, rows, language()), mimetype="text/csv")
    name = f"shares-{holder.number}-{clock.today().isoformat()}.csv"
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response
