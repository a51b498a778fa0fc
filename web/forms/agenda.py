"""What the office types about a point of the agenda: its texts, its vote, its documents."""

from fractions import Fraction
from typing import Any, ClassVar

from wtforms import FileField, RadioField, SelectField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length, Optional

from domain.assembly.agenda import LONGEST_TEXT, LONGEST_TITLE
from domain.assembly.ballots import OBJECTIVES, USUAL_METHOD, Settings, from_ballot, options_from
from domain.voting.words import (
    BOARDS,
    KINDS,
    MAJORITIES,
    METHODS,
    QUORUMS,
    SEATED,
    TIES,
    Board,
    Majority,
    Method,
    QuorumKind,
    Tie,
)
from web.actions.agenda import Point
from web.config import LANGUAGES
from web.forms.fields import BaseForm, DecimalField, LabelField, Required, WordField
from web.i18n import _l
from web.i18n import label as in_words
from web.models.assembly import AgendaItem

PARTS = ("1/2", "1/3", "2/3", "1/4", "3/4", "1/10")


def texts(form: BaseForm, name: str) -> dict[str, str]:
    """A text in every language, trimmed."""
    return {code: (form[f"{name}_{code}"].data or "").strip() for code in LANGUAGES}


class Text(TextAreaField):
    """What is proposed, in one language."""

    def __init__(self, label: Any, *, rows: int = 6, **kwargs: Any) -> None:
        shown = {"rows": rows, "maxlength": LONGEST_TEXT}
        super().__init__(label, [Length(max=LONGEST_TEXT)], render_kw=shown, **kwargs)


class PointForm(BaseForm):
    """One point of the agenda, and how it is voted."""

    number = WordField(_l("Number"), [Required(), Length(max=10)])
    title_fr = WordField(_l("Title in French"), [Required(), Length(max=LONGEST_TITLE)])
    title_nl = WordField(_l("Title in Dutch"), [Length(max=LONGEST_TITLE)])
    title_en = WordField(_l("Title in English"), [Length(max=LONGEST_TITLE)])
    text_fr = Text(_l("Text in French"))
    text_nl = Text(_l("Text in Dutch"))
    text_en = Text(_l("Text in English"))
    kind = LabelField(_l("Vote"), KINDS, blank=_l("Nothing is voted"))
    method = LabelField(_l("How votes are counted"), METHODS, blank=_l("The usual way"))
    majority = LabelField(_l("Majority"), MAJORITIES, default=Majority.SIMPLE)
    quorum = LabelField(_l("Quorum"), QUORUMS, default=QuorumKind.NONE)
    part = SelectField(_l("Part for the quorum"), choices=[SelectChoice(one, one) for one in PARTS])
    seats = DecimalField(_l("Seats"), [Optional()])
    at_most = DecimalField(_l("Names or points at most"), [Optional()])
    tie = LabelField(_l("Equal votes"), TIES, blank=_l("The usual rule"))
    board = RadioField(_l("What is published of each ballot"), default=Board.CONTENT.value)
    options_fr = Text(_l("Options in French, one on each line"), rows=8)
    options_nl = Text(_l("Options in Dutch, one on each line"), rows=8)
    options_en = Text(_l("Options in English, one on each line"), rows=8)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.board.choices = [SelectChoice(board.value, in_words(board)) for board in BOARDS]

    def begin(self, item: AgendaItem) -> "PointForm":
        """What is kept."""
        self.number.data = item.number
        for code in LANGUAGES:
            self[f"title_{code}"].data = item.titles.get(code, "")
            self[f"text_{code}"].data = item.texts.get(code, "")
        if item.ballot:
            kept = from_ballot(item.ballot)
            for name in ("kind", "method", "majority", "quorum", "tie"):
                self[name].data = getattr(kept, name)
            self.seats.data, self.at_most.data = kept.seats or None, kept.at_most or None
            self.part.data, self.board.data = str(kept.part), kept.board.value
            self.fill_options(kept.options)
        return self

    def fill_options(self, options: Any = OBJECTIVES) -> "PointForm":
        """Options one on a line; those of the strategy unless told."""
        for code in LANGUAGES:
            written = "\n".join(option.get(code, "") for option in options)
            self[f"options_{code}"].data = written
        return self

    @property
    def settings(self) -> Settings | None:
        """How it is voted; refuses options that differ between the languages."""
        kind = self.kind.data
        if kind is None:
            return None
        method = self.method.data or USUAL_METHOD[kind]
        seats = whole(self.seats.data)
        usual = seats if method is Method.APPROVAL else 0
        return Settings(
            kind=kind,
            method=method,
            majority=self.majority.data or Majority.SIMPLE,
            options=options_from(texts(self, "options")),
            seats=seats,
            at_most=whole(self.at_most.data) or usual,
            quorum=self.quorum.data or QuorumKind.NONE,
            part=Fraction(self.part.data),
            tie=self.tie.data or (Tie.SECOND_BALLOT if method in SEATED else Tie.REJECTED),
            board=Board(self.board.data),
        )

    @property
    def point(self) -> Point:
        """What was typed."""
        return Point(
            number=self.number.data or "",
            titles=texts(self, "title"),
            texts=texts(self, "text"),
            settings=self.settings,
        )


def whole(typed: Any) -> int:
    """A whole number; nothing typed is none."""
    return 0 if typed is None else int(typed)


class DischargeForm(BaseForm):
    """One vote for each director."""

    number = WordField(_l("Number of the point"), [Required(), Length(max=8)])


class Chosen:
    """A file must be chosen; the view says so at the field, where the file itself is read."""

    field_flags: ClassVar = {"required": True}

    def __call__(self, _form: BaseForm, _field: Any) -> None:
        """Nothing to see in the other fields."""


class DocumentForm(BaseForm):
    """A document of a point in one language."""

    name = WordField(_l("Name of the document"), [Required(), Length(max=120)])
    language = SelectField(
        _l("Language"),
        [Required()],
        choices=[
            SelectChoice("fr", "Français"),
            SelectChoice("nl", "Nederlands"),
            SelectChoice("en", "English"),
        ],
    )
    file = FileField(_l("PDF, up to 10 MB"), [Chosen()], render_kw={"accept": "application/pdf"})
