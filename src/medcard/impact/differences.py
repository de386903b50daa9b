"""What differs between two outcomes of one question: steps, channels, dates, papers, fees, or that there is a plan."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import attrs

from medcard.conditions import ALWAYS
from medcard.grounding.grounded import Demand, GroundedAct
from medcard.inquiry import Outcome
from medcard.model import Copies
from medcard.packs.notation import written
from medcard.plan import Aspect
from medcard.record import Record

OUTCOME = "outcome"
_DAYS = re.compile(r"\d{4}-\d\d-\d\d(?:\.\.\d{4}-\d\d-\d\d)?", re.ASCII)


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Difference(Record):
    """One thing that comes out otherwise; None: it is not there.

    ``aspect``: an ``Aspect`` or ``outcome``. ``where``: a procedure, a paper of one (``procedure.line``), a result of
    one (``procedure milestone``, by its wait), ``finish``, ``covered`` with the number of an urgent group, ``lost``
    (deadlines missed), or ``deadline`` with its id. Values are as packs write them, days are ISO dates.
    """

    aspect: str
    where: str
    old: str | None
    new: str | None

    @property
    def kind(self) -> tuple[str | None, ...]:
        """What is the same for people to whom the same happens on other days: of days only which is later."""
        if self.old and self.new and _DAYS.fullmatch(self.old) and _DAYS.fullmatch(self.new):
            return self.aspect, self.where, "later" if self.new > self.old else "earlier"
        return self.aspect, self.where, self.old, self.new


def differences(old: Outcome, new: Outcome) -> tuple[Difference, ...]:
    """Everything that differs, aspect by aspect; empty if nothing does that counts."""
    if old.signature() == new.signature():
        return ()
    if old.choice is None or new.choice is None:
        return (Difference(aspect=OUTCOME, where="", old=_told(old), new=_told(new)),)
    return tuple(_differing(old, new))


def _told(outcome: Outcome) -> str:
    if outcome.choice is not None:
        return "plan"
    return "no-plan: " + ", ".join(f"{cause.milestone} ({cause.why.value})" for cause in outcome.front.causes)


def _differing(old: Outcome, new: Outcome) -> Iterator[Difference]:
    before, after = ({act.procedure: act for act in each.acts()} for each in (old, new))
    both = [procedure for procedure in before if procedure in after]
    yield from _unlike(Aspect.STEPS, *({p: act.actor for p, act in acts.items()} for acts in (before, after)))
    yield from _unlike(Aspect.CHANNELS, *({p: _way(acts[p]) for p in both} for acts in (before, after)))
    dates = [*_unlike(Aspect.DATES, *(dict(_dates(each, both)) for each in (old, new)))]
    yield from dates or _unlike(Aspect.DATES, *(dict(_days(each, both)) for each in (old, new)))
    yield from _unlike(Aspect.PAPERS, *(dict(_papers(acts, both)) for acts in (before, after)))
    yield from _unlike(Aspect.FEE, *({p: written(acts[p].fee) for p in both} for acts in (before, after)))


def _unlike(aspect: Aspect, old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[Difference]:
    for where in sorted({*old, *new}):
        if old.get(where) != new.get(where):
            yield Difference(aspect=aspect, where=where, old=old.get(where), new=new.get(where))


def _way(act: GroundedAct) -> str:
    return f"{act.channel} ({act.place.id})" if act.visit else act.channel


def _dates(outcome: Outcome, procedures: list[str]) -> Iterator[tuple[str, str]]:
    """The day on which all is done, and on which urgent things are; deadlines; the waits of steps of both plans."""
    assert outcome.choice is not None
    vector = outcome.choice.vector
    yield "finish", vector.finish.isoformat()
    yield "lost", str(vector.lost)
    yield from ((f"covered {number}", day.isoformat()) for number, day in enumerate(vector.covered, 1))
    yield from ((f"deadline {each.id}", each.by.isoformat()) for each in outcome.grounding.deadlines)
    for act in outcome.acts():
        for given in act.gives if act.procedure in procedures else ():
            yield f"{act.procedure} {given.milestone}", _waits(act, given.milestone)


def _days(outcome: Outcome, procedures: list[str]) -> Iterator[tuple[str, str]]:
    """The days of steps of both plans."""
    assert outcome.choice is not None
    for act, chosen in zip(outcome.acts(), outcome.choice.actions, strict=True):
        if act.procedure in procedures:
            yield act.procedure, f"{chosen.earliest}..{chosen.on}"


def _waits(act: GroundedAct, milestone: str) -> str:
    spans = [span for given in act.gives if given.milestone == milestone for wait in given.waits for span in wait.spans]
    return " + ".join(f"{span.least}..{span.most} {span.unit.value}" for span in spans) or "at once"


def _papers(acts: Mapping[str, GroundedAct], procedures: list[str]) -> Iterator[tuple[str, str]]:
    for procedure in procedures:
        for demand in acts[procedure].demands:
            yield f"{procedure}.{demand.line}", _asked(demand)


def _asked(demand: Demand) -> str:
    """How many of which papers: whomever else the statement asks, and for what, is no matter."""
    value = demand.chosen.value
    how = written(attrs.evolve(value, when=ALWAYS, one_of=()) if isinstance(value, Copies) else value)
    return f"{how}: {' / '.join(demand.alternatives)}" + (" (counter)" if not demand.counted else "")
