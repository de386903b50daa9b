"""Why a step is on its day, and why a result holds on its day: what is waited for, and which days do not count."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from medcard.assembly import times, wording
from medcard.calendars import EVERY_DAY, MONDAY_TO_FRIDAY
from medcard.explaining.said import NOTHING, Said, both, counted, joined, rules_of, spaced
from medcard.explaining.values import Reason, Stretch
from medcard.grounding.calendars import WEEK
from medcard.model import Text
from medcard.plan import Plan, Result, Rule, Step, WaitPart
from medcard.problem import Calendar, Span, Unit
from medcard.timing import Clock

ONE_DAY = timedelta(days=1)


class Dates:
    """Explains the dates of one plan, those that it counts on."""

    def __init__(self, plan: Plan, said: Said) -> None:
        self.plan = plan
        self.said = said
        working = plan.timeline.working
        self.start = plan.question.on
        week = Calendar(weekdays=working.weekdays, minus=working.minus, plus=working.plus)
        self.clock, self.all_days = Clock(self.start, week), Clock(self.start, Calendar(weekdays=EVERY_DAY))

    def act(self, step: Step) -> Reason:
        """Why a step is on its day."""
        ready, givers = self._ready(step)
        windows = rules_of(step, "windows")
        if step.on.latest == ready:
            text = self._at_once(givers)
        elif step.on.latest == self._first_open(step, ready):
            shut = _days([ready + ONE_DAY * n for n in range((step.on.latest - ready).days)])
            text = both("{}不开门，这是之后开门的头一天", "closed on {}; this is the first open day after", shut)
        elif windows:
            text = both("这件事只在{}受理", "it is accepted only in {}", joined(rule.value for rule in windows))
        else:
            text = self._later(step, ready)
        return Reason(kind="day", text=text, rules=windows, steps=givers)

    def _ready(self, step: Step) -> tuple[date, tuple[str, ...]]:
        """The first day on which all that a step needs holds, and the steps whose results come last."""
        holds = {
            need: [
                (r.holds.latest, other.id) for other in self.plan.steps for r in other.results if r.milestone == need
            ]
            for need in step.needs
        }
        first = [min(days) for days in holds.values() if days]
        ready = max((day for day, _ in first), default=self.start)
        return ready, tuple(dict.fromkeys(id_ for day, id_ in first if day == ready))

    def _at_once(self, givers: tuple[str, ...]) -> Text:
        if givers:
            before = self.said.several(givers)
            return both(
                "这天{}有了结果，当天就能接着办", "{} has its result that day, and this can follow at once", before
            )
        return Text("这是您打算开始的日子，不用等别的", "the day on which you start; it waits for nothing")

    def _later(self, step: Step, ready: date) -> Text:
        """Later than everything it needs: closed days, or a visit shared with another step."""
        others = [
            other.id
            for other in self.plan.steps
            if other.id != step.id
            and other.place is not None
            and (other.actor, other.place, other.on.latest) == (step.actor, step.place, step.on.latest)
        ]
        first = times.day(ready)
        if not others:
            return both("{}起等到这天才开门", "not open from {} until this day", first)
        together = self.said.several(others)
        return both(
            "{}起就能办，等到这天和{}一趟办，少跑一趟",
            "possible from {}, but done together with {} to save a trip",
            first,
            together,
        )

    def _first_open(self, step: Step, ready: date) -> date | None:
        """The first open day, as far as the opening's name tells the days: a season's days it does not tell."""
        working = self.plan.timeline.working
        week = [WEEK.index(name) + 1 for name in step.opening.split("-") if name in WEEK]
        weekdays = {"any": EVERY_DAY, "weekdays": MONDAY_TO_FRIDAY}.get(step.opening, tuple(week))
        days = [ready + ONE_DAY * n for n in range((step.on.latest - ready).days + 1)]
        if step.opening == "working":
            return next((day for day in days if working.is_open(day)), None)
        if step.opening == "any":
            return ready
        return next((day for day in days if day.isoweekday() in weekdays and day not in working.minus), None)

    def waits(self, step: Step, results: Sequence[Result]) -> Iterator[Reason]:
        """Why those of a step's results that are waited for hold on their days; results of the same waits together."""
        groups: dict[tuple[WaitPart, ...], list[Result]] = {}
        for result in results:
            groups.setdefault(result.waits, []).append(result)
        yield from (self._wait(step, waits, together) for waits, together in groups.items() if waits)

    def _wait(self, step: Step, waits: Sequence[WaitPart], results: Sequence[Result]) -> Reason:
        at, parts, stretches = step.on.latest, list[Text](), list[Stretch]()
        for part in waits:
            stretch = self._stretch(part, at, results[0].holds.latest)
            parts.append(both("{}{}", "{}{}", self._long(step, part), self._counted(part, stretch)))
            stretches.append(stretch)
            at = stretch.last
        names = joined(result.name for result in results)
        fields = ("wait." + "+".join(part.stages) for part in waits)
        others = joined((self.said.disputed(step.id, field) for field in dict.fromkeys(fields)), "", "")
        return Reason(
            kind="wait",
            text=both("要等到“{}”：{}{}", "until “{}”: {}{}", names, joined(parts, "；然后", "; then "), others),
            rules=tuple(rule for part in waits for rule in self._rules(step, part)),
            stretches=tuple(stretches),
            sources=tuple(dict.fromkeys(part.source for part in waits if part.source)),
        )

    def _rules(self, step: Step, part: WaitPart) -> tuple[Rule, ...]:
        return rules_of(step, "wait." + "+".join(part.stages))

    def _long(self, step: Step, part: WaitPart) -> Text:
        """How long a stretch takes and who says so."""
        stages = wording.stages(part.stages) if part.stages else Text("等候", "the wait")
        time = times.wait(part.least, part.most, _unit(part))
        if part.assumed:
            return both(
                "{}要多久没有公布，先按{}估计",
                "how long {} takes is not published; {} was assumed",
                stages,
                spaced(time),
            )
        rules = self._rules(step, part)
        region = self.plan.question.region.code
        by = self.said.by(rules[0]) if rules else self.said.imposed("region", region, part.source)
        if part.most == 0:
            return both("{}{}当场办好", "{} {} is done at once", by, stages)
        if part.least == 0:
            return both("{}{}在{}办完", "{} {} is done {}", by, stages, spaced(time))
        return both("{}{}要{}", "{} {} takes {}", by, stages, spaced(time))

    def _stretch(self, part: WaitPart, begun: date, holds: date) -> Stretch:
        """How one stretch is counted; a date that the rule itself names can only be seen from when the result holds."""
        unit = _unit(part)
        if unit is Unit.NOT_BEFORE:
            return Stretch(first=begun, last=max(begun, holds))
        last = self._end(part, unit, begun, self.clock)
        if unit is not Unit.WORKING:
            due = self._end(part, unit, begun, self.all_days)
            return Stretch(first=begun, last=last, due=None if due == last else due)
        working = self.plan.timeline.working
        days = [begun + ONE_DAY * n for n in range(1, (last - begun).days + 1)]
        weekend = tuple(day for day in days if day.isoweekday() not in MONDAY_TO_FRIDAY)
        return Stretch(
            first=begun,
            last=last,
            weekend=tuple(day for day in weekend if not working.is_open(day)),
            closed=tuple(day for day in days if day not in weekend and not working.is_open(day)),
            extra=tuple(day for day in weekend if working.is_open(day)),
        )

    @staticmethod
    def _end(part: WaitPart, unit: Unit, begun: date, clock: Clock) -> date:
        span = Span(unit=unit, least=part.least, most=part.most)
        return clock.date(clock.end((span,), clock.day(begun), longest=True))

    def _counted(self, part: WaitPart, stretch: Stretch) -> Text:
        """From which day to which, and which days did not count."""
        if stretch.first == stretch.last:
            return NOTHING
        first, last = times.day(stretch.first), times.day(stretch.last)
        if _unit(part) is Unit.WORKING:
            left_out = self._left_out(stretch)
            return both(
                "，从{}的第二天数起，数到{}{}", ", counted from the day after {} to {}{}", first, last, left_out
            )
        moved = NOTHING
        if stretch.due is not None:
            due = times.day(stretch.due)
            moved = both("（到期的{}不上班，顺延）", " (put off from {}, which is no working day)", due)
        return both("，从{}算到{}{}", ", from {} to {}{}", first, last, moved)

    def _left_out(self, stretch: Stretch) -> Text:
        """The days between that are no working days, and those that are though they fall on a weekend."""
        shut: list[Text] = []
        if stretch.weekend:
            shut.append(both("周六周日 {}", "{}", counted(len(stretch.weekend), "天", "weekend day")))
        if stretch.closed:
            closed = stretch.closed
            shut.append(both("放假 {}（{}）", "{} ({})", counted(len(closed), "天", "holiday"), _days(closed)))
        said = [both("，{}不算", "; {} do not count", joined(shut, "、", " and "))] if shut else []
        if stretch.extra:
            said.append(both("，调休上班的{}也算", "; {} count, as people work then", _days(stretch.extra)))
        known = self.plan.timeline.working.known_until
        if stretch.last > known:
            year = known.year + 1
            said.append(
                Text(f"，{year} 年放假还没公布，先按周一到周五估算", f"; the holidays of {year} are not announced yet")
            )
        return joined(said, "", "")


def _unit(part: WaitPart) -> Unit:
    """The unit of a stretch; one that no wait has is counted by the day on which the result holds."""
    return Unit(part.unit) if part.unit in tuple(Unit) else Unit.NOT_BEFORE


def _days(days: Sequence[date]) -> Text:
    """A few days, without the year; stretches by their ends."""
    stretches: list[list[date]] = []
    for day in days:
        if stretches and day - stretches[-1][-1] == ONE_DAY:
            stretches[-1].append(day)
        else:
            stretches.append([day])
    return joined(
        _short(each[0]) if len(each) == 1 else both("{}至{}", "{} to {}", _short(each[0]), _short(each[-1]))
        for each in stretches
    )


def _short(day: date) -> Text:
    return Text(f"{day.month}月{day.day}日", f"{day.day} {times.MONTHS[day.month - 1]}")
