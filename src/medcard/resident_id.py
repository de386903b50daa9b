"""Facts from a resident identity number, and nothing of the number.

The number (公民身份号码, GB 11643-1999: 18 characters, the last an ISO 7064 MOD 11-2 check digit) enters
:func:`facts_from_resident_id` and leaves as facts. No value, error, repr or pickle of this module holds it or
a part of six or more digits of it, and errors are raised where no frame of this module has it any more. (The
caller's own variables are the caller's.)

The first digits say where the number was given, seldom where a person lives now. They are a hint and never a
reason to refuse: counties are made every year. Residents of Hong Kong, Macao and Taiwan have 81, 82 and 83 on
their residence permits, foreigners with permanent residence 9 and the place after it.
"""

from __future__ import annotations

from datetime import date

import attrs

from medcard.errors import InvalidResidentId
from medcard.record import Record

_WEIGHTS = tuple(pow(2, 17 - place, 11) for place in range(18))
_CHECK_X = 10
_PROVINCES = frozenset(
    str(code)
    for first, last in ((11, 15), (21, 23), (31, 37), (41, 46), (50, 54), (61, 65), (71, 71), (81, 82))
    for code in range(first, last + 1)
)
_TAIWAN_PERMIT, _TAIWAN = "83", "71"


@attrs.frozen(kw_only=True, eq=False, repr=False)
class ResidentFacts(Record):
    """What a plan may use of a number: ``birth_date``, not shown by repr, and a hint at a province.

    ``province`` is the GB/T 2260 code of the province that gave the number, without its zeros (``46``); None
    if the number names none. It is the place of registration at birth or arrival: ask before relying on it.
    """

    birth_date: date = attrs.field(repr=False)
    province: str | None


def facts_from_resident_id(number: str, *, on: date) -> ResidentFacts:
    """The facts in an 18-character number, for a person who is asked about on the day ``on``.

    Spaces around it are ignored and x is X. InvalidResidentId, which does not hold the number, if it has
    another form (15 digits are the form of before 2000, no longer valid since 2013), a wrong check digit, a
    birth date that is no date or that lies after ``on``, in this order. Whether it was ever given to a person
    nobody can tell from it.

    >>> facts = facts_from_resident_id("000000190001010009", on=date(2026, 11, 23))
    >>> facts, facts.birth_date.isoformat()
    (ResidentFacts(province=None), '1900-01-01')
    """
    found = _read(number.strip().upper(), on)
    del number  # the frame that raises is kept by tracebacks
    if isinstance(found, str):
        raise InvalidResidentId(found)
    return found


def _read(number: str, on: date) -> ResidentFacts | str:
    """The facts, or the reason why there are none."""
    if len(number) == 15 and number.isascii() and number.isdigit():
        return "old"
    digits = number[:17] + number[17:].replace("X", "0")
    if len(number) != 18 or not (digits.isascii() and digits.isdigit()):
        return "form"
    values = [*map(int, number[:17]), _CHECK_X if number[17] == "X" else int(number[17])]
    if sum(weight * value for weight, value in zip(_WEIGHTS, values, strict=True)) % 11 != 1:
        return "check"
    try:
        birth_date = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return "date"
    return ResidentFacts(birth_date=birth_date, province=_province(number)) if birth_date <= on else "future"


def _province(number: str) -> str | None:
    place = number[1:3] if number[0] == "9" else number[:2]
    place = _TAIWAN if place == _TAIWAN_PERMIT else place
    return place if place in _PROVINCES else None
