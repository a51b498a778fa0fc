"""Directors sign the nine conditions and publish a report."""

from flask import Response, abort, g, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as BaseResponse

from domain.errors import RuleError
from domain.reports.conditions import CONDITIONS, Condition
from domain.reports.publishing import proved
from domain.reports.sheet import ConditionSheet, ReportSheet
from domain.roles import Role
from web import clock
from web.access import allow
from web.actions import reports as actions
from web.blueprints.reports import ONE, WRITERS, bp, found, is_director, no, status_of
from web.blueprints.reports.writing import save
from web.documents.printable import full_day
from web.extensions import db
from web.forms.reports import ChapterForm, SignForm
from web.htmx import page
from web.i18n import language, word
from web.models.report import Report
from web.navigation import notify
from web.once import once
from web.queries import reports as queries
from web.report_shown import report_title


def condition_at(report: Report, key: str) -> tuple[Condition, ConditionSheet]:
    """One of the nine of a report that is being written, or 404."""
    about = next((one for one in CONDITIONS if one.key == key), None)
    kept = {one.key: one for one in queries.gathered(report).conditions}
    if about is None or key not in kept or report.sheet is not None:
        abort(404)
    return about, kept[key]


def shown(report: Report, key: str, form: ChapterForm, sign: SignForm) -> Response:
    """The page of a condition: the law, the registers, the text of the board, the signature."""
    about, kept = condition_at(report, key)
    row = queries.texts_of(report.id).get(key)
    if not form.form_errors and not form.errors:
        form.begin(row.texts if row else {}, row.version if row else 0)
    order = [one.key for one in CONDITIONS]
    after = order[order.index(key) + 1 :]
    return page(
        "reports/condition.html",
        status=max(status_of(form), status_of(sign)),
        report=report,
        title=report_title(report.kind, report.year),
        about=about,
        sheet=kept,
        proved=proved(kept),
        form=form,
        theirs=row.texts if row is not None and form.form_errors else None,
        sign=sign,
        director=is_director(),
        following=after[0] if after else "",
        language=language(),
        full_day=full_day,
    )


@bp.get(f"{ONE}/conditions/<string:key>")
@allow(*WRITERS)
def condition(kind: str, year: int, key: str) -> Response:
    """One condition."""
    return shown(found(kind, year), key, ChapterForm(), SignForm())


@bp.post(f"{ONE}/conditions/<string:key>")
@allow(*WRITERS)
def write_condition(kind: str, year: int, key: str) -> BaseResponse:
    """What the board says about it."""
    report, form = found(kind, year), ChapterForm(request.form)
    condition_at(report, key)
    if save(report, key, form):
        notify(_("Saved."))
        return to_condition(kind, year, key)
    return shown(found(kind, year), key, form, SignForm())


def to_condition(kind: str, year: int, key: str) -> BaseResponse:
    """Back to a condition."""
    return redirect(url_for("reports.condition", kind=kind, year=year, key=key), code=303)


@bp.post(f"{ONE}/conditions/<string:key>/sign")
@allow(Role.BOARD)
@once("reports.index")
def sign_condition(kind: str, year: int, key: str) -> BaseResponse:
    """A director answers for it."""
    report, form = found(kind, year), SignForm(request.form)
    kept = condition_at(report, key)[1]
    if form.validate():
        try:
            actions.sign(report, kept, form.remark.data or "", by=g.person.id, now=clock.now())
        except RuleError as refusal:
            no(form, refusal)
        else:
            notify(_("Signed. If the text or the evidence changes, it is to be signed again."))
            return to_condition(kind, year, key)
    return shown(found(kind, year), key, ChapterForm(), form)


def asked(report: Report, sheet: ReportSheet, status: int = 200, refusal: str = "") -> Response:
    """What publishing does, before it is done."""
    hindrances, left_out = queries.in_the_way(sheet)
    return page(
        "reports/publish.html",
        status=status,
        report=report,
        title=report_title(report.kind, report.year),
        sheet=sheet,
        titles=queries.TITLES,
        numbers=queries.NUMBERS,
        hindrances=hindrances,
        left_out_of=left_out,
        refusal=refusal,
    )


@bp.get(f"{ONE}/publish")
@allow(Role.BOARD)
def ask_publish(kind: str, year: int) -> BaseResponse:
    """Everything in its way, or the last word."""
    report = found(kind, year)
    if report.sheet is not None:
        return redirect(url_for("reports.show", kind=kind, year=year))
    return asked(report, queries.gathered(report))


@bp.post(f"{ONE}/publish")
@allow(Role.BOARD)
@once("reports.index")
def publish(kind: str, year: int) -> BaseResponse:
    """Freeze it and make its papers."""
    report = found(kind, year)
    try:
        actions.publish(report, address=request.url_root, by=g.person.id, now=clock.now())
    except RuleError as refusal:
        db.session.rollback()
        report = found(kind, year)
        return asked(report, queries.gathered(report), 422, word(refusal))
    notify(_("Published. Its papers are being made in three languages."))
    return redirect(url_for("reports.show", kind=kind, year=year), code=303)
