"""The ``procedures`` of a pack: declarations, fields, lines and channels."""

from __future__ import annotations

from collections.abc import Callable

from medcard.applicant import Actor
from medcard.model import ChannelName, Field, FieldName, Procedure
from medcard.packs.nodes import Mapping, Node, Scalar
from medcard.packs.problems import Code, Position, few, shown, suggest
from medcard.packs.shape import (
    Keys,
    Reading,
    block,
    entries,
    identifier,
    ids,
    label,
    listing,
    only,
    text,
)
from medcard.packs.statements import AROUND, COMPLETE, RULES, Rule, Scope, inside, note, sourced, state
from medcard.packs.values import stage

AUTHORITIES = ("hrss", "bank", "nhsa", "tax", "police", "hospital", "employer", "school", "community")
CHANNELS = (
    "window",
    "bank",
    "community",
    "kiosk",
    "hospital",
    "home",
    "bank-phone",
    "phone",
    "app",
    "mini-program",
    "website",
    "mail",
    "employer",
    "school",
)
ACTORS = tuple(actor.value for actor in Actor)

_LINES = (FieldName.WHO, FieldName.REQUIREMENTS, FieldName.WAIT)
FIELDS = tuple(name for name in RULES if name not in _LINES and name is not FieldName.ONE_OF)
_BODY = ("zh", "en", *AROUND, *(name.value for name in (*FIELDS, *_LINES)))
PROCEDURE = Keys((*_BODY, "authority", "joins", "channels"))
CHANNEL = Keys((*_BODY, "value"))

LineOf = Callable[[Reading, Position, str], str]


def procedures(reading: Reading, node: Node, around: Scope) -> tuple[Procedure, ...]:
    """The declarations of all procedures; their statements go to ``reading.stated``."""
    found = block(reading, node)
    scope = inside(reading, found, around)
    return tuple(_procedure(reading, id_, member, scope) for id_, member, _ in entries(reading, found, AROUND))


def _procedure(reading: Reading, id_: str, node: Node, around: Scope) -> Procedure:
    found = block(reading, node, PROCEDURE)
    scope = inside(reading, found, around)
    authority: str | None = None
    joins: tuple[str, ...] = ()
    channels: list[ChannelName] = []
    for key, member in found.items.items():
        if key == "authority":
            authority = an_authority(reading, member, text(reading, member))
        elif key == "joins":
            joins = ids(reading, member)
        elif key == "channels":
            channels = _channels(reading, id_, member, scope)
    _body(reading, id_, None, found, scope)
    return Procedure(id=id_, name=label(reading, found), authority=authority, joins=joins, channels=tuple(channels))


def an_authority(reading: Reading, at: Node | Position, word: str) -> str:
    """The word if it is an authority; empty after a problem."""
    return _known(reading, at, word, AUTHORITIES, Code.UNKNOWN_AUTHORITY)


def _known(reading: Reading, at: Node | Position, word: str, known: tuple[str, ...], code: Code) -> str:
    if word in known or not word:
        return word
    kind = code.removeprefix("unknown-")
    help_ = suggest(word, known) or few(known)
    reading.add(at, code, f"unknown {kind} {shown(word)}{help_}")
    return ""


def _body(reading: Reading, owner: str, channel: str | None, found: Mapping, scope: Scope) -> None:
    """The fields that a procedure and a channel share."""
    for key, member in found.items.items():
        if key in _FIELD_OF:
            name = _FIELD_OF[key]
            at = found.key_at[key]
            state(reading, Field(owner, name, channel), at, member, scope, RULES[name])
        elif key in _LINES_OF:
            _lines(reading, Field(owner, _LINES_OF[key], channel), member, scope)


