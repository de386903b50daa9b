"""Why there is no plan, in at most five lines: what stands in the way, shared conditions once, who imposed each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from medcard.assembly import wording
from medcard.assembly.named import Names
from medcard.conditions import Known
from medcard.known import BIRTH
from medcard.model import NATION, Text
from medcard.plan import Fix, NoPlanCause, Obstacle, RejectedCause, RejectedChannel, SourceRef

MOST_LINES = 5
MOST_NAMED = 4
"""Channels named in one line; more are counted."""
WEAK = ("media", "secondary", "seed")
MOST_TRIED = 12
"""Conditions of which the fewest are looked for; of more as few are kept as leave nothing unexplained."""

Asked = str
"""A condition in Chinese words: what two rules ask for in the same words is one obstacle, whoever imposed it."""


class Obstacles:
    """Puts the causes of one answer into a few lines."""

    def __init__(self, names: Names, regions: Mapping[str, str], known: Known, assumed: Iterable[str]) -> None:
        """``regions``: names by code; ``assumed``: which of the known facts nobody told."""
        self.names = names
        self.regions = regions
        self.known = known
        self.assumed = frozenset(assumed)
        self.sources: dict[str, SourceRef] = {source.id: source for source in names.sources()}

    def lines(self, causes: Sequence[NoPlanCause], fixes: Iterable[Fix]) -> tuple[Obstacle, ...]:
        """At most ``MOST_LINES``, at least one for each of that many causes; the last tells how much it leaves out.

        What ``fixes`` could change stands first.
        """
        helping = frozenset(change.fact for fix in fixes for change in fix.changes)
        found = [self._of(cause, helping) for cause in causes[:MOST_LINES]]
        room = MOST_LINES - len(found)
        kept: list[Obstacle] = []
        for lines in found:
            extra = min(room, len(lines) - 1)
            room -= extra
            kept += _shortened(lines, 1 + extra)
        return tuple(kept)

    def _of(self, cause: NoPlanCause, helping: frozenset[str]) -> list[Obstacle]:
        """The fewest conditions that explain every channel that could have led there."""
        near = [each for each in cause.rejected if _for_this_person(each)] or list(cause.rejected)
        own = [self._acts(cause)] if cause.acts or not near else []
        asked: dict[Asked, list[tuple[RejectedChannel, RejectedCause]]] = {}
        for channel in near:
            for each in channel.causes:
                asked.setdefault(each.condition.zh, []).append((channel, each))
        blocked = {asks: frozenset(channel.id for channel, _ in pairs) for asks, pairs in asked.items()}
        chosen = sorted(
            fewest(blocked) if blocked else (), key=lambda asks: helping.isdisjoint(asked[asks][0][1].facts)
        )
        return [*own, *(self._line(cause, asked[asks]) for asks in chosen)]

    def _acts(self, cause: NoPlanCause) -> Obstacle:
        """What stands against acts that the person could use."""
        zh, en = "、".join(act.name.zh for act in cause.acts), ", ".join(act.name.get("en") for act in cause.acts)
        text = Text(f"{zh}：{cause.text.zh}", f"{en}: {cause.text.get('en')}") if cause.acts else cause.text
        return Obstacle(milestone=cause.milestone, text=text, channels=(), conditions=(), sources=())

    def _line(self, cause: NoPlanCause, pairs: Sequence[tuple[RejectedChannel, RejectedCause]]) -> Obstacle:
        channels = tuple(dict.fromkeys(channel.id for channel, _ in pairs))
        causes = [each for _, each in pairs]
        ways, who, you = self._ways(pairs), self._who(causes), self._you(causes[0].facts)
        asks = causes[0].condition
        return Obstacle(
            milestone=cause.milestone,
            text=Text(
                f"{ways.zh}：{asks.zh}{who.zh}{you.zh}",
                f"{ways.get('en')}: {asks.get('en')}{who.get('en')}{you.get('en')}",
            ),
            channels=channels,
            conditions=(asks,),
            sources=tuple(dict.fromkeys(each.source for each in causes if each.source)),
        )

    def _ways(self, pairs: Sequence[tuple[RejectedChannel, RejectedCause]]) -> Text:
        """The channels by their own names, each once."""
        names = tuple(dict.fromkeys(channel.channel_name for channel, _ in pairs))
        zh = "、".join(name.zh for name in names[:MOST_NAMED])
        en = ", ".join(name.get("en") for name in names[:MOST_NAMED])
        more = len(names) - MOST_NAMED
        return Text(f"{zh}等 {len(names)} 种办法", f"{en} and {more} more") if more > 0 else Text(zh, en)

    def _who(self, causes: Sequence[RejectedCause]) -> Text:
        """Who imposed a condition; nothing for what follows from the person alone."""
        said = tuple(dict.fromkeys(self._imposed(each) for each in causes if each.imposed_by in self.regions))
        if not said:
            return Text("", "")
        zh, en = "、".join(each.zh for each in said), ", ".join(each.get("en") for each in said)
        return Text(f"（{zh}）", f" ({en})")

    def _imposed(self, cause: RejectedCause) -> Text:
        source = self.sources.get(cause.source or "")
        region = None if cause.imposed_by == NATION else self.regions[cause.imposed_by]
        return wording.imposed(cause.imposer, region, weak=source is not None and source.kind in WEAK)

    def _you(self, facts: Iterable[str]) -> Text:
        """How it is with the person."""
        said = [text for fact in facts if (text := self._now(fact)) is not None]
        if not said:
            return Text("", "")
        return Text("；" + "，".join(each.zh for each in said), "; " + ", ".join(each.get("en") for each in said))

    def _now(self, fact: str) -> Text | None:
        if fact in BIRTH:
            low, high = self.known.ages if fact == "age" else self.known.ages_in_days
            value = wording.number(fact, low, low) if low == high else None
        else:
            told = self.known.values.get(fact)
            value = None if told is None else wording.case(fact, (told,), self.names.facts)
        if value is None:
            return None
        zh = f" {value.zh}" if value.zh[:1].isdigit() else value.zh
        if fact in self.assumed:
            return Text(f"您没说，先按{zh}算", f"not told, taken as: {value.get('en')}")
        return Text(f"您说{zh}", f"you said: {value.get('en')}")


def _for_this_person(channel: RejectedChannel) -> bool:
    """Whether something that can change would open the channel; others are for other people or situations."""
    return channel.fix is not None and all(change.by != "nobody" for change in channel.fix.changes)


def fewest(blocked: Mapping[Asked, frozenset[str]]) -> tuple[Asked, ...]:
    """The fewest conditions with one of every channel, those that block most first.

    >>> fewest({"a": frozenset("xy"), "b": frozenset("yz"), "c": frozenset("y")})
    ('a', 'b')
    """
    everything = frozenset(channel for channels in blocked.values() for channel in channels)
    ordered = sorted(blocked, key=lambda asks: -len(blocked[asks]))
    if len(ordered) <= MOST_TRIED:
        for size in range(1, len(ordered) + 1):
            for some in combinations(ordered, size):
                if everything <= {channel for asks in some for channel in blocked[asks]}:
                    return some
    kept = list(ordered)
    for asks in reversed(ordered):
        if everything <= {channel for other in kept if other != asks for channel in blocked[other]}:
            kept.remove(asks)
    return tuple(kept)


def _shortened(lines: Sequence[Obstacle], most: int) -> list[Obstacle]:
    """At most so many lines; the last one stands for those that are left out, too."""
    if len(lines) <= most:
        return list(lines)
    *kept, last = lines[:most]
    more = lines[most:]
    text = Text(
        f"{last.text.zh}；还有 {len(more)} 个条件也不符合",
        f"{last.text.get('en')}; {len(more)} more are not met either",
    )
    merged = Obstacle(
        milestone=last.milestone,
        text=text,
        channels=tuple(dict.fromkeys(id_ for each in (last, *more) for id_ in each.channels)),
        conditions=tuple(asks for each in (last, *more) for asks in each.conditions),
        sources=tuple(dict.fromkeys(id_ for each in (last, *more) for id_ in each.sources)),
    )
    return [*kept, merged]
