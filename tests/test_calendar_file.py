"""The calendar file: RFC 5545 to the letter, every trip with what to carry, and a plan made anew moves its events."""

from __future__ import annotations

import itertools
import sys
from datetime import date, datetime, timedelta

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from icalendar import Calendar, Component

from medcard import plan as p
from medcard.errors import MissingExtra
from medcard.known import from_facts
from medcard.model import Text
from medcard.planner import decide, load_catalogue
from medcard.progress import Progress, Report
from medcard.rendering import ics, render
from medcard.rendering.words import LANGUAGES
from medcard.replanning import replan
from strategies.plans import plans

SLOW = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
CATALOGUE = load_catalogue("海口")
MONDAY = date(2026, 11, 23)


def lost(on: date = MONDAY) -> p.Plan:
    applicant, wanted = from_facts({"scenario": "lost", "needed-on": "2026-11-30", "care-needed": "outpatient"})
    plan = decide(applicant, wanted, region="海口", on=on, assume="typical", catalogue=CATALOGUE)
    assert isinstance(plan, p.Plan)
    return plan


def events(text: str) -> dict[str, Component]:
    """The events of a file by UID."""
    found = list(Calendar.from_ical(text).walk("VEVENT"))
    by_uid = {str(event["UID"]): event for event in found}
    assert len(by_uid) == len(found)
    return by_uid


def days(event: Component) -> tuple[date, date]:
    """First and last day."""
    return event.decoded("DTSTART"), event.decoded("DTEND") - timedelta(days=1)


@SLOW
@given(plans(), st.sampled_from(LANGUAGES))
def test_every_file_is_well_formed(plan: p.Plan, lang: str) -> None:
    text = render(plan, "ics", lang)
    lines = text.encode().split(b"\r\n")
    assert lines[-1] == b""
    assert all(len(line) <= 75 and b"\n" not in line for line in lines)
    calendar = Calendar.from_ical(text)
    assert calendar["PRODID"]
    assert calendar["VERSION"] == "2.0"
    for event in events(text).values():
        assert {"UID", "DTSTAMP", "SEQUENCE", "DTSTART", "DTEND", "SUMMARY", "TRANSP"} <= set(event)
        first, last = days(event)
        assert not isinstance(first, datetime)
        assert first <= last
        stamp = event.decoded("DTSTAMP")
        assert stamp.date() == plan.question.on
        assert stamp.utcoffset() == timedelta(0)
    assert list(calendar.walk("VTIMEZONE")) == []


def test_a_trip_is_an_event_with_what_to_carry_and_an_alarm_the_evening_before() -> None:
    plan = lost()
    busy = [each for each in events(render(plan, "ics")).values() if each["TRANSP"] == "OPAQUE"]
    assert [(days(each)[0], str(each["LOCATION"])) for each in busy] == [
        (visit.on.latest, visit.place_name.zh) for visit in plan.visits
    ]
    for event, visit in zip(busy, plan.visits, strict=True):
        assert all(paper.name.zh in event["DESCRIPTION"] for paper in visit.carry)
        (alarm,) = event.walk("VALARM")
        assert alarm.decoded("TRIGGER") == timedelta(hours=-6)


def test_a_wait_runs_from_the_earliest_to_the_latest_day_and_keeps_nobody_busy() -> None:
    plan = lost()
    waits = {result.holds for step in plan.steps for result in step.results if result.holds.latest > step.on.latest}
    free = [days(each) for each in events(render(plan, "ics")).values() if each["TRANSP"] == "TRANSPARENT"]
    assert waits
    assert {(span.earliest, span.latest) for span in waits} <= set(free)


def test_a_deadline_rings_a_week_and_a_day_before() -> None:
    plan = lost()
    due = plan.timeline.deadlines[0]
    (event,) = [each for each in events(render(plan, "ics")).values() if len(list(each.walk("VALARM"))) == 2]
    assert days(event) == (due.by, due.by)
    assert [alarm.decoded("TRIGGER") for alarm in event.walk("VALARM")] == [
        timedelta(days=-7, hours=9),
        timedelta(days=-1, hours=9),
    ]


def test_a_term_rings_like_a_deadline() -> None:
    plan = lost()
    term = p.Term(
        step=plan.steps[0].id,
        of="misuse-stopped",
        since=MONDAY,
        count=10,
        unit="calendar",
        milestones=("card-applied",),
        by=date(2026, 12, 3),
        kept=True,
        lost=Text("挂失失效"),
        source=None,
    )
    changed = attrs.evolve(plan, timeline=attrs.evolve(plan.timeline, deadlines=(), terms=(term,)))
    (event,) = [each for each in events(render(changed, "ics")).values() if len(list(each.walk("VALARM"))) == 2]
    assert days(event) == (term.by, term.by)
    assert "挂失失效" in event["DESCRIPTION"]


