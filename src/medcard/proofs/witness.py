"""Somebody who shows a finding, as others can paste them: a question in Python, and a case for a file of cases."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

import attrs

from medcard.catalogue import Catalogue
from medcard.errors import MedcardError
from medcard.known import APPLICANT_FACTS, FACTS, from_facts
from medcard.packs.notation import scalar
from medcard.plan import Answer, Plan
from medcard.planner import TYPICAL, decide
from medcard.record import Record

OF_APPLICANT = frozenset(fact.name for fact in APPLICANT_FACTS)


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Witness(Record):
    """A question: region, day, scenario, and the facts that are not typical or that the finding turns on.

    ``packs`` are the files with which it is asked, beside the packs that medcard brings.
    """

    region: str
    on: date
    scenario: str
    facts: tuple[tuple[str, str], ...]
    packs: tuple[str, ...] = ()

    def answer(self, catalogue: Catalogue) -> Answer:
        """What comes out with these packs. Raises MedcardError where the packs cannot answer at all."""
        applicant, scenario = from_facts({**dict(self.facts), "scenario": self.scenario}, asks=catalogue.asks)
        return decide(applicant, scenario, region=self.region, on=self.on, assume=TYPICAL, catalogue=catalogue)

    def python(self) -> str:
        """The question as one expression over the public names of medcard.

        >>> print(Witness(region="460100", on=date(2026, 11, 23), scenario="lost", facts=(("age", "6"),)).python())
        decide(Applicant(age=6), "lost", region="460100", on=date(2026, 11, 23), assume="typical")
        """
        of_applicant = {name: value for name, value in self.facts if name in OF_APPLICANT}
        of_scenario = {name: value for name, value in self.facts if name in FACTS and name not in OF_APPLICANT}
        local = {name: value == "yes" for name, value in self.facts if name not in FACTS}
        told = [*_arguments(of_applicant), *([f"local={local!r}"] if local else [])]
        scenario = f'"{self.scenario}"'
        if of_scenario:
            scenario = f"CardScenario({', '.join([f'id={scenario}', *_arguments(of_scenario)])})"
        day = f"date({self.on.year}, {self.on.month}, {self.on.day})"
        packs = f', catalogue=load_catalogue("{self.region}", paths={list(self.packs)!r})' if self.packs else ""
        return (
            f'decide(Applicant({", ".join(told)}), {scenario}, region="{self.region}", on={day}, '
            f'assume="{TYPICAL}"{packs})'
        )

    def case(self, name: str, catalogue: Catalogue) -> str:
        """The question as one case, expecting what comes out today: correct that to what should come out."""
        given = {"scenario": self.scenario, "on": self.on.isoformat(), "assume": TYPICAL}
        if self.facts:
            given["facts"] = _flow({name: scalar(value) for name, value in self.facts})
        return f"- {_flow({'name': scalar(name), 'given': _flow(given), 'expect': self._expected(catalogue)})}"

    def _expected(self, catalogue: Catalogue) -> str:
        try:
            answer = self.answer(catalogue)
        except MedcardError:  # the packs cannot answer: whatever comes out once they can is better
            return _flow({"outcome": "plan"})
        if not isinstance(answer, Plan):
            return _flow({"outcome": "no-plan"})
        steps = ", ".join(step.id for step in answer.steps)
        return _flow({"outcome": "plan", "steps": f"[{steps}]"} if steps else {"outcome": "plan"})


def _flow(items: Mapping[str, str]) -> str:
    return "{" + ", ".join(f"{key}: {value}" for key, value in items.items()) + "}"


def _arguments(facts: Mapping[str, str]) -> Iterable[str]:
    return (f"{name.replace('-', '_')}={_literal(name, value)}" for name, value in facts.items())


def _literal(name: str, value: str) -> str:
    if value in ("yes", "no") and FACTS[name].values == ("yes", "no"):
        return str(value == "yes")
    return value if value.isdecimal() else f'"{value}"'
