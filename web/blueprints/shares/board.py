"""The board: departures to decide, exclusions, approved accounts and the two tests."""

from flask import Response, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response as BaseResponse

from domain.errors import RuleError
from domain.shares.leaving import answer_until
from domain.shares.refunding import LIQUIDITY, Liquidity
from domain.shares.words import ExitKind, ExitState
from web import clock
from web.access import allow, find
from web.actions import share_exits as actions
from web.actions import share_refunds
from web.blueprints.shares import bp
from web.blueprints.shares.asking import BOARD, REGISTER, Question, answer, ask
from web.extensions import db
from web.forms.shares import AccountsForm, AnswerForm, HeardForm, ReasonForm, TestsForm
from web.htmx import page
from web.models.share import ShareExit, Shareholder
from web.navigation import notify
from web.once import once
from web.queries import accounts as accounts_known
from web.queries import share_exits as queries


@bp.get("/exits")
@allow(*REGISTER)
def exits() -> Response:
    """Departures by what must be done."""
    return shown()


def shown(form: TestsForm | None = None, status: int = 200) -> Response:
    """The lists, and the statement that lets refunds through."""
    today = clock.today()
    decided = queries.in_states(ExitState.ACCEPTED, ExitState.SUSPENDED)
    return page(
        "shares/exits.html",
        status=status,
        asked=queries.in_states(ExitState.ASKED),
        coming=[row for row in decided if row.effect_day and row.effect_day > today],
        waiting=[row for row in decided if row.effect_day and row.effect_day <= today],
        payable=queries.in_states(ExitState.PAYABLE),
        months=queries.forecast(),
        accounts=accounts_known.last_accounts(),
        ahead=int(LIQUIDITY.on(today).value),
        form=form or TestsForm(),
    )


@bp.post("/tests")
@allow(*BOARD)
@once("shares.exits")
def test() -> BaseResponse:
    """The board states whether debts can be paid; each refund that waits is tested."""
    form = TestsForm(request.form)
    if form.validate():
        try:
            done = share_refunds.run_tests(liquid=form.liquid.data is Liquidity.YES)
        except RuleError as refusal:
            db.session.rollback()
            form.refuse(refusal)
        else:
            payable = ngettext(
                "%(num)s refund can be paid", "%(num)s refunds can be paid", done.payable
            )
            waits = ngettext("%(num)s is suspended", "%(num)s are suspended", done.suspended)
            notify(f"{payable}, {waits}.")
            return redirect(url_for(".exits"), code=303)
    return shown(form, 422)


@bp.get("/exits/<int:exit_id>")
@allow(*REGISTER)
def departure(exit_id: int) -> Response:
    """One departure and all that was recorded of it."""
    row = find(ShareExit, exit_id)
    return page(
        "shares/exit.html",
        row=row,
        holder=find(Shareholder, row.shareholder_id),
        until=answer_until(row.asked_day) if row.kind is ExitKind.EXCLUSION else None,
    )


def question_of(row: ShareExit, title: str, action: str, lines: tuple[str, ...]) -> Question:
    """A question about one departure."""
    holder = find(Shareholder, row.shareholder_id)
    back = url_for(".departure", exit_id=row.id)
    return Question(title=title, lead=holder.name, action=action, back=back, lines=lines)


@bp.route("/exits/<int:exit_id>/accept", methods=["GET", "POST"])
@allow(*BOARD)
def accept(exit_id: int) -> BaseResponse:
    """Yes: the shares are cancelled on their day."""
    row = find(ShareExit, exit_id)
    question = question_of(
        row,
        _("Accept the departure"),
        _("Accept the departure"),
        (
            _("All shares are cancelled on the day of effect; the line is written now."),
            _("The refund becomes due once the tests on the last accounts allow it."),
        ),
    )
    form = AnswerForm(request.form)
    if request.method == "GET":
        return ask(question, form)
    return answer(
        question,
        form,
        lambda: actions.accept(row, answer=form.data["reason"], now=clock.now()),
        told=_("The departure is accepted."),
        to=question.back,
    )


@bp.route("/exits/<int:exit_id>/refuse", methods=["GET", "POST"])
@allow(*BOARD)
def refuse(exit_id: int) -> BaseResponse:
    """No, and why."""
    row = find(ShareExit, exit_id)
    lines = (_("Nothing changes in the register. The shareholder reads your reason."),)
    question = question_of(row, _("Refuse the departure"), _("Refuse the departure"), lines)
    form = ReasonForm(request.form)
    if request.method == "GET":
        return ask(question, form)
    return answer(
        question,
        form,
        lambda: actions.refuse(row, answer=form.data["reason"]),
        told=_("The departure is refused."),
        to=question.back,
    )


@bp.route("/exits/<int:exit_id>/hear", methods=["GET", "POST"])
@allow(*BOARD)
def hear(exit_id: int) -> BaseResponse:
    """What somebody answers to the proposal to exclude them."""
    row = find(ShareExit, exit_id)
    lines = (_("From then on the board may decide."),)
    question = question_of(row, _("Record their answer"), _("Record the answer"), lines)
    form = HeardForm(request.form, data={"day": clock.today()})
    if request.method == "GET":
        return ask(question, form)
    return answer(
        question,
        form,
        lambda: actions.hear(row, answer=form.data["reason"], day=form.data["day"]),
        told=_("The answer is recorded."),
        to=question.back,
    )


@bp.route("/<int:shareholder_id>/exclude", methods=["GET", "POST"])
@allow(*BOARD)
def exclude(shareholder_id: int) -> BaseResponse:
    """Propose, with reasons, that somebody leaves."""
    holder = find(Shareholder, shareholder_id)
    question = Question(
        title=_("Propose an exclusion"),
        lead=holder.name,
        action=_("Propose the exclusion"),
        back=url_for(".line", shareholder_id=holder.id),
        danger=True,
        lines=(
            _("They read your reasons and may answer (CSA article 6:123)."),
            _("Nothing changes in the register before the board has decided."),
        ),
    )
    form = ReasonForm(request.form)
    if request.method == "GET":
        return ask(question, form)
    return answer(
        question,
        form,
        lambda: actions.propose_exclusion(
            holder, reason=form.data["reason"], iban="", now=clock.now()
        ),
        told=_("The proposal is recorded."),
        to=url_for(".exits"),
    )


@bp.route("/accounts", methods=["GET", "POST"])
@allow(*BOARD)
def accounts() -> BaseResponse:
    """What the assembly approved: the value of shares is read in it."""
    form = AccountsForm(request.form, data={"year": clock.today().year - 1})
    if request.method == "POST" and form.validate():
        given = form.data
        try:
            share_refunds.approve_accounts(
                given["year"],
                approved=given["approved"],
                net_assets=given["net_assets"],
                unavailable=given["unavailable"],
            )
        except RuleError as refusal:
            db.session.rollback()
            form.refuse(refusal)
        else:
            notify(_("The accounts are recorded."))
            return redirect(url_for(".accounts"), code=303)
    return page(
        "shares/accounts.html",
        status=422 if request.method == "POST" else 200,
        form=form,
        known=accounts_known.approved(),
    )
