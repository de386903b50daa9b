"""A plan as a calendar file (iCalendar, RFC 5545): trips with what to carry, waits, deadlines with alarms.

Whole days without a zone. A UID is made of what stays the same when the plan is made anew on a later day: region,
scenario, and the last procedure of a trip, the milestone waited for, or the deadline. So a calendar moves its events
and does not double them. DTSTAMP is the day on which the plan begins; SEQUENCE counts these days from 2020 on, each a
thousand, and one for each time that the plan was made anew by ``replan``: so a later plan is the newer one, on the same
day too, without a clock. Two people's plans for one scenario in one calendar need a ``case`` each.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from importlib import import_module
from typing import Protocol, cast
from uuid import NAMESPACE_URL, uuid5

import attrs

from medcard.errors import MissingExtra
from medcard.plan import Answer, Plan, PlanDeadline, Question, Result, Span, Step, Term, Visit
from medcard.record import Record
from medcard.rendering.document import Detail
from medcard.rendering.drawable import the_plan
from medcard.rendering.names import UNCITED, Names
from medcard.rendering.sections import title
from medcard.rendering.steps import Steps
from medcard.rendering.words import words

_PRODUCT = "-//medcard//medcard plan 1//EN"
_EPOCH = date(2020, 1, 1)
_SHOWN = tuple(f"label.{each}" for each in ("do-by", "who", "where", "fee", "bring", "wait", "note", "careful"))
"""What the event of an act without a trip says of it."""
_DAY_BEFORE = (timedelta(hours=-6),)
"""Alarms count from the midnight with which a day begins: six in the evening before."""
_THAT_MORNING = (timedelta(hours=9),)
_WEEK_AND_DAY_BEFORE = (timedelta(days=-7, hours=9), timedelta(days=-1, hours=9))


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Entry(Record):
    """One event: ``key`` tells it from the others of the plan, ``days`` are its first and last day."""

    key: tuple[str, ...]
    days: Span
    summary: str
    description: tuple[str, ...]
    location: str = ""
    busy: bool = False
    alarms: tuple[timedelta, ...] = ()


def render(answer: Answer, *, lang: str = "zh", case: str = "") -> str:
    """The calendar file, its lines ended by CR LF and no longer than 75 octets.

    ``case`` keeps the events of several people apart: a number or a word of the caller's own, never a name. It goes
    into the UIDs, hashed, and nowhere else.
    WrongArgument for an answer that is no plan, MissingExtra where icalendar is not installed.
    """
    plan = the_plan(answer)
    calendar = _made("Calendar")
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", title(plan, words(lang)))
    seen: set[tuple[str, ...]] = set()
    for entry in _Entries(plan, lang).all():
        key = entry.key
        while key in seen:
            key = (*key, "again")
        seen.add(key)
        calendar.add_component(_event(entry, _uid(plan, case, key), plan.question))
    return calendar.to_ical().decode()


class Component(Protocol):
    """What is used of icalendar's components."""

    def add(self, name: str, value: object) -> None: ...
    def add_component(self, component: object) -> None: ...
    def to_ical(self) -> bytes: ...


def _made(name: str) -> Component:
    """A new component of icalendar, which is imported when a calendar is first asked for."""
    try:
        return cast(Component, getattr(import_module("icalendar"), name)())
    except ImportError:
        raise MissingExtra("the format ics", "icalendar", "ics") from None


def _uid(plan: Plan, case: str, key: tuple[str, ...]) -> str:
    name = json.dumps([plan.question.region.code, plan.question.scenario, case, *key])
    return f"{uuid5(NAMESPACE_URL, 'medcard:' + name)}@medcard"


def _event(entry: Entry, uid: str, question: Question) -> Component:
    event, on = _made("Event"), question.on
    stamp = datetime(on.year, on.month, on.day, tzinfo=UTC)
    event.add("uid", uid)
    event.add("dtstamp", stamp)
    event.add("sequence", max((on - _EPOCH).days, 0) * 1000 + (question.case.replans if question.case else 0))
    event.add("dtstart", entry.days.earliest)
    event.add("dtend", entry.days.latest + timedelta(days=1))
    event.add("summary", entry.summary)
    event.add("description", "\n".join(entry.description))
    event.add("transp", "OPAQUE" if entry.busy else "TRANSPARENT")
    if entry.location:
        event.add("location", entry.location)
    for before in entry.alarms:
        event.add_component(_alarm(entry.summary, before))
    return event


