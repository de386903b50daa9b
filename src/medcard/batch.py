"""Many questions at once: equal ones are planned once, and an error stays in its place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from medcard.catalogue import Catalogue
from medcard.errors import InvalidFacts, MedcardError
from medcard.facts import to_date
from medcard.known import from_facts
from medcard.plan import Answer
from medcard.planner import decide, load_catalogue

ABOUT = ("region", "on", "as-of", "prefer", "assume")

Row = Mapping[str, str | int | bool | date]


def plan_many(rows: Iterable[Row]) -> list[Answer | MedcardError]:
    """One answer a row, in the order of the rows.

    A row holds facts by name, ``scenario``, ``region`` and ``on``; ``as-of``, ``prefer`` and ``assume`` as for
    :func:`medcard.decide`. Rows with the same content are planned once and share their answer. A row that cannot
    be planned gets its error instead of stopping the others.

    >>> row = {"scenario": "lost", "region": "460100", "on": "2026-11-23", "assume": "typical", "age": 35}
    >>> first, second, bad = plan_many([row, dict(row), {"scenario": "lost"}])
    >>> first is second, str(bad)
    (True, 'region: missing; give a code or a name\\non: missing; give the day of planning, such as 2026-11-23')
    """
    answers: dict[tuple[tuple[str, str], ...], Answer | MedcardError] = {}
    catalogues: dict[str, Catalogue] = {}
    found: list[Answer | MedcardError] = []
    for row in rows:
        key = tuple(sorted((name.replace("_", "-"), repr(value)) for name, value in row.items()))
        if key not in answers:
            answers[key] = _answer(row, catalogues)
        found.append(answers[key])
    return found


def _answer(row: Row, catalogues: dict[str, Catalogue]) -> Answer | MedcardError:
    told = {name.replace("_", "-"): value for name, value in row.items()}
    about = {name: told.pop(name, None) for name in ABOUT}
    try:
        region, on, as_of = _checked(about)
        if region not in catalogues:
            catalogues[region] = load_catalogue(region)
        applicant, scenario = from_facts(told, asks=catalogues[region].asks)
        return decide(
            applicant,
            scenario,
            region=region,
            on=on,
            as_of=as_of,
            prefer=str(about["prefer"] or "soonest"),
            assume=None if about["assume"] is None else str(about["assume"]),
            catalogue=catalogues[region],
        )
    except MedcardError as error:
        return error
    except ValueError as error:
        return InvalidFacts([str(error)])


def _checked(about: Mapping[str, object]) -> tuple[str, date, date | None]:
    problems: list[str] = []
    if about["region"] is None:
        problems.append("region: missing; give a code or a name")
    dates: dict[str, date | None] = {}
    for name in ("on", "as-of"):
        try:
            dates[name] = to_date(about[name])
        except ValueError as error:
            problems.append(f"{name}: {error}")
    if about["on"] is None:
        problems.append("on: missing; give the day of planning, such as 2026-11-23")
    on = dates.get("on")
    if problems or on is None:
        raise InvalidFacts(problems)
    return str(about["region"]), on, dates.get("as-of")
