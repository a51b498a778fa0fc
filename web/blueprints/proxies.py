"""Proxies: give my vote, answer who asks me, take it back."""

from flask import Blueprint, Response, abort, g, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as BaseResponse

from domain.assembly.proxies import NoVoteToGive, is_on_roll_only, most_on
from domain.assembly.words import PROXY_STATES, ProxyState
from domain.errors import RuleError
from web import clock
from web.access import EVERYONE, allow, find
from web.actions import proxies as actions
from web.blueprints.candidates import holders
from web.extensions import db
from web.forms.roll import ProxyForm
from web.htmx import page
from web.models.assembly import Assembly
from web.models.roll import Proxy
from web.models.share import Shareholder
from web.navigation import notify
from web.once import once
from web.queries import proxies as queries
from web.queries.roll_line import my_votes

bp = Blueprint("proxies", __name__)
ASKED = (ProxyState.OFFERED, ProxyState.ACCEPTED)  # of the holder; the rest is the grantor's


@bp.get("/assemblies/<int:assembly_id>/proxies")
@allow(*EVERYONE)
def index(assembly_id: int) -> Response:
    """What I gave, what I hold, who asks me."""
    return shown(assembly_id, ProxyForm())


def shown(assembly_id: int, form: ProxyForm, status: int = 200) -> Response:
    """The page, with what was typed."""
    assembly = find(Assembly, assembly_id)
    mine, day = list(holders()), clock.day_of(assembly.starts)
    rows = queries.proxies_of(assembly_id, mine)
    return page(
        "proxies/index.html",
        status=status,
        assembly=assembly,
        given=[row for row in rows if row.grantor_id in mine],
        asked=[row for row in rows if row.holder_id in mine and row.state in ASKED],
        votes=[vote for vote in my_votes(assembly, g.person.id) if vote.casts],
        states=PROXY_STATES,
        held=sum(row.holder_id in mine and row.state is ProxyState.ACCEPTED for row in rows),
        most=most_on(day),
        on_roll_only=is_on_roll_only(day),
        open=clock.now() < assembly.proxies_until,
        form=form,
    )


@bp.post("/assemblies/<int:assembly_id>/proxies")
@allow(*EVERYONE)
@once("assemblies.index")
def give(assembly_id: int) -> BaseResponse:
    """Ask somebody to vote for me."""
    assembly, form = find(Assembly, assembly_id), ProxyForm(request.form)
    if form.validate():
        try:
            actions.offer(
                assembly,
                _grantor(form),
                number=form.wanted,
                name=form.name.data or "",
                instructions=form.instructions.data or "",
                now=clock.now(),
            )
        except RuleError as refusal:
            db.session.rollback()
            form.refuse(refusal)
        else:
            # The same whether or not somebody has this number and name.
            notify(_("Asked. Your vote is theirs to cast once they say yes."))
            return redirect(url_for(".index", assembly_id=assembly_id), code=303)
    return shown(assembly_id, form, status=422)


def _grantor(form: ProxyForm) -> Shareholder:
    """The shareholder whose vote is given: mine, or one that I represent."""
    able = holders()
    if not able:
        raise NoVoteToGive
    asked = form.grantor.data or ""
    wanted = int(asked) if asked.isdecimal() and int(asked) in able else next(iter(able))
    return db.session.get_one(Shareholder, wanted)


def _mine(proxy_id: int, *, as_holder: bool) -> Proxy:
    row = find(Proxy, proxy_id)
    if (row.holder_id if as_holder else row.grantor_id) not in holders():
        abort(404)
    return row


@bp.post("/proxies/<int:proxy_id>/accept")
@allow(*EVERYONE)
def accept(proxy_id: int) -> BaseResponse:
    """I will vote for them."""
    row = _mine(proxy_id, as_holder=True)
    actions.answer(row, accepted=True, now=clock.now())
    notify(_("Accepted. When the vote opens you see one ballot for each vote you may cast."))
    return redirect(url_for(".index", assembly_id=row.assembly_id), code=303)


@bp.post("/proxies/<int:proxy_id>/decline")
@allow(*EVERYONE)
def decline(proxy_id: int) -> BaseResponse:
    """I will not vote for them."""
    row = _mine(proxy_id, as_holder=True)
    actions.answer(row, accepted=False, now=clock.now())
    notify(_("Declined. They see it and can ask somebody else."))
    return redirect(url_for(".index", assembly_id=row.assembly_id), code=303)


@bp.post("/proxies/<int:proxy_id>/take-back")
@allow(*EVERYONE)
def take_back(proxy_id: int) -> BaseResponse:
    """I vote myself after all."""
    row = _mine(proxy_id, as_holder=False)
    actions.revoke(row, by_holder=False, now=clock.now())
    notify(_("Taken back. You vote yourself, or ask somebody else."))
    return redirect(url_for(".index", assembly_id=row.assembly_id), code=303)


@bp.post("/proxies/<int:proxy_id>/hand-back")
@allow(*EVERYONE)
def hand_back(proxy_id: int) -> BaseResponse:
    """I cannot vote for them after all."""
    row = _mine(proxy_id, as_holder=True)
    actions.revoke(row, by_holder=True, now=clock.now())
    notify(_("Given back. They see it and vote themselves, or ask somebody else."))
    return redirect(url_for(".index", assembly_id=row.assembly_id), code=303)
