"""The ``assumes`` of a pack: findings of the proof that it knows of and leaves, each with a reason in words."""

from __future__ import annotations

import re

from medcard.conditions import ALWAYS
from medcard.faults import OF_NOBODY, Accepted, Fault
from medcard.packs.conditions import condition
from medcard.packs.nodes import Node
from medcard.packs.problems import Code, shown
from medcard.packs.shape import Keys, Reading, block, choice, listing, name, text

ACCEPTED = Keys(("code", "where", "for", "zh", "en"), required=("code", "where"))
_FAULTS = {fault.value: fault for fault in Fault}
WHERE = re.compile(r"[a-z0-9*?@:.+-]+", re.ASCII)


def assumes(reading: Reading, node: Node) -> tuple[Accepted, ...]:
    """Every accepted finding, in order; the same one twice is a problem."""
    found: dict[tuple[str, str, object], Accepted] = {}
    for member in listing(reading, node):
        before = reading.noted
        accepted = _accepted(reading, member)
        key = (accepted.fault, accepted.where, accepted.about)
        if key in found and reading.noted == before:
            message = f"this is accepted already on line {found[key].line}; keep one"
            reading.add(member, Code.DUPLICATE, message)
        found.setdefault(key, accepted)
    return tuple(found.values())


def _accepted(reading: Reading, node: Node) -> Accepted:
    found = block(reading, node, ACCEPTED)
    items = found.items
    code = choice(reading, items["code"], _FAULTS, "finding of a proof") if "code" in items else ""
    fault = _FAULTS.get(code, Fault.UNSERVED)
    if "for" in items and fault in OF_NOBODY:
        reading.add(found.key_at["for"], Code.BAD_VALUE, f"{fault} is not about some people only; leave 'for:' out")
    return Accepted(
        fault=fault,
        where=_where(reading, items["where"]) if "where" in items else "",
        about=condition(reading, items["for"]) if "for" in items else ALWAYS,
        why=name(reading, found),
        line=found.line,
    )


def _where(reading: Reading, node: Node) -> str:
    word = text(reading, node)
    if word and not WHERE.fullmatch(word):
        message = f"{shown(word)} is no place; copy what stands after the code in the finding"
        reading.add(node, Code.BAD_VALUE, message)
    return word
