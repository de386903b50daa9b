"""Many questions at once: equal ones are planned once, and an error stays in its place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import cast

from medcard.arguments import expect
from medcard.catalogue import Catalogue
from medcard.errors import InvalidFacts, MedcardError, WrongArgument, brief
from medcard.facts import to_date
from medcard.known import Told, by_name, from_facts
from medcard.plan import Answer, Aspect, Prefer
from medcard.planner import decide, load_catalogue

ABOUT = ("region", "on", "as-of", "prefer", "assume", "aspects")

Row = Mapping[str, str | int | bool | date | Sequence[str]]


def plan_many(rows: Iterable[Row]) -> list[Answer | MedcardError]:
    """One answer a row, in the order of the rows.

    A row holds facts by name, ``scenario``, ``region`` and ``on``; ``as-of``, ``prefer``, ``assume`` and ``aspects``
    as for :func:`medcard.decide`. Rows with the same content are planned once and share their answer. A row that cannot
    be planned gets its error instead of stopping the others. WrongArgument if ``rows`` is one row or holds none.

    >>> row = {"scenario": "lost", "region": "460100", "on": "2026-11-23", "assume": "typical", "age": 35}
    >>> first, second, bad = plan_many([row, dict(row), {"scenario": "lost"}])
    >>> first is second, str(bad)
    (True, 'region: missing; give a code or a name\\non: missing; give the day of planning, such as 2026-11-23')
    """
    expect("rows", rows, Iterable, "a list of mappings, one a question")
    if isinstance(rows, Mapping | str | bytes):
        raise WrongArgument("rows", brief(cast("object", rows)), "a list of mappings, one a question")
    answers: dict[tuple[object, ...], Answer | MedcardError] = {}
    catalogues: dict[str, Catalogue] = {}
    found: list[Answer | MedcardError] = []
    for row in rows:
        key = _key(row)
        if key not in answers:
            answers[key] = _answer(row, catalogues)
        found.append(answers[key])
    return found


def _key(row: object) -> tuple[object, ...]:
    """What is equal for rows that say the same in the same types."""
    if not isinstance(row, Mapping):
        return (repr(row),)
    told = cast("Mapping[object, object]", row)
    return tuple(sorted((str(name), repr(value)) for name, value in told.items()))


def _answer(row: Row, catalogues: dict[str, Catalogue]) -> Answer | MedcardError:
    problems: list[str] = []
    try:
        expect("row", row, Mapping, "a mapping of names to values")
        told = by_name(cast("Mapping[str, Told]", row), problems)  # what is no fact is taken out next
        about = {name: told.pop(name, None) for name in ABOUT}
        region, on, as_of = _checked(about, problems)
        if region not in catalogues:
            catalogues[region] = load_catalogue(region)
        applicant, scenario = from_facts(told, asks=catalogues[region].asks)
        return decide(
            applicant,
            scenario,
            region=region,
            on=on,
            as_of=as_of,
            prefer=Prefer.SOONEST if about["prefer"] is None else cast("str", about["prefer"]),
            assume=cast("str | None", about["assume"]),
            aspects=tuple(Aspect) if about["aspects"] is None else cast("list[str]", about["aspects"]),
            catalogue=catalogues[region],
        )
    except MedcardError as error:
        return error


def _checked(about: Mapping[str, object], problems: list[str]) -> tuple[str, date, date | None]:
    region = about["region"]
    if region is None:
        problems.append("region: missing; give a code or a name")
    elif not isinstance(region, str):
        problems.append(f"region: {brief(region)} is no text; give a code or a name")
    dates: dict[str, date | None] = {}
    for name in ("on", "as-of"):
        try:
            dates[name] = to_date(about[name])
        except ValueError as error:
            problems.append(f"{name}: {error}")
    if about["on"] is None:
        problems.append("on: missing; give the day of planning, such as 2026-11-23")
    on = dates.get("on")
    if problems or on is None or not isinstance(region, str):
        raise InvalidFacts(problems)
    return region, on, dates.get("as-of")
