"""What the office types about an assembly: its dates, its letters, its minutes."""

from datetime import date, datetime, time, timedelta

from wtforms import BooleanField, TextAreaField
from wtforms.validators import Length, Optional

from domain.assembly.agenda import LONGEST_TITLE
from domain.assembly.convening import CANDIDATES, OBJECTIONS, PROXIES, QUESTIONS, RECORD, before
from domain.assembly.life import ASSEMBLY_KINDS
from domain.assembly.words import AssemblyKind
from web.actions.assemblies import Plan
from web.clock import BRUSSELS, day_of
from web.config import LANGUAGES
from web.forms.fields import (
    BaseForm,
    DayField,
    LabelField,
    MomentField,
    Required,
    WordField,
)
from web.i18n import _l
from web.models.assembly import Assembly
from web.models.poll import Poll

CLOSES, VOTED = time(18, 0), timedelta(hours=4)


def at(day: date, hour: time) -> datetime:
    """A moment of a Brussels day."""
    return datetime.combine(day, hour, BRUSSELS)


class StartForm(BaseForm):
    """When it begins: the other dates follow from it."""

    when = MomentField(_l("Begins"), [Required()])


class AssemblyForm(BaseForm):
    """One assembly and the dates around it."""

    kind = LabelField(_l("Kind"), ASSEMBLY_KINDS)
    title_fr = WordField(_l("Title in French"), [Required(), Length(max=LONGEST_TITLE)])
    title_nl = WordField(_l("Title in Dutch"), [Required(), Length(max=LONGEST_TITLE)])
    title_en = WordField(_l("Title in English"), [Required(), Length(max=LONGEST_TITLE)])
    starts = MomentField(_l("Begins"), [Required()])
    place = WordField(_l("Venue"), [Required(), Length(max=200)])
    remote = WordField(_l("How to follow from afar"), [Length(max=500)])
    votes_before = BooleanField(_l("Votes may be cast before the meeting"))
    opens_at = MomentField(_l("Voting opens"), [Optional()])
    closes_at = MomentField(_l("Voting closes"), [Optional()])
    record_day = DayField(_l("Day of the roll"), [Required()])
    objections_until = DayField(_l("Objections to the roll until"), [Required()])
    questions_until = MomentField(_l("Written questions until"), [Required()])
    candidates_until = MomentField(_l("Candidates until"), [Optional()])
    proxies_until = MomentField(_l("Proxies until"), [Required()])

    def propose(self, starts: datetime) -> "AssemblyForm":
        """The dates that follow from the rules and the settings of the cooperative."""
        day = day_of(starts)
        self.kind.data, self.starts.data = AssemblyKind.ORDINARY, starts
        self.record_day.data = before(RECORD, day)
        self.objections_until.data = before(OBJECTIONS, day)
        self.questions_until.data = at(before(QUESTIONS, day), CLOSES)
        self.candidates_until.data = at(before(CANDIDATES, day), CLOSES)
        self.proxies_until.data = at(before(PROXIES, day), CLOSES)
        self.opens_at.data, self.closes_at.data = starts, starts + VOTED
        return self

    def begin(self, assembly: Assembly, poll: Poll | None) -> "AssemblyForm":
        """What is kept."""
        for name in self._fields:
            if hasattr(assembly, name):
                self[name].data = getattr(assembly, name)
        for code in LANGUAGES:
            self[f"title_{code}"].data = assembly.titles.get(code, "")
        self.opens_at.data = poll.opens_at if poll else None
        self.closes_at.data = poll.closes_at if poll else None
        return self

    @property
    def plan(self) -> Plan:
        """What was typed."""
        typed = {name: field.data for name, field in self._fields.items() if name[:6] != "title_"}
        typed["remote"] = typed["remote"] or ""
        return Plan(titles={code: self[f"title_{code}"].data for code in LANGUAGES}, **typed)


class ConveneForm(BaseForm):
    """In whose name."""

    by = WordField(_l("Who convenes"), [Required(), Length(max=200)])


class BounceForm(BaseForm):
    """A letter that came back."""

    address = WordField(_l("E-mail address"), [Required()], render_kw={"type": "email"})
    why = WordField(_l("What came back"), [Required(), Length(max=200)])


class AssemblyReasonForm(BaseForm):
    """Why it does not take place."""

    reason = TextAreaField(_l("Why"), [Required(), Length(max=500)], render_kw={"rows": 3})


class RemarksForm(BaseForm):
    """What the minutes add in words."""

    remarks = TextAreaField(_l("Remarks"), [Length(max=5000)], render_kw={"rows": 6})
