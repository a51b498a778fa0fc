"""How wide a text is, and how it is cut into lines, where nobody can measure it for us."""

from functools import lru_cache

# Advance widths of Ensemble Sans in parts of the size; digits are all alike.
WIDTHS = (
    (0.12, "\u202f"),
    (0.22, " \u00a0"),
    (0.27, "',.:;Iijl|’·"),
    (0.33, "!()-[]f{}/\\rt"),
    (0.43, '*?szv"c'),
    (0.66, "&BDGKHNOQU"),
    (0.78, "Mw"),
    (0.92, "%W@m…"),
)
KNOWN = {sign: width for width, signs in WIDTHS for sign in signs}
USUAL, CAPITAL = 0.53, 0.58
BOLD = 1.08
MORE = "…"


def width_of(text: str, size: float, *, bold: float = 1) -> float:
    """How much room a text takes, in the same unit as its size; a little too much at most."""
    return sum(_width(sign) for sign in text) * size * bold


@lru_cache(maxsize=1024)
def _width(sign: str) -> float:
    return KNOWN.get(sign, CAPITAL if sign.isupper() else USUAL)


@lru_cache(maxsize=4096)
def lines_of(text: str, room: float, size: float, most: int = 2) -> tuple[str, ...]:
    """A text in lines that fit ``room``; what is too long for ``most`` lines ends in dots."""
    lines: list[str] = []
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width_of(longer, size) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    if len(lines) > most:
        lines = [*lines[: most - 1], " ".join(lines[most - 1 :])]
    return tuple(shortened(line, room, size) for line in lines)


def shortened(text: str, room: float, size: float) -> str:
    """A text on one line, cut where the room ends."""
    if width_of(text, size) <= room:
        return text
    while text and width_of(text + MORE, size) > room:
        text = text[:-1]
    return text.rstrip() + MORE
