"""The budget: how many nodes a search may still open. Counted, never timed, so that every machine agrees."""

from __future__ import annotations


class BudgetEnded(Exception):
    """The budget of nodes is spent; caught inside ``medcard.search``, never seen outside."""


class Nodes:
    """A number of nodes that can only fall."""

    __slots__ = ("left",)

    def __init__(self, budget: int) -> None:
        self.left = budget

    def spend(self, count: int = 1) -> None:
        """Take ``count`` nodes; raises ``BudgetEnded`` when there are none left."""
        self.left -= count
        if self.left < 0:
            raise BudgetEnded
