"""Milestones, assumed values and scenarios: what the national pack declares, and packs that add their own."""

from __future__ import annotations

from medcard.facts import Kind
from medcard.model import Field, FieldName, Milestone, Need, Running, ScenarioRule
from medcard.packs.conditions import condition, fact_name, value_of
from medcard.packs.nodes import Mapping, Node
from medcard.packs.problems import Code, shown
from medcard.packs.shape import Keys, Reading, an_id, block, entries, ids, label, listing, name, once
from medcard.packs.statements import AROUND, Rule, Scope, inside, state
from medcard.packs.values import STAGES, fee, need, needs, stage, wait

MILESTONE = Keys(("zh", "en", "holds", "running"))
RUNNING = Keys(("when", "since", "like"), required=("when", "since", "like"))
SCENARIO = Keys(("zh", "en", "facts", "typical", "goal", "urgent", "needed", "asks", "options"))
_LABEL = ("zh", "en")  # why this is assumed, in words for the reader of the file


def _check_label(reading: Reading, value: object, node: Mapping) -> object:
    label(reading, node)
    return value


_FEE = Rule(read=fee, special=False, beside=_LABEL, finish=_check_label)
_WAIT = Rule(read=wait, special=False, beside=_LABEL, finish=_check_label)

Pairs = tuple[tuple[str, str], ...]


def milestones(reading: Reading, node: Node) -> tuple[Milestone, ...]:
    """What procedures make true, and the facts by which it is true already."""
    return tuple(_milestone(reading, id_, member) for id_, member, _ in entries(reading, node))


def _milestone(reading: Reading, id_: str, node: Node) -> Milestone:
    found = block(reading, node, MILESTONE)
    holds, running = found.items.get("holds"), found.items.get("running")
    return Milestone(
        id=id_,
        name=name(reading, found),
        holds=condition(reading, holds) if holds is not None else None,
        running=_running(reading, running) if running is not None else None,
    )


def _running(reading: Reading, node: Node) -> Running | None:
    items = block(reading, node, RUNNING).items
    if not items.keys() >= set(RUNNING.required):
        return None
    since = fact_name(reading, items["since"])
    if since and reading.facts[since].kind is not Kind.DATE:
        reading.add(items["since"], Code.BAD_VALUE, f"{shown(since)} is no date; write applied-on or hired-on")
    when = condition(reading, items["when"])
    return Running(when=when, since=since, like=an_id(reading, items["like"]))


def assumed(reading: Reading, node: Node, around: Scope) -> None:
    """Note the planning assumptions: one a stage, and ``fee``."""
    found = block(reading, node)
    scope = inside(reading, found, around)
    for key, member in found.items.items():
        if key in AROUND:
            continue
        at = found.key_at[key]
        if key == "fee" or key in STAGES:
            state(reading, Field(key, FieldName.ASSUMED), at, member, scope, _FEE if key == "fee" else _WAIT)
        else:
            stage(reading, at, key)


def scenarios(reading: Reading, node: Node) -> tuple[ScenarioRule, ...]:
    """The situations that a person can be in."""
    return tuple(_scenario(reading, id_, member) for id_, member, _ in entries(reading, node))


def _scenario(reading: Reading, id_: str, node: Node) -> ScenarioRule:
    found = block(reading, node, SCENARIO)
    items = found.items
    return ScenarioRule(
        id=id_,
        name=name(reading, found),
        facts=_facts(reading, found, "facts"),
        typical=_facts(reading, found, "typical"),
        goal=needs(reading, items["goal"]) if "goal" in items else (),
        urgent=_urgent(reading, items["urgent"]) if "urgent" in items else (),
        needed=ids(reading, items["needed"]) if "needed" in items else (),
        asks=_asks(reading, items["asks"]) if "asks" in items else (),
        options=ids(reading, items["options"]) if "options" in items else (),
    )


def _facts(reading: Reading, found: Mapping, key: str) -> Pairs:
    """Facts with one value each."""
    if key not in found.items:
        return ()
    given = block(reading, found.items[key])
    pairs: list[tuple[str, str]] = []
    for fact, value in given.items.items():
        if fact in reading.facts:
            pairs.append((fact, value_of(reading, fact, value)))
        else:
            reading.unknown(given.key_at[fact], Code.UNKNOWN_FACT, fact, reading.facts)
    return tuple(pairs)


def _urgent(reading: Reading, node: Node) -> tuple[tuple[Need, ...], ...]:
    return tuple(tuple(need(reading, member) for member in listing(reading, group)) for group in listing(reading, node))


def _asks(reading: Reading, node: Node) -> tuple[str, ...]:
    seen: dict[str, None] = {}
    for member in listing(reading, node):
        once(reading, member, fact_name(reading, member), seen)
    return tuple(seen)
