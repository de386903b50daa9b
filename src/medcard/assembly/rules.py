"""The rules that made a step what it is: what each says, for whom, on whose word, and where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from medcard.assembly import wording
from medcard.assembly.named import Names, imposer
from medcard.choosing import Chooser, Chosen
from medcard.conditions import ALWAYS, AllOf, Condition, fact_of, leaves
from medcard.grounding.admission import stated
from medcard.grounding.grounded import Demand, GroundedAct
from medcard.model import Alternative, Copies, FieldName, Special, Statement, Text, members
from medcard.plan import Requirement, Rule

THERE = Text("可以这样办", "available")


class Rules:
    """Finds the rules behind the acts of one plan and puts them into words."""

    def __init__(self, names: Names, chooser: Chooser) -> None:
        self.names = names
        self.chooser = chooser

    def of(self, act: GroundedAct, requirements: Sequence[Requirement]) -> tuple[Rule, ...]:
        """Every statement that an act rests on, each once: admission first, then as a step shows them."""
        admitted = stated(self.chooser, act.procedure, act.channel, act.actor)
        waits = (wait.chosen for given in act.gives for wait in given.waits)
        found = self._rules((act.used[0], *admitted, *act.used[1:], act.opening_chosen, act.fee_chosen, *waits))
        for demand, paper in zip(act.demands, requirements, strict=True):
            found += [*self._rules((demand.chosen,)), *self._of_group(demand, paper, act.actor)]
        return tuple(dict.fromkeys((*found, *self._rules((act.deadline, act.note)))))

    def _rules(self, chosen: Iterable[Chosen[object]]) -> list[Rule]:
        """The rules of the values that some statement gives or says to be unpublished."""
        said = (each.statement for each in chosen if each.value is not Special.WITHDRAWN)
        return [
            self._rule(each, self._value(each), (each.about, *_conditions(each.value)))
            for each in said
            if each is not None
        ]

    def _of_group(self, demand: Demand, paper: Requirement, actor: str) -> Iterator[Rule]:
        """Why it is this paper of a group."""
        group: Chosen[object] = self.chooser.one(demand.line, FieldName.ONE_OF, known=self.chooser.known.acting(actor))
        own = demand.chosen.value
        if group.statement is None or (isinstance(own, Copies) and own.one_of):
            return
        for each in members(group.value, Alternative):
            if each.paper == paper.evidence:
                yield self._rule(group.statement, paper.name, (group.statement.about, each.when))

    def _rule(self, statement: Statement[object], value: Text, about: Iterable[Condition]) -> Rule:
        field, parts = statement.field, tuple(part for part in about if part != ALWAYS)
        owner = field.owner if field.name is FieldName.ONE_OF else None
        whole = parts[0] if len(parts) == 1 else AllOf(parts=parts)
        return Rule(
            field=".".join(filter(None, (field.name.value, owner, field.line))),
            value=value,
            about=wording.condition(whole, self.names.facts) if parts else None,
            facts=tuple(dict.fromkeys(fact_of(leaf) for leaf in leaves(AllOf(parts=(*parts, *_own(statement.value)))))),
            imposer=imposer(statement.source),
            region=statement.origin.region,
            origin=str(statement.origin),
            source=self.names.cite(statement.source),
        )

    def _value(self, statement: Statement[object]) -> Text:
        match statement.field.name, statement.value:
            case FieldName.CHANNEL, _:
                return THERE
            case FieldName.AT, str() as place:
                return self.names.place(place)
            case _, said:
                return wording.value(said, self.names.facts, self.names.either)


def _own(value: object) -> tuple[Condition, ...]:
    """A value that is itself a condition."""
    return (value,) if isinstance(value, Condition) else ()


def _conditions(value: object) -> tuple[Condition, ...]:
    """The condition under which a value asks for something."""
    return (value.when,) if isinstance(value, Copies) else ()
