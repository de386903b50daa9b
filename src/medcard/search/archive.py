"""The plans that no plan met so far beats, one for each vector."""

from __future__ import annotations

from collections.abc import Sequence

Flat = tuple[int, ...]
"""A vector as whole numbers: lost, covered…, finish, visits, fee, materials."""
Listing = tuple[int, ...]
"""The acts of a plan in order, each as ``day * number of acts + act``; acts are numbered by id."""


class Archive:
    """Vectors none of which beats another, each with the smallest listing of the fewest acts.

    Vectors are packed like partial plans (see ``layout``), in fields of ``widths`` bits and a spare one.
    """

    __slots__ = ("_guards", "_packed", "_shifts", "plans")

    def __init__(self, widths: Sequence[int]) -> None:
        self.plans: dict[Flat, Listing] = {}
        self._packed: dict[int, int] = {}
        self._shifts: list[int] = []
        self._guards = 0
        at = 0
        for width in widths:
            self._shifts.append(at)
            at += width + 1
            self._guards |= 1 << at - 1

    def _pack(self, vector: Sequence[int]) -> int:
        packed = 0
        for part, shift in zip(vector, self._shifts, strict=True):
            packed |= part << shift
        return packed

    def beaten(self, bound: Sequence[int], count: int) -> bool:
        """Whether nothing of ``count`` acts or more with a vector of ``bound`` or worse can enter."""
        guards = self._guards
        packed = self._pack(bound)
        top = packed | guards
        for other, acts in self._packed.items():
            if (top - other) & guards == guards and (other != packed or acts < count):
                return True
        return False

    def settled(self, bound: Flat, listing: Listing) -> bool:
        """Whether no plan with a vector of ``bound`` or worse and ``listing`` or a later one can enter."""
        known = self.plans.get(bound)
        if known is not None:
            return (len(known), known) <= (len(listing), listing)
        return self.beaten(bound, 0)

    def offer(self, vector: Flat, listing: Listing) -> None:
        """Keep the plan when no other beats it or stands before it; drop what it beats."""
        if self.settled(vector, listing):
            return
        guards = self._guards
        packed = self._pack(vector)
        worse = [other for other in self.plans if (((self._pack(other)) | guards) - packed) & guards == guards]
        for other in worse:
            del self.plans[other]
            del self._packed[self._pack(other)]
        self.plans[vector] = listing
        self._packed[packed] = len(listing)
