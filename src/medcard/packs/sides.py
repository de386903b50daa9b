"""One side of a comparison: the packs that medcard brings, or those with files put in their places."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import attrs

from medcard.errors import InvalidPack
from medcard.model import NATION, Pack
from medcard.packs.discover import bundled, bundled_pack
from medcard.packs.drafts import Drafts
from medcard.packs.references import check_references
from medcard.record import Record
from medcard.regions import region


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Side(Record):
    """Packs by region. ``alone``: there are no others, else those that medcard brings stand around them."""

    own: dict[str, Pack]
    alone: bool = False

    def codes(self) -> frozenset[str]:
        """The regions that have a pack."""
        return frozenset(self.own) if self.alone else frozenset((*self.own, *bundled()))

    def pack(self, code: str) -> Pack | None:
        """The pack of a region. Raises InvalidPack."""
        return self.own.get(code) or (None if self.alone else bundled_pack(code))

    def packs(self, codes: Iterable[str]) -> Iterator[Pack]:
        """The packs of regions and of all above them, each once."""
        for above in sorted({each.code for code in codes for each in region(code).chain}):
            pack = self.pack(above)
            if pack is not None:
                yield pack


def side_of(drafts: Drafts, *, folder: bool) -> Side:
    """The side of some pack files; with a nation those of a ``folder`` are complete, else medcard's stand around them.

    Raises InvalidPack with every problem of the packs, of names that no pack of their chains declares, too.
    """
    own = {pack.region: pack for pack in drafts.packs}
    side = Side(own=own, alone=folder and NATION in own)
    problems = list(drafts.problems)
    for code, pack in own.items():
        problems += [each for each in check_references(tuple(side.packs([code]))) if each.file == pack.file]
    if problems:
        raise InvalidPack(problems)
    return side


def concerned(old: Side, new: Side) -> tuple[str, ...]:
    """The regions with a pack, on either side, whose chains are not the same packs on both, sorted."""
    differing = {code for code in old.codes() | new.codes() if not _same(old, new, code)}
    every = sorted(old.codes() | new.codes())
    return tuple(code for code in every if any(each.code in differing for each in region(code).chain))


def _same(old: Side, new: Side, code: str) -> bool:
    """Whether both sides surely have the same pack; none of them is read for that if medcard brings it."""
    brought = code not in old.own and code not in new.own and not (old.alone or new.alone)
    return brought or old.pack(code) == new.pack(code)
