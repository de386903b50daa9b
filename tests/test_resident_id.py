"""The facts are right, the refusals are right, and nothing that comes out holds the number.

Numbers are made here from places that never gave any (00, 99) and checked against python-stdnum.
"""

from __future__ import annotations

import pickle
import traceback
from datetime import date, timedelta

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import ric

from medcard.errors import InvalidResidentId, MedcardError
from medcard.resident_id import ResidentFacts, facts_from_resident_id

ON = date(2026, 11, 23)


def check_digit(body: str) -> str:
    return str(ric.calc_check_digit(body + "0"))


def whole(body: str) -> str:
    """The number of 18 characters that begins with these 17."""
    return body + check_digit(body)


def number(place: str, born: date, order: int = 0) -> str:
    return whole(f"{place}{born:%Y%m%d}{order:03}")


BORN = st.dates(date(1900, 1, 1), ON)
PLACES = st.from_regex(r"(00|99|9[0-8]|[1-8][0-9])[0-9]{4}", fullmatch=True)
ORDERS = st.integers(0, 999)
NUMBERS = st.builds(number, PLACES, BORN, ORDERS)
SEVENTEEN = st.from_regex(r"[0-9]{17}", fullmatch=True)


def parts_of(secret: str) -> set[str]:
    """Every stretch of six characters of a number."""
    return {secret[i : i + 6] for i in range(len(secret) - 5)}


def refused(text: str, on: date = ON) -> InvalidResidentId:
    with pytest.raises(InvalidResidentId) as caught:
        facts_from_resident_id(text, on=on)
    return caught.value


# Facts


@given(place=PLACES, born=BORN, order=ORDERS)
def test_the_birth_date_is_the_one_in_the_number(place: str, born: date, order: int) -> None:
    made = number(place, born, order)
    assert facts_from_resident_id(made, on=ON).birth_date == born == ric.get_birth_date(made)


@given(made=NUMBERS, before=st.sampled_from(["", " ", "\n"]), after=st.sampled_from(["", " ", "\r\n"]))
def test_spaces_around_do_not_matter(made: str, before: str, after: str) -> None:
    assert facts_from_resident_id(before + made + after, on=ON) == facts_from_resident_id(made, on=ON)


def test_a_number_that_ends_in_x() -> None:
    (body,) = [f"00000019900101{n:03}" for n in range(11) if check_digit(f"00000019900101{n:03}") == "X"]
    facts = facts_from_resident_id(body + "X", on=ON)
    assert facts == facts_from_resident_id(body + "x", on=ON)
    assert facts.birth_date == date(1990, 1, 1)


@pytest.mark.parametrize(
    ("place", "province"),
    [
        ("460000", "46"),
        ("119999", "11"),
        ("659900", "65"),
        ("710000", "71"),
        ("810000", "81"),
        ("820000", "82"),
        ("830000", "71"),
        ("946156", "46"),
        ("911840", "11"),
        ("983000", "71"),
        ("000000", None),
        ("990000", None),
        ("160000", None),
        ("470000", None),
        ("900000", None),
    ],
)
def test_the_place_is_a_hint_and_never_a_reason_to_refuse(place: str, province: str | None) -> None:
    assert facts_from_resident_id(number(place, date(1990, 1, 1)), on=ON).province == province


def test_nothing_else_is_kept() -> None:
    assert [field.name for field in attrs.fields(ResidentFacts)] == ["birth_date", "province"]


# Refusals


@given(made=NUMBERS, place=st.integers(0, 16), by=st.integers(1, 9))
def test_one_wrong_digit_is_always_noticed(made: str, place: int, by: int) -> None:
    wrong = str((int(made[place]) + by) % 10)
    assert refused(made[:place] + wrong + made[place + 1 :]).reason == "check"


@given(NUMBERS)
def test_exactly_one_check_digit_is_right(made: str) -> None:
    others = [digit for digit in "0123456789X" if digit != made[17]]
    assert {refused(made[:17] + digit).reason for digit in others} == {"check"}


