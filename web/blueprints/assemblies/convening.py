"""The convocation: what it lacks, how it reads, its sending, and the letters that came back."""

import csv
from io import StringIO

from flask import Response, current_app, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response as BaseResponse

from domain.assembly.convening import last_day
from domain.assembly.life import check_draft
from domain.assembly.papers import AGAIN, MailState
from domain.errors import RuleError
from web import clock
from web.access import allow, find
from web.actions import convening as actions
from web.blueprints.assemblies import OFFICE, as_attachment, bp, no, status_of
from web.documents.assembly import WORDS
from web.documents.printable import WRITTEN
from web.forms.assemblies import BounceForm, ConveneForm
from web.htmx import page
from web.i18n import language
from web.models.assembly import Assembly
from web.navigation import notify
from web.once import once
from web.queries import convocation as queries

HURT = (MailState.REFUSED, MailState.BOUNCED, MailState.SENDING)
FORMULA = "=+-@\t\r"  # a spreadsheet would carry out what begins so


@bp.get("/<int:assembly_id>/convene")
@allow(*OFFICE)
def ask_to_convene(assembly_id: int) -> Response:
    """What is missing; the text as it will leave."""
    return asked(assembly_id, ConveneForm(by=_("The board of directors")))


def asked(assembly_id: int, form: ConveneForm) -> Response:
    """The page before the convocation leaves."""
    assembly, now = find(Assembly, assembly_id), clock.now()
    check_draft(assembly.state)
    address = url_for("assemblies.show", assembly_id=assembly_id, _external=True)
    return page(
        "assemblies/convene.html",
        status=status_of(form),
        assembly=assembly,
        form=form,
        lacking=queries.lacking(assembly, now),
        sheet=queries.sheet_of(assembly, by=form.by.data or "", address=address, now=now),
        language=language(),
        last_day=last_day(clock.day_of(assembly.starts)),
        has_server=bool(current_app.config["MAIL_URL"]),
        **WORDS,
        **WRITTEN,
    )


@bp.post("/<int:assembly_id>/convene")
@allow(*OFFICE)
@once("assemblies.index")
def convene(assembly_id: int) -> BaseResponse:
    """Send it: from here on, nothing of it changes."""
    assembly, form = find(Assembly, assembly_id), ConveneForm(request.form)
    if form.validate():
        address = url_for("assemblies.show", assembly_id=assembly_id, _external=True)
        try:
            actions.convene(assembly, by=form.by.data or "", address=address, now=clock.now())
        except RuleError as refusal:
            no(form, refusal)
        else:
            notify(_("The assembly is convened. The letters leave now."))
            return redirect(url_for("assemblies.letters", assembly_id=assembly_id), code=303)
    return asked(assembly_id, form)


@bp.get("/<int:assembly_id>/letters")
@allow(*OFFICE)
def letters(assembly_id: int) -> Response:
    """How far the letters are, and which came back."""
    return sent(find(Assembly, assembly_id), None)


def sent(assembly: Assembly, form: BounceForm | None) -> Response:
    """The page of the letters."""
    progress = queries.progress(assembly.id)
    return page(
        "assemblies/letters.html",
        status=status_of(form) if form else 200,
        assembly=assembly,
        progress=progress,
        together=sum(progress.values()),
        again=sum(progress.get(state, 0) for state in AGAIN),
        hurt=queries.letters(assembly.id, *HURT),
        form=form or BounceForm(),
        has_server=bool(current_app.config["MAIL_URL"]),
    )


@bp.get("/<int:assembly_id>/letters.csv")
@allow(*OFFICE)
def addressees(assembly_id: int) -> Response:
    """Name, e-mail address, language of everybody who is invited."""
    find(Assembly, assembly_id)
    out = StringIO()
    lines = csv.writer(out)
    lines.writerow([_("Name"), _("E-mail address"), _("Language"), _("State")])
    for one in queries.letters(assembly_id):
        lines.writerow([harmless(one.name), harmless(one.address), one.language, one.state.value])
    name = f"convocation-{assembly_id}.csv"
    return as_attachment(out.getvalue().encode("utf-8-sig"), name, "text/csv")


def harmless(text: str) -> str:
    """A text that no spreadsheet carries out."""
    return f"'{text}" if text[:1] in FORMULA else text


@bp.post("/<int:assembly_id>/letters/again")
@allow(*OFFICE)
def send_again(assembly_id: int) -> BaseResponse:
    """Try anew what did not leave."""
    count = actions.send_again(find(Assembly, assembly_id), now=clock.now())
    notify(ngettext("%(num)s letter is tried again.", "%(num)s letters are tried again.", count))
    return redirect(url_for("assemblies.letters", assembly_id=assembly_id), code=303)


@bp.post("/<int:assembly_id>/letters/bounced")
@allow(*OFFICE)
def bounced(assembly_id: int) -> BaseResponse:
    """Write down that a letter came back."""
    assembly, form = find(Assembly, assembly_id), BounceForm(request.form)
    if form.validate():
        try:
            actions.note_bounce(
                assembly, form.address.data or "", why=form.why.data or "", day=clock.today()
            )
        except RuleError as refusal:
            no(form, refusal)
        else:
            notify(_("Written down. Reach this person another way."))
            return redirect(url_for("assemblies.letters", assembly_id=assembly_id), code=303)
    return sent(find(Assembly, assembly_id), form)