def _alarm(summary: str, before: timedelta) -> Component:
    alarm = _made("Alarm")
    alarm.add("action", "DISPLAY")
    alarm.add("description", summary)
    alarm.add("trigger", before)
    return alarm


class _Entries:
    def __init__(self, plan: Plan, lang: str) -> None:
        self.plan = plan
        self.words = words(lang)
        self.names = Names(self.words, plan.question, plan, UNCITED)
        self.steps = Steps(self.names, plan)
        self.by_id = {step.id: step for step in plan.steps}

    def all(self) -> Iterator[Entry]:
        """Trips, acts without a trip, waits, deadlines."""
        yield from map(self._visit, self.plan.visits)
        on_trips = {id_ for visit in self.plan.visits for id_ in visit.steps}
        yield from (self._act(step) for step in self.plan.steps if step.id not in on_trips)
        for step in self.plan.steps:
            yield from self._waits(step)
        yield from map(self._deadline, self.plan.timeline.deadlines)
        yield from map(self._term, self.plan.timeline.terms)

    def _visit(self, visit: Visit) -> Entry:
        steps = [self.by_id[id_] for id_ in visit.steps if id_ in self.by_id]
        done = self.words.several(self.words.of(step.name) for step in steps)
        place = self.words.of(visit.place_name)
        last = steps[-1].procedure if steps else visit.place
        where = self._told(steps[0], ("label.where",)) if steps else []
        told = [line for step in steps for line in self._told(step, ("label.note", "label.careful"))]
        return Entry(
            key=("act", last),
            days=_only(visit.on.latest),
            summary=self.words("ics.trip", place=place, steps=done),
            description=(*self._lines(self.steps.visit(visit).details), *where, *told),
            location=place,
            busy=True,
            alarms=_DAY_BEFORE,
        )

    def _act(self, step: Step) -> Entry:
        return Entry(
            key=("act", step.procedure),
            days=_only(step.on.latest),
            summary=self.words("step.title", name=self.words.of(step.name), channel=self.words.of(step.channel_name)),
            description=tuple(self._told(step, _SHOWN)),
            alarms=_THAT_MORNING,
        )

    def _told(self, step: Step, keys: tuple[str, ...]) -> list[str]:
        """Those details of a step, as lines."""
        labels = {self.words(key) for key in keys}
        details = Steps(self.names, self.plan).step(step).details  # of its own, so that no event refers to another
        return self._lines(each for each in details if each.label in labels)

    def _lines(self, details: Iterable[Detail]) -> list[str]:
        colon = self.words("list.colon")
        found: list[str] = []
        for each in details:
            if len(each.lines) == 1:
                found.append(f"{each.label}{colon}{each.lines[0]}")
            else:
                found += [f"{each.label}{colon}", *(f"· {line}" for line in each.lines)]
        return found

    def _waits(self, step: Step) -> Iterator[Entry]:
        groups: dict[Span, list[Result]] = {}
        for result in step.results:
            if result.holds.latest > step.on.latest:
                groups.setdefault(result.holds, []).append(result)
        for holds, results in groups.items():
            names = self.words.several(self.words.of(result.name) for result in results)
            yield Entry(
                key=("wait", step.procedure, results[0].milestone),
                days=holds,
                summary=self.words("ics.wait", name=names, latest=self.words.day(holds.latest)),
                description=tuple(self.steps.result(result) for result in results),
            )

    def _deadline(self, due: PlanDeadline) -> Entry:
        key = "deadline.kept" if due.kept else "deadline.at-risk" if due.at_risk else "deadline.missed"
        return self._due(("deadline", due.id), due, key, due.latest_start)

    def _term(self, due: Term) -> Entry:
        key = "deadline.kept" if due.kept else "deadline.missed"
        return self._due(("term", due.of, *due.milestones), due, key, None)

    def _due(self, key: tuple[str, ...], due: PlanDeadline | Term, message: str, start: date | None) -> Entry:
        w = self.words
        names = self.names.several(due.milestones)
        begin = w("deadline.start", start=w.day(start)) if start else ""
        said = (w(message, milestones=names, by=w.day(due.by)), w("ics.lost", lost=w.of(due.lost)), begin)
        return Entry(
            key=key,
            days=_only(due.by),
            summary=w("ics.deadline", milestones=names),
            description=tuple(line for line in said if line),
            alarms=_WEEK_AND_DAY_BEFORE,
        )


def _only(day: date) -> Span:
    return Span(earliest=day, latest=day)
