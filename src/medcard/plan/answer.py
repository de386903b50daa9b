"""The three ends that a question can come to: a plan, questions that matter, or no plan."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import cast

import attrs

from medcard.arguments import expect
from medcard.errors import MissingExtra, WrongArgument, brief
from medcard.model import Text
from medcard.plan.case import Changes
from medcard.plan.naming import Named
from medcard.plan.question import Ask, Question
from medcard.plan.reasons import (
    AlternativePlan,
    Assumption,
    Caution,
    Contact,
    Dispute,
    Fix,
    Option,
    RejectedChannel,
    SourceRef,
)
from medcard.plan.steps import Carry, Cost, Step, Timeline, Visit, carried
from medcard.record import Record

RIVALS = ({"birth-date", "age", "age-days"}, {"now-in", "region-now"})
"""Facts that say the same thing in several ways: telling one anew replaces the others."""


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Answered(Record):
    """What the three ends share: the question as it was understood, and the way on from it.

    ``again`` decides a question anew; the planner fills it in.
    """

    question: Question
    again: Callable[[Question], Answer] | None = attrs.field(default=None, eq=False, repr=False)

    def answer(self, fact: str, value: str) -> Answer:
        """The next answer with one fact more, or with another value of a fact told before; all else told stays.

        ``value`` is a closed value, a number or a date as text. Raises InvalidFacts when it does not fit.
        """
        name = _fact_name(fact)
        rivals = next((each - {name} for each in RIVALS if name in each), set[str]())
        told = {**{other: said for other, said in self.question.facts if other not in rivals}, name: value}
        skipped = tuple(other for other in self.question.skipped if other != name)
        return self._decide(attrs.evolve(self.question, facts=tuple(told.items()), skipped=skipped))

    def skip(self, fact: str) -> Answer:
        """The next answer with the typical value of ``fact``, marked as assumed; what was told of it is forgotten.

        Raises InvalidFacts if there is no such fact.
        """
        name = _fact_name(fact)
        told = tuple((other, said) for other, said in self.question.facts if other != name)
        skipped = tuple(dict.fromkeys((*self.question.skipped, name)))
        return self._decide(attrs.evolve(self.question, facts=told, skipped=skipped))

    def _decide(self, question: Question) -> Answer:
        if self.again is None:
            raise ValueError("this value is not tied to a planner; read it with medcard.from_json")
        return self.again(question)

    def _repr_markdown_(self) -> str:
        """What notebooks show, in Chinese; the renderers stand after this module, so they are imported by name."""
        return cast(str, import_module("medcard.rendering.markdown").render(self))

    def _repr_html_(self) -> str | None:
        """As Markdown, nicer; None, so that Markdown is shown, where the extra ``html`` is not installed."""
        try:
            return cast(str, import_module("medcard.rendering.html").fragment(self))
        except MissingExtra:
            return None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Plan(Answered):
    """What to do, in which order, where, with which papers, by when, and why.

    ``at_risk`` is true for a plan that holds only if every wait is its shortest. ``proven`` is false when the
    search ended on its budget before all plans were compared. ``changes``: against the former plan, where the question
    goes on from one.
    """

    steps: tuple[Step, ...]
    visits: tuple[Visit, ...]
    materials: tuple[Carry, ...]
    cost: Cost
    timeline: Timeline
    options: tuple[Option, ...]
    alternatives: tuple[AlternativePlan, ...]
    rejected: tuple[RejectedChannel, ...]
    assumptions: tuple[Assumption, ...]
    questions: tuple[Ask, ...]
    disputes: tuple[Dispute, ...]
    warnings: tuple[Caution, ...]
    contacts: tuple[Contact, ...]
    sources: tuple[SourceRef, ...]
    proven: bool = True
    at_risk: bool = False
    changes: Changes | None = None

    def for_actor(self, actor: str) -> Plan:
        """The part of one actor: their steps, visits and papers; all else stays as it is.

        WrongArgument names the actors of the plan when ``actor`` is none of them.
        """
        actors = tuple(dict.fromkeys(step.actor for step in self.steps))
        if actor not in actors:
            raise WrongArgument("actor", brief(actor), f"one who acts in this plan: {', '.join(actors) or 'nobody'}")
        steps = tuple(step for step in self.steps if step.actor == actor)
        return attrs.evolve(
            self,
            steps=steps,
            visits=tuple(visit for visit in self.visits if visit.who == actor),
            materials=carried(r for step in steps for r in step.requirements),
        )

    def why_not(self, procedure: str, channel: str | None = None) -> tuple[RejectedChannel, ...]:
        """Why a procedure, or one channel of it, is not in the plan; empty if it is, or if nobody offers it."""
        return tuple(
            each
            for each in self.rejected
            if each.procedure == procedure and channel in (None, each.channel, each.channel.partition(":")[0])
        )


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Undecided(Answered):
    """The answer depends on facts that nobody told: the questions that matter, and what is common to all answers.

    ``exact`` is false when there are so many completions that it was not found out which questions matter. Where there
    are too many to look at all of them nothing is said to be common, even if ``exact``.
    """

    questions: tuple[Ask, ...]
    common_steps: tuple[Named, ...]
    common_materials: tuple[Named, ...]
    exact: bool = True


def _fact_name(fact: object) -> str:
    if not isinstance(fact, str) or fact == "scenario":
        raise WrongArgument("fact", brief(fact), "the name of a fact, such as 'age'")
    return fact.replace("_", "-")


@attrs.frozen(kw_only=True, eq=False, repr=False)
class NoPlanCause(Record):
    """One of a minimal set of causes: a milestone that cannot hold, why, and who imposed it.

    ``why``: ``nothing-gives``, ``circle``, ``window`` or ``horizon``. ``acts``: those that this concerns. ``rejected``:
    the channels that could have led there.
    """

    milestone: str
    name: Text
    why: str
    text: Text
    acts: tuple[Named, ...]
    rejected: tuple[RejectedChannel, ...]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Obstacle(Record):
    """What stands in the way to a milestone, in one line: which channels, what they ask, who imposed it.

    ``channels``: ids of the rejected channels that the line explains; ``conditions``: what they ask for.
    """

    milestone: str
    text: Text
    channels: tuple[str, ...]
    conditions: tuple[Text, ...]
    sources: tuple[str, ...]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class NoPlan(Answered):
    """There is no way: the causes, the smallest changes that would open one, a plan that may just make it.

    ``obstacles`` say the causes in at most five lines: the fewest conditions that explain every channel that could
    be for this person, each once. ``causes`` hold every channel.
    """

    obstacles: tuple[Obstacle, ...]
    causes: tuple[NoPlanCause, ...]
    fixes: tuple[Fix, ...]
    sources: tuple[SourceRef, ...]
    at_risk: Plan | None = None


Answer = Plan | Undecided | NoPlan


def next_question(answer: Answer) -> Ask | None:
    """The question that is best asked next, or None when no answer to any could change the plan.

    Of an undecided answer it is the first of its questions; of a plan that rests on assumptions the first of what
    is still worth asking. Give its answer to ``answer.answer(ask.fact, value)``, which returns the next answer.
    """
    expect("answer", answer, Plan | Undecided | NoPlan, "a Plan, an Undecided or a NoPlan")
    return None if isinstance(answer, NoPlan) else next(iter(answer.questions), None)
