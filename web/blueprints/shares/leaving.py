"""Leaving: what follows from it in words, then the dated request, and its withdrawal."""

from flask import redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as BaseResponse

from domain.money import eur
from domain.shares import leaving as rules
from domain.shares.subscribing import NOMINAL
from domain.shares.words import ExitKind
from web import clock
from web.access import allow, find
from web.actions import share_exits
from web.blueprints.shares import bp
from web.blueprints.shares.asking import ANYONE, Question, answer, ask, mine_or_kept
from web.forms.shares import ResignForm
from web.i18n import day_text, euro
from web.models.person import Person
from web.models.share import ShareExit, Shareholder
from web.navigation import notify
from web.once import once
from web.queries.register import held_on


def leaving_question(holder: Shareholder) -> Question:
    """What happens to somebody who leaves, on which day, and for how much at most."""
    today = clock.today()
    shares = held_on(holder.id, today)
    letter = rules.next_letter(today)
    effect = rules.effect_day(ExitKind.RESIGNATION, asked=letter, decided=letter)
    most = eur(NOMINAL.on(today).value * shares)
    return Question(
        title=_("Leave the cooperative"),
        lead=_("Only in the first %(months)s months of a year, with all shares at once.",
               months=int(rules.LAST_MONTH.on(today).value)),
        action=_("Ask to leave"),
        back=url_for(".line", shareholder_id=holder.id),
        danger=True,
        lines=[
            *([] if letter == today else [_("It is too late for this year: you can ask again from "
              "%(day)s on.", day=day_text(letter))]),
            _("All your shares (%(shares)s) are cancelled on %(day)s.", shares=shares,
              day=day_text(effect)),
            _("You are paid back at most %(most)s: what you paid in, never more than the nominal "
              "value, less if the last accounts say that the shares are worth less.",
              most=euro(most)),
            _("The money comes by %(day)s at the latest, unless the legal tests forbid paying for "
              "now: the refund then waits.", day=day_text(rules.payable_day(effect, letter))),
            _("From the day on which you leave you no longer vote, and you can no longer use the "
              "tools reserved to shareholders."),
            _("You can withdraw this request until the board has decided."),
        ],
    )  # fmt: skip


@bp.get("/<int:shareholder_id>/resign")
@allow(*ANYONE)
def resign(shareholder_id: int) -> BaseResponse:
    """Look at the consequences."""
    holder = mine_or_kept(shareholder_id)
    form = ResignForm(data={"day": clock.today(), "iban": usual_account(holder)})
    return ask(leaving_question(holder), form)


def usual_account(holder: Shareholder) -> str:
    """The account that somebody gave already; nothing for a legal person."""
    if holder.person_id is None:
        return ""
    return find(Person, holder.person_id).iban


@bp.post("/<int:shareholder_id>/resign")
@allow(*ANYONE)
@once("shares.index")
def resign_now(shareholder_id: int) -> BaseResponse:
    """Ask to leave."""
    holder = mine_or_kept(shareholder_id)
    form = ResignForm(request.form)
    question = leaving_question(holder)
    return answer(
        question,
        form,
        lambda: share_exits.resign(
            holder,
            day=form.data["day"],
            iban=form.data["iban"] or "",
            reason=form.data["reason"] or "",
            now=clock.now(),
        ),
        told=_("Your request is recorded. The board decides; you can withdraw it until then."),
        to=question.back,
    )


@bp.post("/exits/<int:exit_id>/withdraw")
@allow(*ANYONE)
def stay(exit_id: int) -> BaseResponse:
    """Stay after all."""
    row = find(ShareExit, exit_id)
    mine_or_kept(row.shareholder_id)
    key = row.shareholder_id
    share_exits.withdraw(row)
    notify(_("Your request to leave is withdrawn: you keep your shares."))
    return redirect(url_for(".line", shareholder_id=key), code=303)
