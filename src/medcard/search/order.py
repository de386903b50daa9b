"""The order in which acts are decided: givers before those that need them, circles as one block.

A stage is either one block of acts that may need one another (``circle``), or acts of which at most one can be
chosen and none needs another (the channels of one procedure).
"""

from __future__ import annotations

import attrs

from medcard.search.instance import Instance


@attrs.frozen(eq=False, repr=False)
class Stage:
    """Acts that are decided together; ``circle`` when they may need one another."""

    acts: tuple[int, ...]
    circle: bool


def stages(instance: Instance) -> list[Stage]:
    """The acts that matter as stages, each after everything it needs."""
    found: list[Stage] = []
    for block in _blocks(instance):
        act = block[0]
        if len(block) > 1 or _needs_itself(instance, act):
            found.append(Stage(tuple(sorted(block)), circle=True))
            continue
        together = found[-1] if found else None
        if together and not together.circle and _alternative(instance, act, together.acts):
            found[-1] = Stage((*together.acts, act), circle=False)
        else:
            found.append(Stage((act,), circle=False))
    return found


def _needs_itself(instance: Instance, act: int) -> bool:
    return any(m in instance.needs[act] for m, _ in instance.gives[act])


def _alternative(instance: Instance, act: int, others: tuple[int, ...]) -> bool:
    given = {m for other in others for m, _ in instance.gives[other]}
    return given.isdisjoint(instance.needs[act]) and all(instance.clashes[act] >> other & 1 for other in others)


def _blocks(instance: Instance) -> list[list[int]]:
    """The strongly connected blocks of acts (edges from an act to the givers of its needs), needs first.

    Tarjan's algorithm without recursion: a chain of acts may be longer than Python's stack.
    """
    givers = givers_of(instance)
    before = {act: _givers_before(instance, act, givers) for act in instance.acts}
    roots = [giver for milestone in instance.goal for giver in givers[milestone]]
    number: dict[int, int] = {}
    lowest: dict[int, int] = {}
    stack: list[int] = []
    stacked: set[int] = set()
    blocks: list[list[int]] = []
    for root in [*roots, *instance.acts]:
        if root in number:
            continue
        number[root] = lowest[root] = len(number)
        stack.append(root)
        stacked.add(root)
        path = [(root, iter(before[root]))]
        while path:
            act, others = path[-1]
            for other in others:
                if other not in number:
                    number[other] = lowest[other] = len(number)
                    stack.append(other)
                    stacked.add(other)
                    path.append((other, iter(before[other])))
                    break
                if other in stacked:
                    lowest[act] = min(lowest[act], number[other])
            else:
                path.pop()
                if path:
                    lowest[path[-1][0]] = min(lowest[path[-1][0]], lowest[act])
                if lowest[act] == number[act]:
                    blocks.append(_cut(stack, act))
                    stacked.difference_update(blocks[-1])
    return blocks


def _givers_before(instance: Instance, act: int, givers: list[list[int]]) -> list[int]:
    """The acts that give what ``act`` needs, each once."""
    return list(dict.fromkeys(giver for need in instance.needs[act] for giver in givers[need]))


def _cut(stack: list[int], act: int) -> list[int]:
    """Take ``act`` and all above it off the stack."""
    at = stack.index(act)
    block = stack[at:]
    del stack[at:]
    return block


def givers_of(instance: Instance) -> list[list[int]]:
    """For each milestone the acts that give it."""
    givers: list[list[int]] = [[] for _ in instance.milestones]
    for act in instance.acts:
        for milestone, _ in instance.gives[act]:
            givers[milestone].append(act)
    return givers
