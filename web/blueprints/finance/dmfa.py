"""The quarterly declaration: its tree, its control totals, its files. Nothing is filed."""

from flask import Response, request
from werkzeug.wrappers import Response as BaseResponse

from domain.dmfa.checks import head_problems
from domain.dmfa.codes import listed
from domain.errors import RuleError
from domain.quarters import Quarter
from web import clock
from web.access import allow
from web.actions import dmfa as actions
from web.blueprints.finance import bp
from web.blueprints.finance.quarters import READERS, asked_for
from web.extensions import db
from web.htmx import page
from web.i18n import word
from web.models.entity import Entity
from web.queries import dmfa as queries
from web.queries.quarter_works import count_workers
from web.queries.quarters import line_of

AT_ONCE = 300  # people whose whole tree is checked with the page itself
KINDS = {"json": ("application/json", actions.export_json), "csv": ("text/csv", actions.export_csv)}


@bp.get("/quarters/<string:quarter>/<string:code>/dmfa")
@allow(*READERS)
def dmfa(quarter: str, code: str) -> Response:
    """The tree by name, what is wrong in it, and whether it comes to what the ledger owes."""
    return tree(*asked_for(quarter, code))


def tree(entity: Entity, wanted: Quarter, refusal: str = "", status: int = 200) -> Response:
    """The page, with a refusal where there is one."""
    many = count_workers(entity.id, wanted)
    check = bool(many) and (many <= AT_ONCE or "check" in request.args)
    typed = request.args.get("q", "")
    head = queries.head(entity, wanted)
    return page(
        "finance/dmfa.html",
        fragment="rows",
        status=status,
        entity=entity,
        line=line_of(entity, wanted, clock.today()),
        head=head,
        missing=list(head_problems(head)),
        codes=listed(wanted.last_day),
        checked=actions.check(entity, wanted) if check else None,
        many=many,
        typed=typed,
        refusal=refusal,
        found=queries.people(
            entity, wanted, typed=typed, after=request.args.get("after", 0, type=int)
        ),
    )


@bp.post("/quarters/<string:quarter>/<string:code>/dmfa/<any(json, csv):kind>")
@allow(*READERS)
def export_dmfa(quarter: str, code: str, kind: str) -> BaseResponse:
    """The tree as a file; noted, and refused where its totals are not the ledger's."""
    entity, wanted = asked_for(quarter, code)
    mimetype, export = KINDS[kind]
    try:
        data = export(entity, wanted)
    except RuleError as refusal:
        db.session.rollback()
        return tree(*asked_for(quarter, code), word(refusal), status=422)
    response = Response(data, mimetype=mimetype)
    name = f"dmfa-prepared-{wanted}-{entity.code}.{kind}"
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response
