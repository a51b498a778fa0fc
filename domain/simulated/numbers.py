"""Numbers with right check digits, from ranges that nobody was given."""

from datetime import date

FROM_1900, FROM_2000 = "", "2"
TOP = 998  # the numbers of a day end below 998; the highest ones were never needed


def national_number(birth_day: date, place: int, *, woman: bool) -> str:
    """A national number from the top of the day's range: even for women, odd for men.

    place:  how many of the same sex were born on that day before
    Source: Royal Decree of 3 April 1984 on the national number, https://www.ejustice.just.fgov.be
    """
    of_day = TOP - 2 * place - (0 if woman else 1)
    base = f"{birth_day:%y%m%d}{of_day:03d}"
    century = FROM_2000 if birth_day.year >= 2000 else FROM_1900
    return f"{base}{97 - int(century + base) % 97:02d}"


def account_number(place: int) -> str:
    """A Belgian IBAN at a bank that does not exist (998)."""
    base = f"998{place:07d}"
    national = f"{base}{int(base) % 97 or 97:02d}"
    check = 98 - int(f"{national}111400") % 97
    return f"BE{check:02d}{national}"


def enterprise_number(place: int) -> str:
    """A number of the Belgian register far beyond those that were given (19…)."""
    base = 19_000_000 + place
    return f"{base:08d}{97 - base % 97:02d}"


def _digit_sum(number: str) -> int:
    """The sum of Luhn, from the right."""
    doubled = (int(sign) * (1 + place % 2) for place, sign in enumerate(reversed(number)))
    return sum(value // 10 + value % 10 for value in doubled)


def _french(place: int) -> str:
    base = f"9{place:07d}"
    siren = next(base + end for end in "0123456789" if _digit_sum(base + end) % 10 == 0)
    return f"FR{(12 + 3 * (int(siren) % 97)) % 97:02d}{siren}"


def _luxembourgish(place: int) -> str:
    base = 999_999 - place
    return f"LU{base:06d}{base % 89:02d}"


def _german(place: int) -> str:
    base, check = f"9{place:07d}", 10
    for sign in base:
        check = (int(sign) + check) % 10 or 10
        check = 2 * check % 11
    return f"DE{base}{(11 - check) % 10}"


VAT_NUMBERS = {"FR": _french, "LU": _luxembourgish, "DE": _german}


def vat_number(country: str, place: int) -> str:
    """A VAT number of France, Luxembourg or Germany."""
    return VAT_NUMBERS[country](place)
