"""The words that explanations share: who says so, because of which facts, which step."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import attrs

from medcard.assembly import wording
from medcard.explaining.values import FactUsed, Reason
from medcard.known import BIRTH, FACTS
from medcard.model import NATION, Text
from medcard.plan import NoPlan, Plan, Rule, SourceRef, Step

NOTHING = Text("", "")
WEAK = ("media", "secondary", "seed")
MOST_DIGITS = 6


def both(zh: str, en: str, *parts: Text, **named: Text) -> Text:
    """One sentence in both languages, the parts put in where ``{}`` or ``{name}`` stands."""
    zh_named = {name: part.zh for name, part in named.items()}
    en_named = {name: part.get("en") for name, part in named.items()}
    return Text(
        zh.format(*(part.zh for part in parts), **zh_named), en.format(*(part.get("en") for part in parts), **en_named)
    )


def spaced(text: Text) -> Text:
    """A text that follows Chinese letters: a number stands a little apart."""
    return Text(f" {text.zh}", text.get("en")) if text.zh[:1].isascii() and text.zh[:1].isalnum() else text


def counted(number: int, zh: str, en: str) -> Text:
    """So many of something: ``18 天``, ``1 day``; ``en`` is the singular."""
    return Text(f"{number} {zh}", f"{number} {en}" if number == 1 else f"{number} {en}s")


def joined(parts: Iterable[Text], zh: str = "、", en: str = ", ") -> Text:
    """Several texts as one."""
    texts = tuple(parts)
    return Text(zh.join(text.zh for text in texts), en.join(text.get("en") for text in texts))


def beginning(title: Text, reason: Reason, step: str | None) -> Reason:
    """A reason that says first what it is about."""
    steps = reason.steps if step is None else tuple(dict.fromkeys((step, *reason.steps)))
    return attrs.evolve(reason, text=both("{}：{}", "{}: {}", title, reason.text), steps=steps)


class Said:
    """Puts rules and facts of one answer into words."""

    def __init__(self, answer: Plan | NoPlan, plan: Plan | None) -> None:
        self.regions = dict(answer.question.region.chain)
        self.told = dict(answer.question.facts)
        self.plan = plan
        assumptions = plan.assumptions if plan else ()
        self.assumed = {each.what: each.value for each in assumptions if each.kind == "fact"}
        self.sources: dict[str, SourceRef] = {source.id: source for source in answer.sources}
        steps = plan.steps if plan else ()
        self.numbers = {step.id: number for number, step in enumerate(steps, 1)}
        self.steps = {step.id: step for step in steps}

    def imposed(self, by: str, region: str, source: str | None) -> Text:
        """Who says so."""
        known = self.sources.get(source or "")
        name = None if region == NATION else self.regions.get(region, region)
        said = wording.imposed(by, name, weak=known is not None and known.kind in WEAK)
        return Text(said.zh, said.get("en") + ":")

    def by(self, rule: Rule) -> Text:
        """Who says what a rule says."""
        return self.imposed(rule.imposer, rule.region, rule.source)

    def facts(self, names: Iterable[str]) -> tuple[FactUsed, ...]:
        """What is known of facts, and how."""
        return tuple(dict.fromkeys(self._fact(name) for name in names))

    def _fact(self, name: str) -> FactUsed:
        for other in (name, *(BIRTH if name in BIRTH else ())):
            for how, values in (("told", self.told), ("assumed", self.assumed)):
                if other in values:
                    return FactUsed(fact=other, value=values[other], how=how)
        return FactUsed(fact=name, value=None, how="any")

    def known(self, facts: Sequence[FactUsed]) -> Text:
        """How a condition is known to hold: an age as told, and what was only assumed; empty where it was told."""
        said: list[Text] = []
        for each in facts:
            fact, age = FACTS.get(each.fact), _age(each)
            if each.how == "told" and age is not None:
                said.append(both("您说{}", "you said: {}", spaced(age)))
            elif each.how == "assumed" and fact is not None and each.value is not None:
                value = age or Text(fact.label(each.value), fact.label(each.value, "en"))
                said.append(
                    both("您没说“{}”，先按“{}”算", "“{}” not told, taken as “{}”", Text(fact.zh, fact.en), value)
                )
        return both("（{}）", " ({})", joined(said, "；", "; ")) if said else NOTHING

    def now(self, facts: Sequence[FactUsed]) -> Text:
        """How it is with the person, as told or assumed; empty where nobody said anything."""
        said: list[Text] = []
        for each in facts:
            fact, age = FACTS.get(each.fact), _age(each)
            if age is None and (fact is None or each.value not in fact.values):
                continue
            clause = spaced(age or wording.case(each.fact, (each.value or "",), FACTS))
            told = ("您说{}", "you said: {}") if each.how == "told" else ("您没说，先按{}算", "not told, taken as: {}")
            said.append(both(*told, clause))
        return both("（{}）", " ({})", joined(said, "；", "; ")) if said else NOTHING

    def because(self, rule: Rule) -> Text:
        """For whom a rule holds, as a reason; empty where it holds for everybody."""
        if rule.about is None:
            return NOTHING
        return both("，因为{}{}", ", because {}{}", rule.about, self.known(self.facts(rule.facts)))

    def disputed(self, step: str, field: str) -> Text:
        """What other sources say of a value that the plan uses; empty where none does."""
        disputes = self.plan.disputes if self.plan else ()
        others = [other.value for each in disputes if (each.step, each.field) == (step, field) for other in each.others]
        return (
            both("；也有资料说是{}，没有采用", "; others say {}, which was not used", spaced(joined(others)))
            if others
            else NOTHING
        )

    def number(self, id_: str) -> Text:
        """``第 3 步``."""
        number = self.numbers.get(id_)
        return Text(f"第 {number} 步", f"step {number}") if number else Text(id_, id_)

    def step(self, id_: str) -> Text:
        """``第 3 步（社会保障卡补领）``."""
        if id_ not in self.steps:
            return Text(id_, id_)
        number, name = self.numbers[id_], self.steps[id_].name
        return Text(f"第 {number} 步（{name.zh}）", f"step {number} ({name.get('en')})")

    def several(self, ids: Iterable[str]) -> Text:
        """Several steps in their order."""
        return joined(map(self.step, sorted(ids, key=lambda id_: self.numbers.get(id_, 0))))


def _age(used: FactUsed) -> Text | None:
    """An age in words; None for another fact, or for what is no number of years or days."""
    value = used.value or ""
    if used.fact not in BIRTH or not value.isdecimal() or len(value) > MOST_DIGITS:
        return None
    return wording.number(used.fact, int(value), int(value))


def rules_of(step: Step, field: str) -> tuple[Rule, ...]:
    """The rules of a step on one field, or on a field with lines by its name and a dot."""
    return tuple(r for r in step.why.rules if r.field == field or (field.endswith(".") and r.field.startswith(field)))