def _lines(reading: Reading, field: Field, node: Node, around: Scope) -> None:
    """A field with lines; the whole block may be a value with its own source, or several claims."""
    found = block(reading, node)
    scope = inside(reading, found, around)
    if "claims" in found.items:
        only(reading, found, ("claims", *AROUND))
        for member in listing(reading, found.items["claims"]):
            _lines(reading, field, member, scope)
        return
    if "value" in found.items:
        only(reading, found, ("value", *AROUND))
        _lines(reading, field, found.items["value"], scope)
        return
    seen: dict[str, str] = {}
    for key, member in found.items.items():
        if key not in AROUND:
            _line(reading, field, found.key_at[key], key, member, scope, seen)


def _line(
    reading: Reading, field: Field, at: Position, key: str, node: Node, scope: Scope, seen: dict[str, str]
) -> None:
    rule: Rule = RULES[field.name]
    line = key
    if field.name is FieldName.WHO:
        _known(reading, at, key, ACTORS, Code.UNKNOWN_ACTOR)
    elif field.name is FieldName.WAIT:
        _span(reading, at, key, seen)
    elif key == "complete":
        rule, line = COMPLETE, "*"
    else:
        identifier(reading, at, key)
    state(reading, Field(field.owner, field.name, field.channel, line), at, node, scope, rule)


def _span(reading: Reading, at: Position, key: str, seen: dict[str, str]) -> None:
    """Note what is wrong with the key of a wait: its stages, joined by +."""
    before = reading.noted
    parts = [stage(reading, at, part) or part for part in key.split("+")]
    if reading.noted == before and "" in parts:
        reading.add(at, Code.UNKNOWN_STAGE, f"{shown(key)}: write stages joined by '+', as in review+making")
    same = "+".join(sorted(parts))
    if len(set(parts)) < len(parts):
        reading.add(at, Code.DUPLICATE, f"{shown(key)} has a stage twice; keep one")
    elif same in seen:
        reading.add(at, Code.DUPLICATE, f"{shown(key)} stands here already as {shown(seen[same])}; keep one")
    seen[same] = key


def _channels(reading: Reading, owner: str, node: Node, around: Scope) -> list[ChannelName]:
    found = block(reading, node)
    scope = inside(reading, found, around)
    names: list[ChannelName] = []
    for key, member in found.items.items():
        if key not in AROUND:
            _check_channel(reading, found.key_at[key], key)
            names += _channel(reading, Field(owner, FieldName.CHANNEL, key), found.key_at[key], member, scope)
    return names


def _check_channel(reading: Reading, at: Position, channel: str) -> None:
    kind, colon, name = channel.partition(":")
    if kind in CHANNELS:
        if colon:
            identifier(reading, at, name)
        return
    help_ = suggest(kind, CHANNELS) or "; write one of " + ", ".join(CHANNELS)
    reading.add(at, Code.UNKNOWN_CHANNEL, f"unknown channel {shown(kind)}{help_}")


def _channel(reading: Reading, field: Field, at: Position, node: Node, around: Scope) -> list[ChannelName]:
    """One channel: ``withdrawn``, or that it is there and what it says."""
    if isinstance(node, Scalar) or (isinstance(node, Mapping) and {"value", "claims"} & node.items.keys()):
        state(reading, field, at, node, around, _CHANNEL_RULE)
        return []
    found = block(reading, node, CHANNEL)
    before = reading.noted
    scope = inside(reading, found, around)
    by = sourced(reading, at, scope)
    if reading.noted == before:
        note(reading, field, True, at, scope, by)
    assert field.channel is not None
    _body(reading, field.owner, field.channel, found, scope)
    return [ChannelName(id=field.channel, name=label(reading, found))]


def _there(reading: Reading, node: Node) -> bool:
    """The value of a channel written as one word."""
    ways = "write {} for a channel that is there, or 'withdrawn'"
    if isinstance(node, Scalar) and not node.text:
        reading.add(node, Code.NOT_TEXT, f"nothing stands here; {ways}")
    elif text(reading, node) not in ("yes", ""):
        reading.add(node, Code.BAD_VALUE, f"{shown(text(reading, node))}; {ways}")
    return True


_CHANNEL_RULE = Rule(read=_there)
_FIELD_OF = {name.value: name for name in FIELDS}
_LINES_OF = {name.value: name for name in _LINES}
