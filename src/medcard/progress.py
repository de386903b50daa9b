"""What came of the steps of a plan: which were accepted, refused, late, or gave a card that is wrong.

As JSON it is ``medcard/progress/1``: ``{"schema": "medcard/progress/1", "reports": [{"step": "card-reissue@bank",
"outcome": "refused", "on": "2026-11-23", "papers": ["photo"]}]}``; ``on`` and ``papers`` may be missing.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date

import attrs

from medcard.arguments import expect, expect_all
from medcard.errors import InvalidProgress, WrongArgument, brief
from medcard.facts import Choice
from medcard.json_reader import Node, parse_json
from medcard.record import Record

PROGRESS_SCHEMA = "medcard/progress/1"


class Outcome(Choice):
    """What came of a step."""

    ACCEPTED = "accepted", "办好了（已受理）", "accepted"
    READY = "ready", "结果已经拿到", "its result is there"
    REFUSED = "refused", "少材料，没办成", "refused, a paper was missing"
    TURNED_AWAY = "turned-away", "这里不办", "turned away, it is not done there"
    LATE = "late", "过了说好的日子还没有结果", "late, the promised day has passed"
    WRONG = "wrong", "卡做错了或者不能用", "the card that came is wrong"
    LAPSED = "lapsed", "失效了、没做成", "what it gave has lapsed or came to nothing"


def _outcome(value: object) -> Outcome:
    for outcome in Outcome:
        if value == outcome.value:
            return outcome
    raise WrongArgument("outcome", brief(value), f"one of {', '.join(Outcome)}")


def _papers(value: Iterable[str]) -> tuple[str, ...]:
    return expect_all("papers", value, str, "the ids of papers, such as ('photo',)")


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Report(Record):
    """What came of one step (``procedure@channel``), on which day; None: the day on which one plans anew.

    ``papers`` are those that were missing, by their ids, when the step was refused. WrongArgument for an outcome that
    does not exist.

    >>> Report(step="card-reissue@bank", outcome="refused", papers=("photo",)).outcome.en
    'refused, a paper was missing'
    """

    step: str
    outcome: Outcome = attrs.field(converter=_outcome)
    on: date | None = None
    papers: tuple[str, ...] = attrs.field(default=(), converter=_papers)

    def __attrs_post_init__(self) -> None:
        expect("step", self.step, str, "the id of a step, such as 'card-reissue@bank'")
        if self.on is not None and type(self.on) is not date:
            raise WrongArgument("on", brief(self.on), "a datetime.date, or leave it out")


def _reports(value: Iterable[Report]) -> tuple[Report, ...]:
    return expect_all("reports", value, Report, "a list of Report")


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Progress(Record):
    """Everything that came of a plan's steps since it was made, in any order."""

    reports: tuple[Report, ...] = attrs.field(default=(), converter=_reports)

    @classmethod
    def from_json(cls, source: str | Mapping[str, object]) -> Progress:
        """The progress written in ``source``, a JSON text or the value read from one.

        Raises InvalidProgress with every problem found, one line each.

        >>> Progress.from_json('{"schema": "medcard/progress/1", "reports": [{"step": "x", "outcome": "done"}]}')
        Traceback (most recent call last):
        ...
        medcard.errors.InvalidProgress: $.reports[0].outcome: got "done"; use one of accepted, ready, refused, \
turned-away, late, wrong, lapsed
        """
        problems: list[str] = []
        value: object = parse_json(source, problems) if isinstance(source, str) else source
        part = Node(value, "$", problems).fields(("schema", "reports")) if not problems else {}
        reports: tuple[Report, ...] = ()
        if part:
            part["schema"].one_of((PROGRESS_SCHEMA,))
            reports = tuple(filter(None, (_report(item) for item in part["reports"].items())))
        if problems:
            raise InvalidProgress(problems)
        return cls(reports=reports)

    def to_json(self) -> str:
        """The progress as JSON text, which :meth:`from_json` reads back equal."""
        rows = [
            {
                "step": report.step,
                "outcome": report.outcome.value,
                **({"on": report.on.isoformat()} if report.on else {}),
                **({"papers": list(report.papers)} if report.papers else {}),
            }
            for report in self.reports
        ]
        return json.dumps({"schema": PROGRESS_SCHEMA, "reports": rows}, ensure_ascii=False, indent=2)


def _report(node: Node) -> Report | None:
    part = node.fields(("step", "outcome"), {"on": None, "papers": []})
    before = len(node.problems)
    step, outcome = part["step"].text(), part["outcome"].one_of(tuple(Outcome))
    on = None if part["on"].value is None else part["on"].day()
    papers = part["papers"].texts()
    if len(node.problems) > before or outcome is None:
        return None
    return Report(step=step, outcome=_outcome(outcome), on=on, papers=papers)
