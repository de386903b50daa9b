"""The texts that statements rest on: who wrote them, when, where they are, how old they are."""

from __future__ import annotations

from datetime import date

import attrs

from medcard.facts import Choice
from medcard.record import Record

STALE_YEARS = 3
"""From this many years on a text is old; the one place that says so."""
OURSELVES = "medcard"
"""The publisher of what the packs of medcard assume where nobody publishes anything."""


class SourceKind(Choice):
    """Who wrote a source, from the strongest to the weakest."""

    LAW = "law", "法律法规", "law"
    MINISTRY = "ministry", "部委", "ministry"
    OFFICIAL = "official", "官方", "official"
    BANK = "bank", "银行", "bank"
    MEDIA = "media", "媒体", "media"
    SECONDARY = "secondary", "转载", "secondary"
    SEED = "seed", "网文", "web article"


WEAK = (SourceKind.SECONDARY, SourceKind.SEED)
"""Kinds whose word alone confirms nothing."""


class Doubt(Choice):
    """Why what a source says is not confirmed, so that one should ask before relying on it."""

    OURS = "ours", "我们的推定", "our own assumption"
    WEAK = "weak", "只见于转载或网文", "only a reprint or a web article"
    UNDATED = "undated", "没有日期", "undated"
    OLD = "old", f"已过 {STALE_YEARS} 年", f"{STALE_YEARS} years old or more"


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Source(Record):
    """One text that statements rest on.

    ``id`` is unique in its pack; ``key`` (region and id) everywhere. ``stated`` is the date the text gives,
    as written (a year, a month or a day); ``stated_on`` is its first day. ``via`` says who reprints it.
    """

    region: str
    id: str
    kind: SourceKind
    title: str
    via: SourceKind | None = None
    publisher: str | None = None
    stated: str | None = None
    stated_on: date | None = None
    checked_on: date
    url: str | None = None
    number: str | None = None

    @property
    def key(self) -> str:
        """The id that is unique over all packs."""
        return f"{self.region}-{self.id}"

    def is_old(self, on: date) -> bool:
        """Whether on the day ``on`` the text is so old that one should ask; a law holds until it is changed.

        The year of its date, or where it bears none of the day it was checked, lies ``STALE_YEARS`` back.
        """
        return self.kind is not SourceKind.LAW and (self.stated_on or self.checked_on).year <= on.year - STALE_YEARS

    def age(self, on: date) -> int | None:
        """Whole years from the first day of its date to ``on``, at least 0; None for an undated text."""
        if self.stated_on is None:
            return None
        before = (on.month, on.day) < (self.stated_on.month, self.stated_on.day)
        return max(0, on.year - self.stated_on.year - before)

    def doubts(self, on: date) -> tuple[Doubt, ...]:
        """Why what it says is not confirmed on the day ``on``, in the order of ``Doubt``; empty if nothing is wrong.

        >>> page = Source(region="460100", id="p", kind=SourceKind.SEED, title="页", checked_on=date(2026, 11, 20))
        >>> [doubt.value for doubt in page.doubts(date(2026, 11, 23))]
        ['weak', 'undated']
        """
        if self.publisher == OURSELVES:
            return (Doubt.OURS,)
        found = {
            Doubt.WEAK: self.kind in WEAK,
            Doubt.UNDATED: self.stated_on is None,
            Doubt.OLD: self.is_old(on),
        }
        return tuple(doubt for doubt, holds in found.items() if holds)