def test_the_same_plan_on_a_later_day_moves_its_events_and_doubles_none() -> None:
    before, after = (events(render(lost(on), "ics")) for on in (MONDAY, MONDAY + timedelta(days=2)))
    assert set(before) == set(after)
    assert all(after[uid]["SEQUENCE"] > event["SEQUENCE"] for uid, event in before.items())
    assert any(days(after[uid]) != days(event) for uid, event in before.items())


def test_each_plan_from_here_is_newer_on_the_same_day_too_and_moves_its_events() -> None:
    plan = lost()
    files = [events(render(plan, "ics"))]
    for step in plan.steps[:2]:
        done = Progress(reports=[Report(step=step.id, outcome="accepted")])
        answer = replan(plan, done, on=MONDAY, catalogue=CATALOGUE)
        assert isinstance(answer, p.Plan)
        plan = answer
        files.append(events(render(plan, "ics")))
    for before, after in itertools.pairwise(files):
        assert after
        assert set(after) <= set(before)
        assert all(event["SEQUENCE"] > before[uid]["SEQUENCE"] for uid, event in after.items())


def test_a_plan_of_the_next_day_is_newer_than_any_plan_from_here() -> None:
    plan = lost()
    for _ in range(3):
        answer = replan(plan, Progress(), on=MONDAY, catalogue=CATALOGUE)
        assert isinstance(answer, p.Plan)
        plan = answer
    before, after = events(render(plan, "ics")), events(render(lost(MONDAY + timedelta(days=1)), "ics"))
    shared = before.keys() & after.keys()
    assert shared
    assert all(after[uid]["SEQUENCE"] > before[uid]["SEQUENCE"] for uid in shared)


def test_a_trip_keeps_its_event_when_a_part_of_it_is_done() -> None:
    plan = lost()
    visit = next(each for each in plan.visits if len(each.steps) > 1)
    rest = tuple(step for step in plan.steps if step.id != visit.steps[0])
    left = attrs.evolve(visit, steps=visit.steps[1:], on=p.Span(earliest=MONDAY, latest=MONDAY + timedelta(days=1)))
    smaller = attrs.evolve(plan, steps=rest, visits=(left,))
    mine = [each for each in events(render(smaller, "ics")).values() if each["TRANSP"] == "OPAQUE"]
    assert {str(each["UID"]) for each in mine} <= set(events(render(plan, "ics")))


def test_another_channel_keeps_the_event() -> None:
    plan = lost()
    other = attrs.evolve(plan.steps[-1], id=f"{plan.steps[-1].procedure}@elsewhere", channel="elsewhere")
    changed = attrs.evolve(plan, steps=(*plan.steps[:-1], other))
    assert set(events(render(changed, "ics"))) == set(events(render(plan, "ics")))


def test_two_people_in_one_calendar_are_kept_apart_by_a_case() -> None:
    one, other = (ics.render(lost(), case=case) for case in ("the elder", "the younger"))
    assert not set(events(one)) & set(events(other))
    assert "the elder" not in one


def test_another_doer_keeps_the_event() -> None:
    plan = lost()
    steps = tuple(attrs.evolve(step, actor="agent") for step in plan.steps)
    visits = tuple(attrs.evolve(visit, who="agent") for visit in plan.visits)
    changed = attrs.evolve(plan, steps=steps, visits=visits)
    assert set(events(render(changed, "ics"))) == set(events(render(plan, "ics")))


def test_words_of_a_pack_end_no_line_and_no_event() -> None:
    plan = lost()
    hostile = "a;b,c\\d\r\nEND:VEVENT\r\nBEGIN:VEVENT\n😀" + "社" * 80
    changed = attrs.evolve(plan, steps=(attrs.evolve(plan.steps[-1], name=Text(hostile)),), visits=())
    found = events(render(changed, "ics"))
    assert any("a;b,c\\d END:VEVENT BEGIN:VEVENT 😀" + "社" * 80 in str(each["SUMMARY"]) for each in found.values())


def test_without_icalendar_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    plan = lost()
    monkeypatch.setitem(sys.modules, "icalendar", None)
    with pytest.raises(MissingExtra, match=r"pip install 'medcard\[ics\]'"):
        render(plan, "ics")
