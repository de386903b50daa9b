"""Which plan of the front is chosen, and which others are worth choosing between."""

from __future__ import annotations

from collections.abc import Sequence

from medcard.plan import Prefer
from medcard.problem import Choice, Vector

MOST_ALTERNATIVES = 6


def preferred(front: Sequence[Choice], prefer: Prefer) -> Choice:
    """The choice of a front that is not empty: the preferred objective right after missed deadlines."""
    return min(front, key=lambda choice: (choice.vector.lost, _first(choice.vector, prefer), choice.vector))


def alternatives(front: Sequence[Choice], chosen: Choice) -> tuple[tuple[tuple[Prefer, ...], Choice], ...]:
    """The distinct choices of the other preferences, each with the preferences that choose it, in their order."""
    found: dict[Vector, tuple[tuple[Prefer, ...], Choice]] = {}
    for prefer in Prefer:
        choice = preferred(front, prefer)
        if choice.vector != chosen.vector:
            before = found.get(choice.vector, ((), choice))[0]
            found[choice.vector] = ((*before, prefer), choice)
    return tuple(found.values())[:MOST_ALTERNATIVES]


def _first(vector: Vector, prefer: Prefer) -> int:
    match prefer:
        case Prefer.FEWEST_VISITS:
            return vector.visits
        case Prefer.CHEAPEST:
            return vector.fee
        case Prefer.FEWEST_PAPERS:
            return vector.materials
        case Prefer.SOONEST:
            return 0
