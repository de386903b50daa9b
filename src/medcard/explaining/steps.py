"""Why a step of a plan is there, by this way, by this person, on this day, with these papers, at this fee."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from medcard.applicant import Actor
from medcard.assembly import times, wording
from medcard.explaining.days import Dates
from medcard.explaining.papers import Papers
from medcard.explaining.said import Said, both, joined, rules_of, spaced
from medcard.explaining.values import Reason
from medcard.model import Text
from medcard.plan import Plan, Rule, Step
from medcard.values import Fee

ACTORS = {actor.value: Text(actor.zh, actor.en) for actor in Actor}
NO_CONDITION = wording.NO_CONDITION


class Steps:
    """Explains the steps of one plan."""

    def __init__(self, plan: Plan, said: Said) -> None:
        self.plan = plan
        self.said = said
        self.dates = Dates(plan, said)
        self.papers = Papers(plan, said)

    def step(self, step: Step) -> Iterator[Reason]:
        """Everything about a step, in reading order."""
        yield self._goal(step)
        yield from self._way(step)
        yield self._who(step)
        yield from self._first(step)
        day = self.dates.act(step)
        yield attrs.evolve(day, text=both("{}：{}", "{}: {}", times.day(step.on.latest), day.text))
        yield from self.dates.waits(step, step.results)
        yield self.fee(step)
        yield from (self.papers.requirement(step, paper) for paper in step.requirements)
        yield from self._deadline(step)

    def _goal(self, step: Step) -> Reason:
        """What the step is for: the goals that it gives, or what waits for it and the goals of that."""
        names = {r.milestone: r.name for each in self.plan.steps for r in each.results}
        if step.why.goals:
            goals = joined(names[goal] for goal in step.why.goals if goal in names)
            return Reason(kind="goal", text=both("办完这一步就能做到：{}", "with this step: {}", goals))
        later: dict[str, None] = {}
        queue = list(step.why.steps)
        for id_ in queue:
            if id_ in self.said.steps:  # another actor's part leaves steps out
                later.update(dict.fromkeys(self.said.steps[id_].why.goals))
                queue += [each for each in self.said.steps[id_].why.steps if each not in queue]
        given = joined(names[each] for each in step.why.milestones if each in names)
        before = self.said.several(step.why.steps)
        wanted = joined(names[goal] for goal in later if goal in names)
        text = both(
            "{}之前要先做到：{}。全部办完就能做到：{}",
            "before {} there must be: {}. In the end: {}",
            before,
            given,
            wanted,
        )
        return Reason(kind="needed", text=text, steps=step.why.steps)

    def _way(self, step: Step) -> Iterator[Reason]:
        """Who offers the channel, and the conditions that the person meets."""
        for rule in rules_of(step, "channel"):
            text = both("{}可以这样办：{}", "{} this is a way to do it: {}", self.said.by(rule), step.channel_name)
            yield self._reason("way", text, rule)
        for rule in rules_of(step, "only-if"):
            met = self.said.known(self.said.facts(rule.facts))
            yield self._reason(
                "way",
                both(
                    "{}的条件是：{}。您符合{}",
                    "{} the condition is: {}. It is met{}",
                    self.said.by(rule),
                    rule.value,
                    met,
                ),
                rule,
            )

    def _who(self, step: Step) -> Reason:
        """Who does it and why."""
        actor = ACTORS.get(step.actor, Text(step.actor, step.actor))
        rules = rules_of(step, f"who.{step.actor}")
        if not rules:
            return Reason(kind="who", text=both("由{}办，没有别的规定", "done by {}; no rule says otherwise", actor))
        rule = rules[0]
        if rule.value == NO_CONDITION:
            text = both("{}可以由{}办", "{} {} may do it", self.said.by(rule), actor)
        else:
            known = self.said.known(self.said.facts(rule.facts))
            text = both(
                "{}，{}的由{}办{}",
                "{} whoever is this: {}, has it done by {}{}",
                self.said.by(rule),
                rule.value,
                actor,
                known,
            )
        return self._reason("who", text, rule)

    def _first(self, step: Step) -> Iterator[Reason]:
        """What has to be there before."""
        rules = rules_of(step, "needs")
        given = {r.milestone: (other.id, r.name) for other in self.plan.steps for r in other.results if other != step}
        there = [need for need in step.needs if need in given]
        if there:
            by = self.said.by(rules[0]) if rules else Text("规定", "by rule:")
            what = joined(
                both("{}（{}）", "{} ({})", given[need][1], self.said.number(given[need][0])) for need in there
            )
            yield Reason(
                kind="first",
                text=both("{}要先做到：{}", "{} this comes first: {}", by, what),
                rules=rules,
                steps=tuple(dict.fromkeys(given[need][0] for need in there)),
                sources=tuple(rule.source for rule in rules),
            )

    def fee(self, step: Step) -> Reason:
        """What it costs and who says so."""
        rules, money = rules_of(step, "fee"), step.fee_fen
        words = wording.fee(Fee(least=money.least, most=money.most))
        if money.assumed and rules:
            text = both("收不收费没有公布，先按{}算", "the fee is not published; {} was assumed", spaced(words))
        elif not rules:
            text = both("没有查到收费的规定，按{}算", "no rule on a fee was found; taken as {}", words)
        else:
            rule = rules[0]
            others = self.said.disputed(step.id, "fee")
            price = both("收{}", "{}", spaced(words)) if money.most else words
            text = both("{}{}{}{}", "{} {}{}{}", self.said.by(rule), price, self.said.because(rule), others)
        return Reason(kind="fee", text=text, rules=rules, sources=tuple(rule.source for rule in rules))

    def _deadline(self, step: Step) -> Iterator[Reason]:
        """The terms that run for this step."""
        for rule in rules_of(step, "deadline"):
            text = both(
                "{}的期限是{}{}", "{} the term is {}{}", self.said.by(rule), spaced(rule.value), self.said.because(rule)
            )
            yield self._reason("deadline", text, rule)

    def _reason(self, kind: str, text: Text, rule: Rule) -> Reason:
        return Reason(kind=kind, text=text, facts=self.said.facts(rule.facts), rules=(rule,), sources=(rule.source,))
