"""Why a channel is not in an answer: what stood against it and who imposed that, or what it would cost."""

from __future__ import annotations

from collections.abc import Iterator

from medcard.assembly import wording
from medcard.explaining.said import Said, both, counted, joined
from medcard.explaining.values import Reason
from medcard.model import Text
from medcard.plan import AlternativePlan, Compared, Plan, RejectedCause, RejectedChannel

KINDS = {"withdrawn": "ended", "not-stated": "missing"}
LESS, MORE = 0, 1
COUNTED = {
    "lost": ("deadline", Text("少错过 {} 个期限", "{} fewer missed"), Text("多错过 {} 个期限", "{} more missed")),
    "covered": (
        "day",
        Text("急事早 {} 天", "what is urgent {} sooner"),
        Text("急事晚 {} 天", "what is urgent {} later"),
    ),
    "finish": ("day", Text("早 {} 天办完", "done {} sooner"), Text("晚 {} 天办完", "done {} later")),
    "visits": ("trip", Text("少跑 {} 趟", "{} fewer"), Text("多跑 {} 趟", "{} more")),
    "fee": (None, Text("少花 {} 元", "{} yuan less"), Text("多花 {} 元", "{} yuan more")),
    "materials": ("paper", Text("少备 {} 样材料", "{} fewer"), Text("多备 {} 样材料", "{} more")),
}
"""What is counted, its unit in English, and what less or more of it means; a fee is in fen."""


class Refused:
    """Explains what an answer rejected."""

    def __init__(self, said: Said) -> None:
        self.said = said

    def channel(self, rejected: RejectedChannel) -> Iterator[Reason]:
        """What stood against a channel that is not available, and what would open it."""
        for cause in dict.fromkeys(rejected.causes):
            yield self._cause(cause, KINDS.get(rejected.reason, "condition"))
        if rejected.fix is not None:
            facts = self.said.facts(change.fact for change in rejected.fix.changes)
            yield Reason(kind="fix", text=rejected.fix.text, facts=facts)
        elif rejected.hopeless is not None:
            yield Reason(kind="hopeless", text=rejected.hopeless)

    def _cause(self, cause: RejectedCause, kind: str) -> Reason:
        facts, sources = self.said.facts(cause.facts), (cause.source,) if cause.source else ()
        text = both("{}{}", "{}{}", cause.condition, self.said.now(facts))
        if cause.imposed_by not in ("facts", "data", "plan"):
            text = both("{}：{}", "{} {}", self.said.imposed(cause.imposer, cause.imposed_by, cause.source), text)
        return Reason(kind=kind, text=text, facts=facts, sources=sources)


def compared(found: AlternativePlan, plan: Plan) -> Reason:
    """How a plan that uses the channel compares with ``plan``."""
    lost = found.vector.lost - plan.cost.lost
    less, more = [*_changes(found.compared, lost, LESS)], [*_changes(found.compared, lost, MORE)]
    if not less and not more and len(found.steps) > len(plan.steps):
        idle = Text(
            "也能办，但用不着：不办它也一样快、一样省",
            "possible, but there is no need: all else is the same without it",
        )
        return Reason(kind="equal", text=idle)
    if not less and not more:
        return Reason(
            kind="equal",
            text=Text(
                "走这条路也行：一样快、一样省，各项都不差",
                "this way is as good in every respect",
            ),
        )
    if not less:
        return Reason(kind="worse", text=both("也能办，但要{}", "possible, but: {}", joined(more)))
    return Reason(
        kind="worse",
        text=both("也能办：可以{}，但要{}", "possible: {}, but {}", joined(less), joined(more))
        if more
        else both(
            "也能办，还能{}；只是您要的不是这一样",
            "possible, even {}; but that is not what you asked to put first",
            joined(less),
        ),
    )


def _changes(found: Compared, lost: int, which: int) -> Iterator[Text]:
    """What is less, or what is more, in the order of the objectives."""
    values = [("lost", lost), *(("covered", days) for days in found.covered_days)]
    values += [
        ("finish", found.finish_days),
        ("visits", found.visits),
        ("fee", found.fee_fen),
        ("materials", found.materials),
    ]
    for name, by in dict.fromkeys(values):
        if by and (by > 0) == (which == MORE):
            unit, *words = COUNTED[name]
            if unit is None:
                number = Text(wording.money(abs(by)), wording.money(abs(by)))
            else:
                number = Text(str(abs(by)), counted(abs(by), "", unit).en)
            yield both(words[which].zh, words[which].get("en"), number)
