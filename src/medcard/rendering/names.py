"""How the parts of one answer are called in its text: steps by number, sources by ``[n]``, papers, milestones."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import attrs

from medcard.assembly import wording
from medcard.model import NATION, Text
from medcard.plan import Fix, Plan, Question, RejectedCause, RejectedChannel, SourceRef
from medcard.record import Record
from medcard.rendering.words import Words


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Manner(Record):
    """How a format refers: ``cite`` is filled in with a source's number; ``ids``: facts and values bear their ids.

    Who answers on a command line or from a program needs the ids, who reads a page does not.
    """

    cite: str = "[{}]"
    ids: bool = True


PLAIN = Manner()
UNCITED = Manner(cite="", ids=False)


WEAK = ("media", "secondary", "seed")
"""Kinds of source that only tell what somebody else rules."""


class Names:
    """Looks up in a plan, and in nothing else, what its ids stand for; an unknown id stands for itself."""

    def __init__(
        self,
        words: Words,
        question: Question,
        plan: Plan | None,
        manner: Manner = PLAIN,
        sources: Sequence[SourceRef] | None = None,
    ) -> None:
        """``sources``: those that are cited by number, by default the plan's."""
        self.words = words
        self.manner = manner
        steps = plan.steps if plan else ()
        self.numbers = {step.id: number for number, step in enumerate(steps, 1)}
        self.steps = {step.id: step.name for step in steps}
        cited = plan.sources if plan and sources is None else sources or ()
        self.sources = {source.id: number for number, source in enumerate(cited, 1)}
        self.kinds = {source.id: source.kind for source in cited}
        self.unconfirmed = {source.id for source in cited if source.unconfirmed}
        self.whose = {source.id: source.region for source in cited}
        self.own = question.region.code
        self.papers = {paper.evidence: paper.name for step in steps for paper in step.requirements}
        self.milestones = {result.milestone: result.name for step in steps for result in step.results}
        self.regions = dict(question.region.chain)

    def step(self, id_: str) -> str:
        """``第 3 步（补卡）``."""
        if id_ not in self.numbers:
            return id_
        return self.words("step.named", number=self.numbers[id_], name=self.words.of(self.steps[id_]))

    def cite(self, *ids: str | None) -> str:
        """``[1][4]``: the numbers of sources in the list at the end, in order, each once."""
        known = sorted({self.sources[id_] for id_ in ids if id_ in self.sources})
        return "".join(self.manner.cite.format(number) for number in known)

    def said(self, source: str | None) -> str:
        """The number of a value's source, and a mark if what it says is not confirmed; nothing where none is cited."""
        cited = self.cite(source)
        return cited + self.words("unconfirmed") if cited and source in self.unconfirmed else cited

    def by_region(self, ids: Iterable[str]) -> str:
        """The numbers of sources under the region whose pack says so, the nearest region first."""
        groups: dict[str, list[str]] = {}
        for id_ in sorted(filter(self.whose.__contains__, ids), key=self.whose.__getitem__, reverse=True):
            groups.setdefault(self.whose[id_], []).append(id_)
        cited = {code: self.cite(*found) for code, found in groups.items()}
        return self.words.clauses(self.region(code) + numbers for code, numbers in cited.items() if numbers)

    def region(self, code: str) -> str:
        """Whose rules: the nation's, a region's above, or the place's own."""
        if code == NATION:
            return self.words("region.nation")
        key = "region.own" if code == self.own else "region.above"
        return self.words(key, region=self.words.plain(self.regions.get(code, code)))

    def milestone(self, id_: str) -> str:
        """The words for a milestone."""
        return self._word(self.milestones.get(id_), id_)

    def paper(self, id_: str) -> str:
        """The words for a paper."""
        return self._word(self.papers.get(id_), id_)

    def _word(self, text: Text | None, otherwise: str) -> str:
        return self.words.of(text) if text else otherwise

    def rejected(self, channels: Iterable[RejectedChannel]) -> list[str]:
        """Rejected channels with what stood against them, those with the same causes together."""
        groups: dict[str, dict[str, list[RejectedChannel]]] = {}
        for channel in channels:
            groups.setdefault(self._causes(channel), {}).setdefault(channel.procedure, []).append(channel)
        several = self.words.several
        return [
            self.words("rejected.item", name=several(map(self._together, same.values())), causes=causes)
            for causes, same in groups.items()
        ]

    def _together(self, channels: Sequence[RejectedChannel]) -> str:
        """Channels of one procedure, its name once."""
        w, first = self.words, channels[0]
        name = w.of(first.name).removesuffix(w("step.title", name="", channel=w.of(first.channel_name)).lstrip())
        return w("step.title", name=name.rstrip(), channel=w.several(w.of(each.channel_name) for each in channels))

    def _causes(self, channel: RejectedChannel) -> str:
        """Everything against a channel, and what would open it where that says more."""
        said = [self._cause(cause) for cause in channel.causes]
        if channel.fix is not None and not self._repeats(channel.fix, channel.causes):
            said.append(self.words.of(channel.fix.text))
        return self.words.clauses(dict.fromkeys(said))

    def _repeats(self, fix: Fix, causes: Iterable[RejectedCause]) -> bool:
        """Whether a fix, for which no act and no waiting helps, only says again what the causes ask for."""
        asked = "".join(self.words.of(cause.condition) for cause in causes)
        return all(change.by in ("choice", "nobody") and self.words.of(change.text) in asked for change in fix.changes)

    def _cause(self, cause: RejectedCause) -> str:
        said, who = self.words.of(cause.condition), self.imposer(cause)
        return (self.words("rejected.imposed", condition=said, who=who) if who else said) + self.said(cause.source)

    def imposer(self, cause: RejectedCause) -> str:
        """Who made a rule; empty where nobody did."""
        region = self.regions.get(cause.imposed_by)
        if region is None:
            return ""
        name = None if cause.imposed_by == NATION else self.words.plain(region)
        weak = self.kinds.get(cause.source or "") in WEAK
        return self.words.of(wording.imposed(cause.imposer, name, weak=weak))

    def several(self, ids: Iterable[str]) -> str:
        """Several milestones."""
        return self.words.several(self.milestone(id_) for id_ in ids)
