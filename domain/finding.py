"""Finding by name or number: the words under which something is kept, and which names are alike."""

import re
import unicodedata
from collections.abc import Callable
from difflib import SequenceMatcher

LONGEST_WORD = 40
LONGEST_QUERY = 120  # characters; nobody types more, and nobody may make us chew more
MOST_WORDS = 6  # of one question; more do not narrow it down
# Letters that Unicode does not take apart into a letter and its accent.
LETTERS = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ı": "i", "’": "'"})
# Words that say what kind of organisation it is, or nothing at all: no two are alike for these.
EMPTY = (
    "asbl vzw aisbl ivzw sa nv srl bv sprl bvba sc cv scrl cvba snc vof scs commv gmbh ltd sarl "
    "sas inc llc an and au aux d de den der des du een en et het l la le les of the van"
)
EMPTY_WORDS = frozenset(EMPTY.split())
ALIKE = 0.85  # part of the letters that two names share in order; below, they are two names
ROUGH = 0.4  # part of the letter pairs without which a closer look is not worth it
CLOSE = 0.5  # the same of two whole names, both ways


def plain(text: str) -> str:
    """Without accents or case: “Théâtre” is found by “theatre”."""
    split = unicodedata.normalize("NFKD", text.casefold().translate(LETTERS))
    return "".join(sign for sign in split if not unicodedata.combining(sign))


def words(text: str) -> tuple[str, ...]:
    """The words by which something is found, each once, in order."""
    found = re.findall(r"[^\W_]+", plain(text))
    return tuple(dict.fromkeys(word[:LONGEST_WORD] for word in found))


def number_word(number: str) -> str:
    """A number as one word: no spaces, dots or strokes; a Belgian one without BE."""
    return "".join(words(number)).removeprefix("be")


def asked(text: str) -> tuple[str, ...]:
    """The beginnings of words that someone looks for; a number typed with dots is one word."""
    text = re.sub(r"^\s*(?:tva|btw|vat|kbo|bce)\b", "", text[:LONGEST_QUERY], flags=re.IGNORECASE)
    compact = re.sub(r"[\s./:-]", "", plain(text))
    digits = sum(sign.isdigit() for sign in compact)
    belgian = compact.startswith("be") and compact[2:].isdigit()
    if compact.isalnum() and len(compact) - digits <= 4 and (digits >= 7 or belgian):
        number = number_word(compact)
        old_form = len(number) == 9 and number.isdigit() and number[0] not in "01"
        return (f"0{number}" if old_form else number,)
    return words(text)[:MOST_WORDS]


def telling(name: str) -> tuple[str, ...]:
    """The words of a name that tell it from another; all of them where none does."""
    found = words(name)
    return tuple(word for word in found if word not in EMPTY_WORDS) or found


def closeness(name: str, other: str) -> float:
    """How near two names are: 1 the same words, 0 not alike at all."""
    one, two = telling(name), telling(other)
    shared = set(one) & set(two)
    if len(shared) == max(len(one), len(two)):
        return 1
    if len(shared) == min(len(one), len(two)) and len(shared) > 1:
        return ALIKE  # all the words of the shorter name
    first, second = sorted(("".join(one), "".join(two)))
    left, right = _pairs(first), _pairs(second)
    if 2 * len(left & right) < CLOSE * (len(left) + len(right)):
        return 0
    letters = SequenceMatcher(None, first, second, autojunk=False).ratio()
    return letters if letters >= ALIKE else 0


def alike(name: str, other: str) -> bool:
    """Are these probably the same name: the same words, or nearly the same letters?"""
    return closeness(name, other) > 0


def _pairs(word: str) -> set[str]:
    """Each two letters that follow each other."""
    return {word[place : place + 2] for place in range(max(len(word) - 1, 1))}


def roughly_alike(name: str) -> Callable[[str], bool]:
    """A quick look at thousands of names kept as words: what is ``alike`` passes it."""
    pairs = {pair for word in telling(name) for pair in _pairs(word)}
    least = ROUGH * len(pairs)

    def may_be(kept: str) -> bool:
        return sum(pair in kept for pair in pairs) >= least

    return may_be
