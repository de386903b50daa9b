"""The plans that no plan met so far beats, one for each vector."""

from __future__ import annotations

from collections.abc import Sequence

Flat = tuple[int, ...]
"""A vector as whole numbers: lost, covered…, finish, visits, fee, materials."""
Listing = tuple[tuple[int, int], ...]
"""The acts of a plan as (day, act), ascending; acts are numbered by id."""


class Archive:
    """Vectors none of which beats another, each with the smallest listing of the fewest acts."""

    __slots__ = ("plans",)

    def __init__(self) -> None:
        self.plans: dict[Flat, Listing] = {}

    def beaten(self, bound: Sequence[int], count: int) -> bool:
        """Whether nothing of ``count`` acts or more with a vector of ``bound`` or worse can enter."""
        for vector, listing in self.plans.items():
            if all(a <= b for a, b in zip(vector, bound, strict=True)) and (
                len(listing) < count or any(a < b for a, b in zip(vector, bound, strict=True))
            ):
                return True
        return False

    def offer(self, vector: Flat, listing: Listing) -> None:
        """Keep the plan when no other beats it or stands before it; drop what it beats."""
        known = self.plans.get(vector)
        if known is not None:
            if (len(listing), listing) < (len(known), known):
                self.plans[vector] = listing
            return
        if self.beaten(vector, 0):
            return
        worse = [other for other in self.plans if all(a <= b for a, b in zip(vector, other, strict=True))]
        for other in worse:
            del self.plans[other]
        self.plans[vector] = listing
