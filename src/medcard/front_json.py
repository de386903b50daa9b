"""Fronts as JSON (``medcard/front/1``), strict in both directions."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from medcard.errors import InvalidProblem
from medcard.json_reader import Node, parse_json
from medcard.problem import Act, Cause, Choice, Front, Vector, Why

FRONT_SCHEMA = "medcard/front/1"


def front_to_json(front: Front) -> dict[str, object]:
    """The JSON value of ``front``; ``causes`` is written when the front is empty.

    >>> front_to_json(Front(proven=True, front=()))
    {'schema': 'medcard/front/1', 'proven': True, 'front': [], 'causes': []}
    """
    value: dict[str, object] = {
        "schema": FRONT_SCHEMA,
        "proven": front.proven,
        "front": [_choice_json(choice) for choice in front.front],
    }
    if not front.front:
        value["causes"] = [
            {"milestone": cause.milestone, "why": cause.why.value, "actions": list(cause.actions)}
            for cause in front.causes
        ]
    return value


def _choice_json(choice: Choice) -> dict[str, object]:
    vector = choice.vector
    return {
        "lost": vector.lost,
        "covered": [day.isoformat() for day in vector.covered],
        "finish": vector.finish.isoformat(),
        "visits": vector.visits,
        "fee": vector.fee,
        "materials": vector.materials,
        "actions": [
            {"id": act.id, "on": act.on.isoformat(), "earliest": act.earliest.isoformat()} for act in choice.actions
        ],
    }


def front_from_json(source: str | Mapping[str, object]) -> Front:
    """The front written in ``source``, a JSON text or the value read from one.

    Raises ``InvalidProblem`` with every problem found, one line each. Reads the form only: whether the plans
    answer a problem is for ``solve`` to say.

    >>> front_from_json('{"schema": "medcard/front/1", "proven": true, "front": []}')
    Front(proven=True, front=(), causes=())
    """
    problems: list[str] = []
    value = parse_json(source, problems) if isinstance(source, str) else source
    front = None if value is None else _front(Node(value, "$", problems))
    if problems or front is None:
        raise InvalidProblem(problems or ["$: got null; write an object"])
    return front


def _front(node: Node) -> Front:
    part = node.fields(("schema", "proven", "front"), {"causes": []})
    part["schema"].one_of((FRONT_SCHEMA,))
    return Front(
        proven=part["proven"].truth(),
        front=tuple(_choice(item) for item in part["front"].items()),
        causes=tuple(_cause(item) for item in part["causes"].items()),
    )


def _choice(node: Node) -> Choice:
    part = node.fields(("lost", "covered", "finish", "visits", "fee", "materials", "actions"))
    vector = Vector(
        lost=part["lost"].whole(),
        covered=part["covered"].days(),
        finish=part["finish"].day() or date.min,
        visits=part["visits"].whole(),
        fee=part["fee"].whole(),
        materials=part["materials"].whole(),
    )
    return Choice(vector=vector, actions=tuple(_act(item) for item in part["actions"].items()))


def _act(node: Node) -> Act:
    part = node.fields(("id", "on", "earliest"))
    on, earliest = part["on"].day() or date.min, part["earliest"].day() or date.min
    return Act(id=part["id"].text(), on=on, earliest=earliest)


def _cause(node: Node) -> Cause:
    part = node.fields(("milestone", "why", "actions"))
    why = Why(part["why"].one_of(tuple(Why)) or Why.NOTHING_GIVES)
    return Cause(milestone=part["milestone"].text(), why=why, actions=part["actions"].texts())
