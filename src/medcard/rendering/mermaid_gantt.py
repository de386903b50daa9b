"""The timeline of a plan as Mermaid text (gantt).

Every bar has its own first and last day, so that the days that Mermaid shades (``excludes``) move none.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from medcard.plan import Answer
from medcard.rendering import mermaid
from medcard.rendering.agenda import Agenda, Mark, Row, agenda
from medcard.rendering.drawable import the_plan
from medcard.rendering.words import Words, words


def render(answer: Answer, *, lang: str = "zh") -> str:
    """The timeline as text, one bar a line. WrongArgument for an answer that is no plan."""
    drawn, w = agenda(the_plan(answer), lang), words(lang)
    lines = [
        "gantt",
        f"    title {_words(drawn.title)}",
        "    dateFormat YYYY-MM-DD",
        "    axisFormat %m-%d",
        "    todayMarker off",
    ]
    if drawn.off:
        lines.append("    excludes " + ", ".join(day.isoformat() for day in drawn.off))
    for title, rows in _sections(drawn, w):
        lines.append(f"    section {_words(title)}")
        lines += [f"    {line}" for number, row in rows for line in _bars(number, row, w)]
    return "\n".join(lines) + "\n"


def _sections(drawn: Agenda, w: Words) -> Iterator[tuple[str, list[tuple[int, Row]]]]:
    """Rows with their place, by who acts; urgent things first and deadlines last."""
    rows = list(enumerate(drawn.rows))
    urgent = [each for each in rows if each[1].mark is Mark.COVERED]
    due = [each for each in rows if each[1].mark in (Mark.DEADLINE, Mark.RISK, Mark.MISSED)]
    steps = [each for each in rows if each[1].mark is Mark.STEP]
    yield from [(w("head.urgent"), urgent)] if urgent else []
    for actor in dict.fromkeys(row.actor for _, row in steps):
        yield w.actor(actor), [each for each in steps if each[1].actor == actor]
    yield from [(w("head.deadlines"), due)] if due else []


def _bars(number: int, row: Row, w: Words) -> Iterator[str]:
    name = _words(row.title)
    if row.mark is not Mark.STEP:
        kind = "milestone" if row.mark is Mark.COVERED else "crit, milestone"
        yield f"· {name} :{kind}, m{number}, {row.on.latest}, 0d"
        return
    yield f"{name} :s{number}, {row.on.latest}, {_next(row.on.latest)}"
    if row.on.latest < row.holds.latest:
        waiting = _words(w("chart.wait", name=row.title))
        yield f"{waiting} :active, w{number}, {row.on.latest}, {_next(row.holds.latest)}"


def _next(day: date) -> date:
    """Mermaid's bars end where the last day begins."""
    return day + timedelta(days=1)


def _words(text: str) -> str:
    """As :func:`medcard.rendering.mermaid.words`; a colon would end the name of a bar."""
    return mermaid.words(text).replace(": ", " - ").replace(":", "：")
