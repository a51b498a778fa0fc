"""The codes of the quarterly declaration: each is a dated figure that says how sure it is.

Only the codes of artists were read in a source, an older one. The others are what our team
knows: they are shown as such. A kind of contract without a code is listed, never guessed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from domain.ages import age_on
from domain.employment import ContractType
from domain.parameters import Confidence, Dated, Parameter, parameter

ARTIST = parameter("dmfa/artist")
ARTIST_UNDER_18 = parameter("dmfa/artist_under_18")
WHITE_COLLAR = parameter("dmfa/white_collar")
BLUE_COLLAR = parameter("dmfa/blue_collar")
STUDENT = parameter("dmfa/student")
SPECIAL = parameter("dmfa/special_contribution")
WORK_BONUS = parameter("dmfa/work_bonus")
STRUCTURAL = parameter("dmfa/structural_reduction")

# A student beyond the quota and support staff are declared like any employee: our own reading.
# No code is known for flexi-jobs.
WORKERS: Mapping[ContractType, Parameter] = {
    ContractType.WHITE_COLLAR: WHITE_COLLAR,
    ContractType.SUPPORT: WHITE_COLLAR,
    ContractType.STUDENT_OVER_QUOTA: WHITE_COLLAR,
    ContractType.BLUE_COLLAR: BLUE_COLLAR,
    ContractType.ARTIST: ARTIST,
    ContractType.ARTIST_1BIS: ARTIST,
    ContractType.STUDENT: STUDENT,
}
UNDER_18: Mapping[ContractType, Parameter] = {
    ContractType.ARTIST: ARTIST_UNDER_18,
    ContractType.ARTIST_1BIS: ARTIST_UNDER_18,
}
WORKER_DIGITS, DEDUCTION_DIGITS = 3, 4
ADULT = 18
ORDINARY = "1"  # services and remunerations: ordinary work and its ordinary pay


@dataclass(frozen=True, slots=True)
class Code:
    """A code as it is written, and how sure we are of it."""

    text: str
    confidence: Confidence
    figure: str  # name of the dated figure behind it


def worker_code(kind: ContractType, birth_day: date | None, day: date) -> Code | None:
    """The worker code of a kind of contract; None where none is known.

    birth_day: None where it is not known: then an adult's
    day:       last day of the quarter
    """
    figure = WORKERS.get(kind)
    if figure is None:
        return None
    if age_on(birth_day, day) < ADULT:
        figure = UNDER_18.get(kind, figure)
    return written(figure, day, WORKER_DIGITS)


def written(figure: Parameter, day: date, digits: int = DEDUCTION_DIGITS) -> Code:
    """A code as the declaration has it: 046, 0001."""
    dated = figure.on(day)
    return Code(f"{int(dated.value):0{digits}}", dated.confidence, dated.name)


def listed(day: date) -> tuple[tuple[Dated, Code], ...]:
    """Every code of the declaration, with its source and how sure it is."""
    workers = (WHITE_COLLAR, BLUE_COLLAR, ARTIST, ARTIST_UNDER_18, STUDENT, SPECIAL)
    digits = {WORKER_DIGITS: workers, DEDUCTION_DIGITS: (WORK_BONUS, STRUCTURAL)}
    return tuple(
        (figure.on(day), written(figure, day, many))
        for many, figures in digits.items()
        for figure in figures
    )
