"""From what somebody asks about to its explanation."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from difflib import get_close_matches
from functools import cache

import attrs

from medcard.arguments import expect, expect_all
from medcard.assembly import times, wording
from medcard.catalogue import Catalogue
from medcard.deciding import Deciding
from medcard.errors import NotAPlan, WrongArgument, brief
from medcard.explaining.comparing import instead
from medcard.explaining.idle import idle
from medcard.explaining.on_day import days_of, on_day
from medcard.explaining.refused import Refused, compared
from medcard.explaining.said import Said, beginning, both, joined, spaced
from medcard.explaining.steps import Steps
from medcard.explaining.values import Explanation, Reason
from medcard.facts import to_date
from medcard.model import Text
from medcard.plan import AlternativePlan, NoPlan, Plan, Prefer, RejectedChannel, Requirement, Step, Undecided
from medcard.planner import reopened
from medcard.values import Fee

FEE = "fee"
PREFERENCES = {
    Prefer.SOONEST: Text("最快办完的办法", "the soonest plan"),
    Prefer.FEWEST_VISITS: Text("跑得最少的办法", "the plan with the fewest trips"),
    Prefer.CHEAPEST: Text("花钱最少的办法", "the cheapest plan"),
    Prefer.FEWEST_PAPERS: Text("材料最少的办法", "the plan with the fewest papers"),
}


def explain(answer: Plan | NoPlan, what: str, *, catalogue: Catalogue | None = None) -> Explanation:
    """Why ``what`` is as it is in ``answer``, or why it is not in it.

    ``what``: the id of a step or its number, of a procedure, of a channel as ``procedure@channel`` or of a paper; a
    date; ``fee``; or a preference such as ``cheapest``, whose plan is compared. A channel that is possible and not
    chosen is compared with the plan: the best plan that must use it is looked for, in ``catalogue`` (by default the
    bundled packs), which must be that of the answer.

    WrongArgument for anything else, with what can be explained, and for another catalogue; NotAPlan where questions
    are still open.

    >>> from datetime import date
    >>> from medcard import Applicant, make_plan
    >>> plan = make_plan(Applicant(age=12), "lost", region="海口", on=date(2026, 11, 23), assume="typical")
    >>> for reason in explain(plan, "card-collect@home").reasons:
    ...     print(reason.kind, reason.text.zh)
    condition 国家法律法规规定：要求本人出不了门（您没说，先按本人能出门算）
    fix 只有本人出不了门，才能走这条路；您不是这种情况
    """
    return explain_each(answer, (what,), catalogue=catalogue)[0]


def explain_each(
    answer: Plan | NoPlan, whats: Iterable[str], *, catalogue: Catalogue | None = None
) -> tuple[Explanation, ...]:
    """As :func:`explain`, of several things; what a comparison needs is worked out once."""
    wanted = expect_all("what", whats, str, "what to explain, such as 'card-reissue@window', 'photo' or 'fee'")
    if isinstance(answer, Undecided):
        facts = (f"{ask.fact}: {ask.text.zh}" for ask in answer.questions)
        raise NotAPlan(answer, ("there is nothing to explain yet; these facts change the plan:", *facts))
    expect("answer", answer, Plan | NoPlan, "a Plan or a NoPlan")
    explaining = _Explaining(answer, cache(lambda: reopened(answer.question, catalogue=catalogue)))
    return tuple(map(explaining.of, wanted))


def things(answer: Plan | NoPlan) -> tuple[str, ...]:
    """Everything of an answer that is worth explaining: the steps, the fee, other ways to do what the plan does."""
    if isinstance(answer, NoPlan):
        return tuple(dict.fromkeys(each.id for each in _blocked(answer)))
    done = {step.procedure for step in answer.steps}
    near = (each.id for each in answer.rejected if each.procedure in done)
    return (*(step.id for step in answer.steps), *((FEE,) if answer.steps else ()), *near)


class _Explaining:
    def __init__(self, answer: Plan | NoPlan, reopen: Callable[[], Deciding]) -> None:
        self.answer = answer
        self.reopen = reopen
        self.plan = answer if isinstance(answer, Plan) else None
        self.said = Said(answer, self.plan)
        rejected = answer.rejected if isinstance(answer, Plan) else _blocked(answer)
        self.rejected = {each.id: each for each in rejected}

    def of(self, what: str) -> Explanation:
        """What ``what`` names first: a step, the fee, a date, a paper, a channel, a procedure."""
        found = (self._in_plan(self.plan, what) if self.plan else None) or self._beside(what)
        if found is None:
            raise WrongArgument("what", brief(what), self._accepted(what))
        return self._with_sources(found)

    def _in_plan(self, plan: Plan, what: str) -> Explanation | None:
        steps = Steps(plan, self.said)
        chosen = [step for number, step in enumerate(plan.steps, 1) if what in (str(number), *_names(step))]
        if chosen:
            return self._step(steps, chosen[0])
        if what == FEE:
            return self._fee(plan, steps)
        if what in tuple(Prefer):
            return self._alternative(plan, Prefer(what))
        day = _day(what)
        if day is not None:
            return self._date(plan, steps, day)
        asked = [(s, p) for s in plan.steps for p in s.requirements if what in (p.evidence, p.line, *_words(p.name))]
        return self._paper(steps, asked) if asked else None

    def _step(self, steps: Steps, step: Step) -> Explanation:
        zh, en = "{}：{}（{}）", "{}: {} ({})"
        title = both(zh, en, self.said.number(step.id), step.name, step.channel_name)
        return Explanation(what=step.id, kind="step", title=title, reasons=tuple(steps.step(step)))

    def _fee(self, plan: Plan, steps: Steps) -> Explanation:
        reasons = tuple(beginning(self.said.step(step.id), steps.fee(step), step.id) for step in plan.steps)
        total = wording.fee(Fee(least=plan.cost.fee, most=plan.cost.fee))
        at_most = both("最多{}", "at most {}", spaced(total)) if plan.cost.fee else total
        title = both("全部费用：{}", "all fees: {}", at_most)
        return Explanation(what=FEE, kind="fee", title=title, reasons=reasons)

    def _date(self, plan: Plan, steps: Steps, day: date) -> Explanation:
        reasons = tuple(on_day(plan, steps, self.said, day))
        if not reasons:
            raise WrongArgument("what", brief(str(day)), f"a day of the plan: {', '.join(map(str, days_of(plan)))}")
        return Explanation(what=str(day), kind="date", title=times.day(day), reasons=reasons)

    def _alternative(self, plan: Plan, prefer: Prefer) -> Explanation:
        """Why not the plan that another preference would choose."""
        title = PREFERENCES[prefer]
        found = next((each for each in plan.alternatives if prefer in each.prefer), None)
        if found is None:
            same = Reason(
                kind="equal", text=Text("选中的办法在这一样上已经最好", "the chosen plan is the best in this, too")
            )
            return Explanation(what=prefer.value, kind="alternative", title=title, reasons=(same,))
        return Explanation(
            what=prefer.value, kind="alternative", title=title, reasons=(compared(found, plan),), instead=found
        )

    def _paper(self, steps: Steps, asked: list[tuple[Step, Requirement]]) -> Explanation:
        reasons = tuple(
            beginning(self.said.step(step.id), steps.papers.requirement(step, paper), step.id) for step, paper in asked
        )
        return Explanation(what=asked[0][1].evidence, kind="paper", title=asked[0][1].name, reasons=reasons)

    def _beside(self, what: str) -> Explanation | None:
        """What is not in the plan: a channel, a procedure with all its channels, something optional, or idle."""
        channels = [each for each in self.rejected.values() if what in (each.id, *_words(each.name))]
        if channels:
            return self._channel(channels[0])
        channels = [each for each in self.rejected.values() if what == each.procedure]
        if channels:
            return self._procedure(what, channels)
        reasons = idle(self.reopen(), what)
        if reasons is None:
            return None
        return Explanation(what=what, kind="procedure", title=reasons[0], reasons=(reasons[1],))

    def _channel(self, rejected: RejectedChannel) -> Explanation:
        if rejected.reason != "dominated" or self.plan is None:
            reasons = tuple(Refused(self.said).channel(rejected))
            return Explanation(what=rejected.id, kind="channel", title=rejected.name, reasons=reasons)
        found = instead(self.reopen(), self.plan, rejected.id)
        if isinstance(found, AlternativePlan):
            reasons = (compared(found, self.plan),)
            return Explanation(what=rejected.id, kind="channel", title=rejected.name, reasons=reasons, instead=found)
        zh = (
            "这条路您能走，但要先做到：{}，这做不到，所以走不通"
            if found
            else "这条路您能走，但和要办的别的事凑不到一起"
        )
        text = both(zh, "open to you, but no plan can use it: {}", joined(found))
        reasons = (Reason(kind="worse", text=text),)
        return Explanation(what=rejected.id, kind="channel", title=rejected.name, reasons=reasons)

    def _procedure(self, what: str, channels: Sequence[RejectedChannel]) -> Explanation:
        each = [self._channel(channel) for channel in channels]
        reasons = tuple(beginning(found.title, reason, None) for found in each for reason in found.reasons)
        return Explanation(what=what, kind="procedure", title=_without_channel(channels[0]), reasons=reasons)

    def _with_sources(self, found: Explanation) -> Explanation:
        cited = dict.fromkeys(id_ for reason in found.reasons for id_ in reason.sources)
        return attrs.evolve(found, sources=tuple(self.said.sources[id_] for id_ in cited if id_ in self.said.sources))

    def _accepted(self, what: str) -> str:
        """What can be explained, and what was perhaps meant."""
        steps = self.plan.steps if self.plan else ()
        papers = dict.fromkeys(paper.evidence for step in steps for paper in step.requirements)
        ids = (*(step.id for step in steps), *papers, *self.rejected)
        near = get_close_matches(what[:60], ids, n=1)
        meant = f"; did you mean {near[0]!r}?" if near else ""
        return (
            f"a step (1 to {len(steps)}, or its id), a procedure, a channel that was rejected, "
            f"a paper ({', '.join(papers) or 'none'}), a date of the plan, {FEE}, or {', '.join(Prefer)}{meant}"
        )


def _blocked(answer: NoPlan) -> Iterator[RejectedChannel]:
    yield from (each for cause in answer.causes for each in cause.rejected)


def _names(step: Step) -> tuple[str, ...]:
    return (step.id, step.procedure, *_words(step.name))


def _words(name: Text) -> tuple[str, ...]:
    return (name.zh,) if name.en is None else (name.zh, name.en)


def _without_channel(rejected: RejectedChannel) -> Text:
    """The name of the procedure, which the name of a channel begins with."""
    name, channel = rejected.name, rejected.channel_name
    return Text(name.zh.removesuffix(f"（{channel.zh}）"), name.get("en").removesuffix(f" ({channel.get('en')})"))


def _day(what: str) -> date | None:
    try:
        return to_date(what)
    except ValueError:
        return None
