"""Problems as JSON (``medcard/problem/1``), strict in both directions.

What DESIGN §3 gives a default may be missing: ``known_until``, ``initial``, ``urgent``, ``deadlines``;
``minus`` and ``plus`` of a calendar; ``once`` (the part of the id before ``@``), ``place`` (none),
``windows``, ``needs``, ``fee`` and ``materials`` of an action.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Sized
from datetime import date
from typing import cast

from medcard.errors import InvalidProblem
from medcard.json_reader import Node, parse_json, shown
from medcard.problem import HORIZON_DAYS, WORKING, Action, Calendar, Deadline, Initial, Problem, Span, Unit

PROBLEM_SCHEMA = "medcard/problem/1"
MOST_ACTIONS = 400
MOST = {"actions": MOST_ACTIONS, "goal": 400, "urgent": 400, "deadlines": 400, "initial": 4_000, "calendars": 400}
"""Entries that a problem may have; those of a region have some fifty actions."""
_LATEST_START = date.fromordinal(date.max.toordinal() - HORIZON_DAYS - 31)


def problem_from_json(source: str | Mapping[str, object]) -> Problem:
    """The problem written in ``source``, a JSON text or the value read from one.

    Raises ``InvalidProblem`` with every problem found, one line each, in the order of the text.

    >>> problem_from_json('{"schema": "medcard/problem/1", "start": "2026-02-30"}')
    Traceback (most recent call last):
    ...
    medcard.errors.InvalidProblem: $: key "calendars" is missing; write it
    $: key "goal" is missing; write it
    $: key "actions" is missing; write it
    $.start: got "2026-02-30"; write a date as YYYY-MM-DD
    """
    problems: list[str] = []
    value = parse_json(source, problems) if isinstance(source, str) else source
    _refuse_if_large(value)
    problem = None if value is None else _problem(Node(value, "$", problems))
    if problems or problem is None:
        raise InvalidProblem(problems or ["$: got null; write an object"])
    return problem


def _refuse_if_large(value: object) -> None:
    """Before it is walked: the search is meant for dozens of actions, and a hundred thousand would never end."""
    whole = Node(value, "$", [])
    for name, most in MOST.items():
        member = whole.member(name)
        if isinstance(member, list | tuple | dict) and len(cast("Sized", member)) > most:
            advice = f"a problem has at most {most}"
            raise InvalidProblem([f"$.{name}: got {len(cast('Sized', member)):,} entries; {advice}"])


def _problem(node: Node) -> Problem:
    part = node.fields(
        ("schema", "start", "calendars", "goal", "actions"),
        {"known_until": None, "initial": {}, "urgent": [], "deadlines": []},
    )
    part["schema"].one_of((PROBLEM_SCHEMA,))
    start = part["start"].day()
    if start is not None and start > _LATEST_START:
        part["start"].wrong(f"write a date no later than {_LATEST_START}")
    calendars = _calendars(part["calendars"])
    names = tuple(name for name, _ in calendars)
    initial = tuple(_initial(name, entry) for name, entry in part["initial"].entries())
    goal = part["goal"].texts()
    urgent = tuple(item.texts(empty="name a milestone or drop the group") for item in part["urgent"].items())
    deadlines = tuple(_deadline(item) for item in part["deadlines"].items())
    _no_duplicates(part["deadlines"], [deadline.id for deadline in deadlines])
    actions = tuple(_action(item, names) for item in part["actions"].items())
    _no_duplicates(part["actions"], [action.id for action in actions])
    known_until = _optional_date(part["known_until"])
    return Problem(
        start=start or date.min,
        known_until=known_until,
        calendars=calendars,
        initial=initial,
        goal=goal,
        urgent=urgent,
        deadlines=deadlines,
        actions=actions,
    )


def _optional_date(node: Node) -> date | None:
    return None if node.value is None else node.day()


def _no_duplicates(node: Node, ids: Sequence[str]) -> None:
    for name, count in Counter(ids).items():
        if name and count > 1:
            node.problems.append(f"{node.at}: id {shown(name)} is used {count} times; give each its own")


def _calendars(node: Node) -> tuple[tuple[str, Calendar], ...]:
    calendars = tuple((name, _calendar(item)) for name, item in node.entries())
    if not node.holds(WORKING):
        node.problems.append(f'{node.at}: calendar "{WORKING}" is missing; write it, it counts waits')
    return calendars


def _calendar(node: Node) -> Calendar:
    part = node.fields(("weekdays",), {"minus": [], "plus": []})
    return Calendar(
        weekdays=tuple(day.whole(least=1, most=7) for day in part["weekdays"].items()),
        minus=part["minus"].days(),
        plus=part["plus"].days(),
    )


def _initial(milestone: str, node: Node) -> Initial:
    if node.value is None:
        return Initial(milestone=milestone)
    part = node.fields(("earliest", "latest"))
    earliest, latest = part["earliest"].day(), part["latest"].day()
    if earliest is not None and latest is not None and earliest > latest:
        node.wrong("write earliest no later than latest")
    return Initial(milestone=milestone, earliest=earliest, latest=latest)


def _deadline(node: Node) -> Deadline:
    part = node.fields(("id", "milestones", "by"))
    return Deadline(
        id=part["id"].text(),
        milestones=part["milestones"].texts(empty="name a milestone or drop the deadline"),
        by=part["by"].day() or date.min,
    )


def _action(node: Node, calendars: Sequence[str]) -> Action:
    part = node.fields(
        ("id", "who", "open", "gives"),
        {"once": None, "place": None, "windows": [], "needs": [], "fee": 0, "materials": []},
    )
    name = part["id"].text()
    return Action(
        id=name,
        once=part["once"].texts() if node.holds("once") else (name.partition("@")[0],),
        who=part["who"].text(),
        place=None if part["place"].value is None else part["place"].text(),
        open=part["open"].one_of(calendars) or WORKING,
        windows=tuple(window for item in part["windows"].items() if (window := _window(item))),
        needs=part["needs"].texts(),
        gives=tuple((given, tuple(map(_span, wait.items()))) for given, wait in part["gives"].entries()),
        fee=part["fee"].whole(),
        materials=tuple(group.texts(empty="name a material or drop the group") for group in part["materials"].items()),
    )


def _window(node: Node) -> tuple[date, date] | None:
    ends = node.items()
    days = [end.day() for end in ends]
    if len(ends) != 2:
        node.wrong("write [first, last]")
        return None
    first, last = days
    if first is None or last is None:
        return None
    if first > last:
        node.wrong("write first no later than last")
    return first, last


def _span(node: Node) -> Span:
    fixed = node.member("unit") == Unit.NOT_BEFORE.value
    part = node.fields(("unit", "date") if fixed else ("unit", "least", "most"))
    unit = Unit(part["unit"].one_of(tuple(Unit)) or Unit.WORKING)
    if fixed:
        return Span(unit=unit, date=part["date"].day())
    least, most = part["least"].whole(), part["most"].whole()
    if least > most:
        node.wrong("write least no greater than most")
    return Span(unit=unit, least=least, most=most)


def problem_to_json(problem: Problem) -> dict[str, object]:
    """The JSON value of ``problem``, every key written; ``problem_from_json`` reads an equal problem back.

    >>> from datetime import date
    >>> problem = Problem(start=date(2026, 11, 23), calendars=(("working", Calendar(weekdays=(1,))),))
    >>> problem_from_json(problem_to_json(problem)) == problem
    True
    """
    return {
        "schema": PROBLEM_SCHEMA,
        "start": problem.start.isoformat(),
        "known_until": problem.known_until and problem.known_until.isoformat(),
        "calendars": {
            name: {
                "weekdays": list(calendar.weekdays),
                "minus": _dates(calendar.minus),
                "plus": _dates(calendar.plus),
            }
            for name, calendar in problem.calendars
        },
        "initial": {initial.milestone: _initial_json(initial) for initial in problem.initial},
        "goal": list(problem.goal),
        "urgent": [list(group) for group in problem.urgent],
        "deadlines": [
            {"id": deadline.id, "milestones": list(deadline.milestones), "by": deadline.by.isoformat()}
            for deadline in problem.deadlines
        ],
        "actions": [_action_json(action) for action in problem.actions],
    }


def _dates(days: Iterable[date]) -> list[str]:
    return [day.isoformat() for day in days]


def _initial_json(initial: Initial) -> dict[str, object] | None:
    if initial.earliest is None or initial.latest is None:
        return None
    return {"earliest": initial.earliest.isoformat(), "latest": initial.latest.isoformat()}


def _action_json(action: Action) -> dict[str, object]:
    return {
        "id": action.id,
        "once": list(action.once),
        "who": action.who,
        "place": action.place,
        "open": action.open,
        "windows": [_dates(window) for window in action.windows],
        "needs": list(action.needs),
        "gives": {name: [_span_json(span) for span in spans] for name, spans in action.gives},
        "fee": action.fee,
        "materials": [list(group) for group in action.materials],
    }


def _span_json(span: Span) -> dict[str, object]:
    if span.date is not None:
        return {"unit": span.unit.value, "date": span.date.isoformat()}
    return {"least": span.least, "most": span.most, "unit": span.unit.value}
