"""The texts that statements rest on: who wrote them, when, where they are, how old they are."""

from __future__ import annotations

from datetime import date

import attrs

from medcard.facts import Choice
from medcard.record import Record

STALE_YEARS = 3
"""From this many years on a text is old."""


class SourceKind(Choice):
    """Who wrote a source, from the strongest to the weakest."""

    LAW = "law", "法律法规", "law"
    MINISTRY = "ministry", "部委", "ministry"
    OFFICIAL = "official", "官方", "official"
    BANK = "bank", "银行", "bank"
    MEDIA = "media", "媒体", "media"
    SECONDARY = "secondary", "转载", "secondary"
    SEED = "seed", "网文", "web article"


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
