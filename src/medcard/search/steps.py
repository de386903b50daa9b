"""What one act, and the end of one stage, does to a packed partial plan."""

from __future__ import annotations

import attrs

from medcard.search.instance import Instance, Opening, Wait
from medcard.search.layout import DAY, Layout
from medcard.timing import NEVER


@attrs.frozen(eq=False, repr=False)
class Give:
    """One milestone that an act gives: its field, its wait, and the levels it carries by (who, place)."""

    at: int
    wait: Wait
    later: int
    levels: tuple[tuple[int, int], ...]


@attrs.frozen(eq=False, repr=False)
class Step:
    """One act. ``carried``: for each (who, place) the level fields of its needs; the act's own comes first."""

    act: int
    clashes: int
    needs: tuple[int, ...]
    opening: Opening
    bits: int
    fee: int
    top: int
    carried: tuple[tuple[int, ...], ...]
    gives: tuple[Give, ...]


def make_step(instance: Instance, layout: Layout, act: int, *, circle: bool) -> Step:
    """The step of ``act``; inside a circle levels are not counted, since what supports what is open."""
    key = instance.keys[act]
    known = {} if circle else layout.levels
    keys = [key] if key >= 0 else []
    for milestone, _ in instance.gives[act]:
        keys += [k for m, k in known if m == milestone and k not in keys]
    return Step(
        act=act,
        clashes=instance.clashes[act],
        needs=tuple(layout.holds[m] for m in instance.needs[act]),
        opening=instance.opening[act],
        bits=layout.closures[act] | layout.used[act],
        fee=instance.fees[act] << layout.fee,
        top=layout.tops[key] if key >= 0 else -1,
        carried=tuple(tuple(known[m, k] for m in instance.needs[act] if (m, k) in known) for k in keys),
        gives=tuple(
            Give(
                at=layout.holds[m],
                wait=wait,
                later=1 if wait.positive else 0,
                levels=tuple((n, known[m, k]) for n, k in enumerate(keys) if (m, k) in known),
            )
            for m, wait in instance.gives[act]
            if m in layout.holds
        ),
    )


def take(step: Step, packed: int, level_mask: int) -> tuple[int, int]:
    """``packed`` after the act is done as early as it can, and its day; the day is -1 when that is never."""
    ready = 0
    for at in step.needs:
        day = packed >> at & DAY
        ready = max(ready, day)
    day = step.opening[ready] if ready < NEVER else NEVER
    if day >= NEVER:
        return packed, -1
    levels = [max([packed >> at & level_mask for at in fields], default=0) for fields in step.carried]
    packed = (packed | step.bits) + step.fee
    if step.top >= 0:
        visits = max(1, (levels[0] + 1) >> 1)
        levels[0] = 2 * visits
        if visits > packed >> step.top & (level_mask >> 1):
            packed += (visits - (packed >> step.top & (level_mask >> 1))) << step.top
    for give in step.gives:
        until = give.wait[day]
        if until >= NEVER:
            continue
        known = packed >> give.at & DAY
        if until < known:
            packed += (until - known) << give.at
        for number, at in give.levels:
            level = levels[number] | give.later if levels[number] else 0
            before = packed >> at & level_mask
            if known >= NEVER or level < before:
                packed += (level - before) << at
    return packed, day
