"""The names of what a plan speaks of, and the sources that it cites on the way."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from medcard.catalogue import Rules
from medcard.choosing import Chosen
from medcard.facts import Fact
from medcard.model import Source, SourceKind, Text
from medcard.plan import Contact, SourceRef
from medcard.source import OURSELVES

CHANNELS = {
    "window": Text("柜台窗口", "counter"),
    "bank": Text("银行网点", "bank branch"),
    "bank-phone": Text("银行客服电话", "bank service line"),
    "phone": Text("电话", "phone"),
    "app": Text("手机 App", "app"),
    "mini-program": Text("小程序", "mini-program"),
    "website": Text("网站", "website"),
    "kiosk": Text("自助机", "kiosk"),
    "community": Text("社区或村便民点", "community office"),
    "employer": Text("由单位办", "through the employer"),
    "school": Text("由学校办", "through the school"),
    "mail": Text("邮寄", "by post"),
    "hospital": Text("医院", "hospital"),
    "home": Text("上门", "at home"),
}


def imposer(source: Source) -> str:
    """On whose word a pack makes a rule: what medcard assumes is data that is missing."""
    if source.publisher == OURSELVES:
        return "data"
    return source.kind.value if source.kind in (SourceKind.LAW, SourceKind.MINISTRY, SourceKind.BANK) else "region"


class Names:
    """Looks names up in the rules and remembers every source that was cited."""

    def __init__(self, rules: Rules, facts: Mapping[str, Fact]) -> None:
        self.rules = rules
        self.facts = facts
        self.cited: dict[str, Source] = {}

    def procedure(self, id_: str) -> Text:
        """The official name of a procedure."""
        return self.rules.procedures[id_].name or Text(id_, id_)

    def channel(self, procedure: str, channel: str) -> Text:
        """The words for a channel of a procedure: the packs' own, else those of its kind."""
        own = [c.name for c in self.rules.procedures[procedure].channels if c.id == channel and c.name]
        return own[-1] if own else CHANNELS.get(channel.partition(":")[0], Text(channel, channel))

    def way(self, procedure: str, channel: str) -> Text:
        """Procedure and channel."""
        what, how = self.procedure(procedure), self.channel(procedure, channel)
        return Text(f"{what.zh}（{how.zh}）", f"{what.get('en')} ({how.get('en')})")

    def milestone(self, id_: str) -> Text:
        """The words for a milestone."""
        declared = self.rules.milestones.get(id_)
        return declared.name if declared else Text(id_, id_)

    def paper(self, id_: str) -> Text:
        """The words for a paper."""
        declared = self.rules.papers.get(id_)
        return declared.name if declared and declared.name else Text(id_, id_)

    def place(self, id_: str) -> Text:
        """The words for a place."""
        declared = self.rules.places.get(id_)
        return declared.name if declared and declared.name else Text(id_, id_)

    def either(self, id_: str) -> Text:
        """The words for a milestone or a paper."""
        return self.milestone(id_) if id_ in self.rules.milestones else self.paper(id_)

    def cite(self, source: Source) -> str:
        """The id under which the plan lists ``source``."""
        self.cited[source.key] = source
        return source.key

    def cite_id(self, id_: str) -> str | None:
        """The id under which the plan lists the source ``id_``; None where no pack has it any more."""
        found = next((source for pack in self.rules.packs for source in pack.sources if source.key == id_), None)
        return None if found is None else self.cite(found)

    def cited_by(self, chosen: Chosen[object]) -> str | None:
        """The source of a chosen value."""
        return self.cite(chosen.statement.source) if chosen.statement else None

    def is_doubtful(self, source: str) -> bool:
        """Whether what a source that was cited says is not confirmed."""
        return self.cited[source].doubts(self.rules.as_of) != ()

    def contacts(self, authorities: Iterable[str]) -> tuple[Contact, ...]:
        """Whom to ask about what each of these authorities does, in their order."""
        return tuple(found for each in dict.fromkeys(authorities) if (found := self.contact(each)))

    def contact(self, authority: str) -> Contact | None:
        """The nearest line of an authority, else that of the government, which passes questions on."""
        for wanted in (authority, "government", "community"):
            for pack in reversed(self.rules.packs):
                for each in pack.contacts:
                    if each.authority == wanted:
                        source = self.cite(each.source)
                        return Contact(authority=authority, name=each.name, phone=each.phone, source=source)
        return None

    def sources(self) -> tuple[SourceRef, ...]:
        """Every source cited so far, by id."""
        return tuple(
            SourceRef(
                id=source.key,
                region=source.region,
                title=source.title,
                kind=source.kind.value,
                via=source.via.value if source.via else None,
                publisher=source.publisher,
                stated_on=source.stated,
                age_years=source.age(self.rules.as_of),
                checked_on=source.checked_on,
                url=source.url,
                number=source.number,
                unconfirmed=source.doubts(self.rules.as_of),
            )
            for _, source in sorted(self.cited.items())
        )