@given(NUMBERS.filter(lambda made: len(set(made[:17])) > 1))
def test_neighbours_that_changed_places_are_noticed(made: str) -> None:
    place = next(i for i in range(16) if made[i] != made[i + 1])
    swapped = made[:place] + made[place + 1] + made[place] + made[place + 2 :]
    assert refused(swapped).reason == "check"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "X",
        "0" * 17,
        "0" * 19,
        "0" * 14,
        "0" * 16,
        "0" * 16 + "X0",
        "X" * 18,
        "00000019900101000 ",
        "000000-19900101-00",
        "０" * 18,
        "٠" * 18,
        "²" * 18,
        "0000001990010100ä",
        "海" * 18,
    ],
)
def test_another_form_is_refused(text: str) -> None:
    assert refused(text).reason == "form"


def test_fifteen_digits_are_refused_with_an_explanation() -> None:
    error = refused("000000900101000")
    assert error.reason == "old"
    assert "give the 18 digits of the current card" in str(error)


@pytest.mark.parametrize("born", ["19900230", "19901301", "19900100", "00000101", "19230229", "99999999"])
def test_a_birth_date_that_is_none_is_refused(born: str) -> None:
    assert refused(whole(f"000000{born}000")).reason == "date"


@given(born=BORN, days=st.integers(1, 1000))
def test_nobody_is_born_after_the_day_asked_about(born: date, days: int) -> None:
    made = number("000000", born)
    assert refused(made, on=born - timedelta(days=days)).reason == "future"
    assert facts_from_resident_id(made, on=born).birth_date == born


def test_every_reason_has_a_message_that_says_what_is_wrong() -> None:
    messages = {reason: str(InvalidResidentId(reason)) for reason in InvalidResidentId.REASONS}
    assert set(messages) == {"old", "form", "check", "date", "future"}
    assert len(set(messages.values())) == len(messages)


def test_the_error_is_a_value_error_and_survives_pickling() -> None:
    error = pickle.loads(pickle.dumps(refused("0" * 17)))
    assert isinstance(error, ValueError)
    assert isinstance(error, MedcardError)
    assert (error.reason, str(error)) == ("form", str(refused("0" * 17)))


# Privacy


@given(NUMBERS)
def test_no_part_of_the_number_is_in_the_facts(made: str) -> None:
    facts = facts_from_resident_id(made, on=ON)
    pickles = [pickle.dumps(facts, protocol=n).decode("latin-1") for n in range(pickle.HIGHEST_PROTOCOL + 1)]
    shown = [repr(facts), str(facts), repr(attrs.asdict(facts)), *pickles]
    assert [part for part in parts_of(made) for text in shown if part in text] == []
    assert made[6:14] not in repr(facts)
    assert str(facts.birth_date) not in repr(facts)
    assert repr(facts.birth_date) not in repr(facts)


WRONG = st.one_of(
    SEVENTEEN.map(lambda body: body + str((int(check_digit(body).replace("X", "9")) + 1) % 10)),
    st.from_regex(r"[0-9]{15}", fullmatch=True),
    st.from_regex(r"[0-9]{19,30}", fullmatch=True),
    st.from_regex(r"[0-9]{16}[A-W]", fullmatch=True),
    st.builds(lambda place, order: whole(f"{place}19901340{order:03}"), PLACES, ORDERS),
    st.builds(
        lambda place, days, order: number(place, ON + timedelta(days), order), PLACES, st.integers(1, 999), ORDERS
    ),
)


@given(WRONG)
def test_no_part_of_the_number_is_in_the_error(wrong: str) -> None:
    error = refused(wrong)
    pickles = [pickle.dumps(error, protocol=n).decode("latin-1") for n in range(pickle.HIGHEST_PROTOCOL + 1)]
    frames = [frame for frame, _ in traceback.walk_tb(error.__traceback__)]
    ours = [repr(frame.f_locals) for frame in frames if frame.f_code.co_filename.endswith("resident_id.py")][-1:]
    shown = [repr(error), str(error), repr(error.args), repr(vars(error)), *pickles, *ours]
    assert len(ours) == 1
    assert (error.__cause__, error.__context__) == (None, None)
    assert [part for part in parts_of(wrong) for text in shown if part in text] == []
