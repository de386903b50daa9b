"""Deciding one question: a plan where nothing that matters is open, else what to ask, else why there is none."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import attrs

from medcard.asking import Asking, asked
from medcard.assembly.assemble import Resolved, assemble
from medcard.assembly.named import Names
from medcard.conditions import Known
from medcard.facts import Fact, Kind
from medcard.fixing import Fixing
from medcard.grounding.grounded import Grounding
from medcard.inquiry import Inquiry, Outcome
from medcard.model import Text
from medcard.nearest import Nearest
from medcard.plan import (
    Answer,
    Assumption,
    NoPlan,
    Plan,
    Question,
    Undecided,
)
from medcard.problem import Choice, Prefer
from medcard.record import Record
from medcard.refusing import Refusing
from medcard.relevance import explore, sensitive
from medcard.schedule import alternatives, choose


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Deciding(Record):
    """One question with everything that answering it takes."""

    inquiry: Inquiry
    known: Known
    question: Question
    again: Callable[[Question], Answer]
    elsewhere: tuple[tuple[str, str, Text, str], ...] = ()

    def grounding(self) -> Grounding:
        """The grounding with what may be assumed filled in, and with any value of what does not matter."""
        grounding = self.inquiry.completed(self.known, None if self.question.assume else self.question.skipped)[1]
        explored = explore(self.inquiry, self.known) if grounding.open else None
        if explored is None or explored.relevant() or not explored.exact:
            return grounding
        return explored.leaves[0].outcome.grounding

    def completed(self) -> Known:
        """What is known, with what may be assumed filled in."""
        return self.inquiry.completed(self.known, None if self.question.assume else self.question.skipped)[0]

    def answer(self) -> Answer:
        """The answer, tied to the way on from it."""
        return attrs.evolve(self._answer(), again=self.again)

    def _answer(self) -> Answer:
        """Typical values fill in what may be assumed, what else is open is asked if it matters."""
        known, grounding, taken = self.inquiry.completed(
            self.known, None if self.question.assume else self.question.skipped
        )
        if not grounding.open and not self._to_date(grounding):
            return self._decided(known, grounding, taken)
        explored = explore(self.inquiry, known, self.question.aspects, self.question.skipped)
        asking = Asking(self.inquiry, known, explored, self.question.aspects)
        matter = (*asking.facts(), *(() if self.question.assume else explored.dates))
        if not matter and explored.exact:
            leaf = explored.leaves[0]
            return self._decided(leaf.outcome.known, leaf.outcome.grounding, {**taken, **leaf.taken})
        return Undecided(
            question=self.question,
            # With too many completions to look at, what cannot be shown not to matter is asked, one at a time.
            questions=tuple(asking.ask(fact) for fact in matter or (*explored.doubtful, *grounding.open)[:1]),
            common_steps=asking.common_steps(),
            common_materials=asking.common_papers(),
            exact=explored.exact,
        )

    def _to_date(self, grounding: Grounding) -> tuple[str, ...]:
        """The dates of cases under way that are still to be asked for."""
        skipped = grounding.undated if self.question.assume else self.question.skipped
        return tuple(name for name in grounding.undated if name not in skipped)

    def _names(self) -> Names:
        return Names(self.inquiry.rules, self.inquiry.facts)

    def _decided(self, known: Known, grounding: Grounding, taken: Mapping[str, str]) -> Plan | NoPlan:
        outcome = self.inquiry.outcome(known, grounding)
        resolved = Resolved(
            question=self.question,
            rules=self.inquiry.rules,
            known=known,
            calendars=self.inquiry.calendars,
            grounding=grounding,
            facts=self.inquiry.facts,
        )
        matter = sensitive(self.inquiry, self.known, taken, outcome)
        if outcome.choice is None:
            return Refusing(resolved, outcome, self._fixing(known, taken)).answer()
        plan = assemble(
            resolved,
            outcome.choice,
            self._others(outcome),
            proven=outcome.front.proven,
            elsewhere=self.elsewhere,
        )
        undated = tuple(grounding.undated)
        return attrs.evolve(
            self._fixing(known, taken).plan(plan),
            assumptions=(
                *(self._assumption(fact, taken[fact]) for fact in matter),
                *(self._undated(fact) for fact in undated),
                *plan.assumptions,
            ),
            questions=tuple(asked(self.inquiry.facts[fact]) for fact in dict.fromkeys((*matter, *undated))),
        )

    def _others(self, outcome: Outcome) -> tuple[tuple[tuple[Prefer, ...], Choice], ...]:
        """The choices of the other preferences, each with those that choose it."""
        front = outcome.front
        return tuple(
            (tuple(each for each in Prefer if choose(front, each) == choice), choice)
            for choice in alternatives(front, self.question.prefer)
        )

    def _assumption(self, name: str, value: str) -> Assumption:
        fact = self.inquiry.facts[name]
        zh, en = fact.label(value, "zh"), fact.label(value, "en")
        return Assumption(
            kind="fact",
            what=name,
            value=value,
            text=Text(f"没说“{fact.zh}”，先按“{_with_unit(fact, zh)}”算", f"{fact.en} not told; taken as {en}"),
        )

    def _undated(self, name: str) -> Assumption:
        fact = self.inquiry.facts[name]
        return Assumption(
            kind="date",
            what=name,
            value="unknown",
            text=Text(
                f"没说“{fact.zh}”，和它有关的期限没有算",
                f"{fact.en} not told; terms that run from it are left out",
            ),
        )

    def _fixing(self, known: Known, taken: Mapping[str, str]) -> Fixing:
        only = None if self.question.assume else self.question.skipped
        return Fixing(Nearest(self.inquiry, known, taken, only), self._names())


def _with_unit(fact: Fact, value: str) -> str:
    units = {"age": " 周岁", "age-days": " 天"}
    return value + units.get(fact.name, "") if fact.kind is Kind.INTEGER else value
