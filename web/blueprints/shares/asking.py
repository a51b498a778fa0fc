"""What the pages of shares have in common."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from flask import Response, abort, g, redirect, request
from werkzeug.wrappers import Response as BaseResponse

from domain.errors import RuleError
from domain.roles import Role
from web.access import EVERYONE, find
from web.extensions import db
from web.forms.fields import BaseForm
from web.htmx import page
from web.models.share import Shareholder
from web.navigation import notify
from web.queries.register import own_lines

ANYONE = tuple(EVERYONE)  # whoever holds no share is told how to come to one
TEAM = (Role.ADMIN_TEAM,)
MONEY = (Role.FINANCE,)
BOARD = (Role.BOARD,)
REGISTER = (Role.ADMIN_TEAM, Role.FINANCE, Role.BOARD)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A page that asks a few things before one act."""

    title: str
    action: str  # what its button says
    back: str
    lead: str = ""
    lines: Sequence[str] = ()  # what follows from it, in words
    danger: bool = False


def ask(question: Question, form: BaseForm, status: int = 200) -> Response:
    """Show the form, and what follows from it."""
    return page("shares/form.html", status=status, question=question, form=form, url=request.path)


def answer(
    question: Question, form: BaseForm, act: Callable[[], object], *, told: str, to: str
) -> BaseResponse:
    """Do it once everything is filled in, or say at the field why not."""
    if form.validate():
        try:
            act()
        except RuleError as refusal:
            db.session.rollback()
            form.refuse(refusal)
        else:
            notify(told)
            return redirect(to, code=303)
    return ask(question, form, 422)


def is_mine(holder: Shareholder) -> bool:
    """Does the reader hold these shares, or act for who does?"""
    return any(line.id == holder.id for line in own_lines(g.person.id))


def mine_or_kept(shareholder_id: int) -> Shareholder:
    """A line that the reader may change: their own, or any for those who keep the register.

    Finance and the board read all of it and change nothing on somebody's behalf.
    """
    holder = find(Shareholder, shareholder_id)
    if Role.ADMIN_TEAM not in g.person.roles and not is_mine(holder):
        abort(403)
    return holder
