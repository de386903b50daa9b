"""A place without a pack of its own, whichever places get packs."""

from __future__ import annotations

from medcard.packs.discover import bundled
from medcard.regions import all_regions

PROVINCE = "460000"


def _unpacked() -> str:
    """The first place of the province below which no pack stands in its chain."""
    packed = set(bundled()) - {"000000", PROVINCE}
    chains = ((each.code, {above.code for above in each.chain}) for each in all_regions())
    return next(code for code, chain in chains if PROVINCE in chain and code != PROVINCE and not chain & packed)


UNPACKED = _unpacked()
