"""Random packs of one nation, province and city, as values: small, mostly solvable, every kind of statement in them.

A fixed skeleton (four procedures in a row, one plain channel each, assumptions for every stage) makes most questions
answerable; everything else is drawn. Every field of every type of ``medcard.model`` is named here, since
``st.builds`` would never vary those with defaults; ``test_strategies.py`` proves that each takes several values.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import strategies as st

from medcard.catalogue import Catalogue
from medcard.conditions import ALWAYS, AllOf, AnyOf, Born, Condition, Has, Not, Within
from medcard.facts import Fact, yes_no
from medcard.faults import Accepted, Fault
from medcard.model import (
    NATION,
    Alternative,
    ChannelName,
    Contact,
    Copies,
    DayOff,
    DeadlineRule,
    Event,
    Fee,
    Field,
    FieldName,
    Give,
    Hours,
    Lead,
    Milestone,
    Need,
    OpenHours,
    Opening,
    Origin,
    Pack,
    Paper,
    Place,
    Procedure,
    Running,
    ScenarioRule,
    ServicePoint,
    Source,
    SourceKind,
    Special,
    Statement,
    Stretch,
    Text,
    Wait,
    Window,
    Yearly,
)
from medcard.problem import Unit

PROVINCE, CITY = "460000", "460100"
CHAIN = (NATION, PROVINCE, CITY)
START = date(2026, 11, 23)
SCENARIO, OTHER = "want", "wish"
MILESTONES = ("applied", "ready", "held", "active")
PROCEDURES = ("apply", "make", "collect", "enable")
PAPERS = ("form", "id", "photo", "proof", "slip")
PLACES = ("hall", "branch", "hrss-window")
STAGES = ("review", "making", "delivery", "effect")
CHANNELS = ("window", "bank", "app", "app:local", "phone", "mail", "employer", "school")
ACTORS = ("self", "guardian", "agent", "employer", "school")
AUTHORITIES = ("hrss", "bank", "nhsa")
LOCAL = "lives-here"
CLOSED: dict[str, tuple[str, ...]] = {
    "person": ("mainland", "foreigner", "taiwan"),
    "enrolled": ("yes", "no"),
    "smartphone": ("yes", "no"),
    "can-travel": ("yes", "no"),
    "acts": ("self", "guardian", "agent"),
    LOCAL: ("yes", "no"),
}

WORDS = st.sampled_from(["甲", "乙", "丙"])
TEXTS = st.builds(Text, WORDS, st.sampled_from([None, "a", "b"]))
CLOCKS = st.builds(Stretch, opens=st.sampled_from(["08:30", "09:00"]), closes=st.sampled_from(["12:00", "24:00"]))
HOURS = st.builds(
    Hours,
    words=TEXTS,
    rules=st.lists(
        st.builds(
            OpenHours,
            days=st.sampled_from([(), ("working",), ("mon", "tue")]),
            times=st.tuples(CLOCKS),
            season=st.sampled_from([None, "07-15..09-30"]),
            note=st.none() | WORDS,
        ),
        max_size=2,
    ).map(tuple),
)
DAYS = st.dates(date(2024, 1, 1), date(2027, 12, 31)).map(lambda day: day.replace(day=1 + day.day % 10))
"""Days of packs never fall on a birthday of ``people``: those are after the 10th, so that a leak can be told."""
NEAR = st.dates(date(2026, 11, 1), date(2027, 2, 28))
LINES = st.integers(1, 90)
SPECIALS = st.sampled_from([Special.UNKNOWN, Special.WITHDRAWN])


def some(items: tuple[Any, ...], most: int = 2, least: int = 0) -> st.SearchStrategy[tuple[Any, ...]]:
    """Some of ``items`` in their order, none twice."""
    return st.lists(st.sampled_from(items), min_size=least, max_size=most, unique=True).map(
        lambda chosen: tuple(sorted(chosen, key=items.index))
    )


def tuples(strategy: st.SearchStrategy[Any], most: int = 2, least: int = 0) -> st.SearchStrategy[tuple[Any, ...]]:
    """A few."""
    return st.lists(strategy, min_size=least, max_size=most).map(tuple)


def maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """None or one."""
    return st.none() | strategy


@st.composite
def has(draw: st.DrawFn) -> Has:
    fact = draw(st.sampled_from(sorted(CLOSED)))
    return Has(fact=fact, values=draw(some(CLOSED[fact], least=1)))


@st.composite
def within(draw: st.DrawFn) -> Within:
    fact, numbers = draw(st.sampled_from([("age", (0, 1, 15, 16, 60)), ("age-days", (0, 30, 400, 6000))]))
    least = draw(st.sampled_from(numbers))
    return Within(fact=fact, least=least, most=draw(st.none() | st.integers(least, least + numbers[-1])))


@st.composite
def born(draw: st.DrawFn) -> Born:
    early = date(draw(st.integers(1950, 2026)), draw(st.integers(1, 12)), 1)
    late = date(draw(st.integers(early.year, 2027)), 12, 9)
    return Born(first=draw(maybe(st.just(early))), last=draw(maybe(st.just(late))))


LEAVES: st.SearchStrategy[Condition] = st.one_of(has(), has(), within(), born())
CONDITIONS: st.SearchStrategy[Condition] = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.builds(AllOf, parts=tuples(inner)),
        st.builds(AnyOf, parts=tuples(inner, least=1)),
        st.builds(Not, part=inner),
    ),
    max_leaves=3,
)
SELDOM: st.SearchStrategy[Condition] = st.one_of(st.just(ALWAYS), st.just(ALWAYS), CONDITIONS)

NEEDS = st.builds(Need, milestone=st.sampled_from(MILESTONES), when=SELDOM)
GIVES = st.builds(Give, milestone=st.sampled_from(MILESTONES), stages=some(STAGES), when=SELDOM)
ALTERNATIVES = st.builds(Alternative, paper=st.sampled_from(PAPERS), when=SELDOM)
COPIES = st.builds(
    Copies,
    original=st.booleans(),
    copies=st.integers(0, 2),
    when=SELDOM,
    one_of=tuples(ALTERNATIVES),
    from_person=st.booleans(),
    prints=st.booleans(),
)
WINDOWS = st.builds(
    Window,
    first=st.sampled_from([(1, 1), (2, 29), (9, 1), (12, 15)]),
    last=st.sampled_from([(2, 28), (3, 1), (12, 31)]),
)


@st.composite
def waits(draw: st.DrawFn) -> Wait:
    least = draw(st.integers(0, 3))
    return Wait(
        least=least,
        most=draw(st.none() | st.integers(least, least + 4)),
        unit=draw(st.sampled_from([Unit.WORKING, Unit.WORKING, Unit.CALENDAR, Unit.MONTH, Unit.NEXT_MONTH])),
        from_next_month=draw(st.booleans()),
    )


@st.composite
def fees(draw: st.DrawFn) -> Fee:
    least = draw(st.sampled_from([0, 500]))
    return Fee(least=least, most=least + draw(st.sampled_from([0, 1500])))


YEARLY = st.builds(Yearly, month=st.just(12), day=st.sampled_from([1, 31]))
LEADS = st.builds(
    Lead,
    count=st.sampled_from([1, 60]),
    unit=st.sampled_from([Unit.CALENDAR, Unit.MONTH]),
    of=st.sampled_from([Event.APPLIED, Event.EXPIRES]),
)
DEADLINES = st.builds(
    DeadlineRule,
    count=st.integers(1, 30),
    unit=st.sampled_from([Unit.WORKING, Unit.CALENDAR, Unit.MONTH]),
    of=st.one_of(st.sampled_from(Event), NEAR, YEARLY, st.sampled_from(MILESTONES)),
    milestones=some(MILESTONES),
    lost=TEXTS,
)


@st.composite
def openings(draw: st.DrawFn, *, inner: bool = False) -> Opening:
    name = draw(st.sampled_from(["working", "weekdays", "daily", None]))
    season = None if inner else draw(st.sampled_from([None, None, ((12, 1), (2, 28)), ((6, 1), (9, 30))]))
    return Opening(
        name=name,
        weekdays=() if name else draw(some((1, 2, 3, 4, 5, 6, 7), most=5, least=1)),
        season=season,
        otherwise=draw(maybe(openings(inner=True))) if season else None,
    )


@st.composite
def sources(draw: st.DrawFn, region: str, id_: str) -> Source:
    stated = draw(st.sampled_from([None, "2023", "2024-05", "2025-03-04"]))
    return Source(
        region=region,
        id=id_,
        kind=draw(st.sampled_from(SourceKind)),
        title=draw(WORDS),
        via=draw(maybe(st.sampled_from(SourceKind))),
        publisher=draw(maybe(WORDS)),
        stated=stated,
        stated_on=None if stated is None else date.fromisoformat((stated + "-01-01")[:10]),
        checked_on=draw(DAYS),
        url=draw(maybe(st.just("https://example.org"))),
        number=draw(maybe(WORDS)),
    )


def _channels() -> st.SearchStrategy[str | None]:
    return st.one_of(st.none(), st.sampled_from(CHANNELS))


@st.composite
def fields(draw: st.DrawFn) -> Field:
    """What a statement may be about, any kind alike; the skeleton and the regions share these."""
    name = draw(st.sampled_from([name for name in FieldName if name is not FieldName.ASSUMED]))
    owner = draw(st.sampled_from(PROCEDURES))
    match name:
        case FieldName.CHANNEL:
            return Field(owner, name, draw(st.sampled_from(CHANNELS)))
        case FieldName.ONE_OF:
            return Field(draw(st.sampled_from(PAPERS[1:3])), name)
        case FieldName.OPEN:
            place = Field(draw(st.sampled_from(PLACES)), name)
            return draw(st.sampled_from([place, Field(owner, name, draw(_channels()))]))
        case FieldName.WHO:
            return Field(owner, name, draw(_channels()), draw(st.sampled_from(ACTORS)))
        case FieldName.REQUIREMENTS:
            return Field(owner, name, draw(_channels()), draw(st.sampled_from([*PAPERS, "*"])))
        case FieldName.WAIT:
            return Field(owner, name, draw(_channels()), "+".join(draw(some(STAGES, least=1))))
        case FieldName.DEADLINE:
            return Field(owner, name)
        case _:
            return Field(owner, name, draw(_channels()))


VALUES: dict[FieldName, st.SearchStrategy[Any]] = {
    FieldName.CHANNEL: st.sampled_from([True, True, True, Special.WITHDRAWN]),
    FieldName.ONLY_IF: st.one_of(CONDITIONS, SPECIALS),
    FieldName.NEEDS: st.one_of(tuples(NEEDS), SPECIALS),
    FieldName.GIVES: st.one_of(tuples(GIVES, least=1), tuples(GIVES, least=1), SPECIALS),
    FieldName.AT: st.one_of(st.sampled_from(PLACES), SPECIALS),
    FieldName.OPEN: st.one_of(openings(), SPECIALS),
    FieldName.FEE: st.one_of(fees(), fees(), SPECIALS),
    FieldName.DEADLINE: st.one_of(DEADLINES, SPECIALS),
    FieldName.WINDOWS: st.one_of(tuples(st.one_of(WINDOWS, WINDOWS, LEADS), least=1), SPECIALS),
    FieldName.NOTE: st.one_of(TEXTS, SPECIALS),
    FieldName.WHO: st.one_of(SELDOM, SPECIALS),
    FieldName.REQUIREMENTS: st.one_of(COPIES, COPIES, SPECIALS),
    FieldName.WAIT: st.one_of(waits(), waits(), SPECIALS),
    FieldName.ONE_OF: st.one_of(tuples(ALTERNATIVES, least=1), SPECIALS),
}


@st.composite
def statements(draw: st.DrawFn, region: str, source: st.SearchStrategy[Source]) -> Statement[object]:
    """One statement of a region's pack on any field."""
    field = draw(fields())
    first = draw(st.one_of(st.none(), st.none(), DAYS))
    value = Special.COMPLETE if field.line == "*" else draw(VALUES[field.name])
    return Statement(
        field=field,
        value=value,
        source=draw(source),
        origin=Origin(region=region, file=f"{region}.yaml", line=draw(LINES)),
        about=draw(SELDOM),
        first=first,
        until=draw(st.one_of(st.none(), st.none(), st.dates(first or date(2025, 1, 1), date(2028, 1, 1)))),
        fixed=region == NATION and draw(st.booleans()),
    )


def skeleton(source: Source) -> tuple[Statement[object], ...]:
    """What the nation always says, so that most questions have an answer."""
    lines = iter(range(100, 200))

    def say(field: Field, value: object) -> Statement[object]:
        origin = Origin(region=NATION, file=f"{NATION}.yaml", line=next(lines))
        return Statement(field=field, value=value, source=source, origin=origin)

    said: list[Statement[object]] = []
    for i, procedure in enumerate(PROCEDURES):
        said.append(say(Field(procedure, FieldName.CHANNEL, "window"), True))
        said.append(say(Field(procedure, FieldName.GIVES), (Give(milestone=MILESTONES[i], stages=STAGES[i : i + 1]),)))
        said.append(say(Field(procedure, FieldName.NEEDS), tuple(Need(milestone=m) for m in MILESTONES[i - 1 : i])))
    said += [say(Field(s, FieldName.ASSUMED), Wait(least=1, most=4, unit=Unit.WORKING)) for s in STAGES]
    said.append(say(Field("fee", FieldName.ASSUMED), Fee(least=0, most=2500)))
    return tuple(said)


@st.composite
def places(draw: st.DrawFn, region: str, source: st.SearchStrategy[Source]) -> tuple[Place, ...]:
    point = st.builds(
        ServicePoint,
        name=TEXTS,
        address=maybe(WORDS),
        phone=maybe(WORDS),
        hours=maybe(HOURS),
        url=maybe(WORDS),
        source=source,
        origin=st.builds(Origin, region=st.just(region), file=st.just(f"{region}.yaml"), line=LINES),
    )
    return tuple(
        Place(
            id=id_,
            name=draw(maybe(TEXTS)),
            same_as=draw(maybe(st.sampled_from(PLACES))),
            points=draw(tuples(point, 1)),
        )
        for id_ in draw(some(PLACES))
    )


@st.composite
def papers(draw: st.DrawFn) -> tuple[Paper, ...]:
    return tuple(
        Paper(
            id=id_,
            name=draw(maybe(TEXTS)),
            comes_with=draw(maybe(st.sampled_from(MILESTONES))),
            from_counter=draw(st.booleans()),
        )
        for id_ in draw(some(PAPERS))
    )


@st.composite
def procedures(draw: st.DrawFn, region: str) -> tuple[Procedure, ...]:
    """The nation declares all of them, regions some again."""
    ids = PROCEDURES if region == NATION else draw(some(PROCEDURES))
    return tuple(
        Procedure(
            id=id_,
            name=draw(maybe(TEXTS)),
            authority=draw(st.sampled_from(AUTHORITIES)),
            joins=draw(st.sampled_from([(), (), (), (PROCEDURES[1],)])) if id_ == PROCEDURES[0] else (),
            channels=draw(tuples(st.builds(ChannelName, id=st.sampled_from(CHANNELS), name=maybe(TEXTS)), 1)),
        )
        for id_ in ids
    )


@st.composite
def milestones(draw: st.DrawFn) -> tuple[Milestone, ...]:
    running = st.builds(
        Running,
        when=CONDITIONS,
        since=st.sampled_from(["applied-on", "hired-on"]),
        like=st.sampled_from(PROCEDURES),
    )
    return tuple(
        Milestone(
            id=id_,
            name=draw(TEXTS),
            holds=draw(st.one_of(st.none(), st.none(), CONDITIONS)),
            running=draw(st.one_of(st.none(), st.none(), running)),
        )
        for id_ in MILESTONES
    )


@st.composite
def scenarios(draw: st.DrawFn, id_: str) -> ScenarioRule:
    facts = {fact: draw(st.sampled_from(values)) for fact, values in CLOSED.items() if fact not in ("acts", LOCAL)}
    split = draw(st.integers(0, len(facts)))
    pairs = tuple(facts.items())
    return ScenarioRule(
        id=id_,
        name=draw(TEXTS),
        facts=pairs[: draw(st.integers(0, 1))],
        typical=(*pairs[split:], *draw(st.sampled_from([(), (("age", "40"),)]))),
        goal=draw(tuples(NEEDS, least=1)),
        urgent=draw(tuples(tuples(NEEDS, least=1))),
        needed=draw(some(MILESTONES)),
        asks=draw(some(tuple(facts))),
        options=draw(some(PROCEDURES)),
    )


@st.composite
def days_off(draw: st.DrawFn, source: st.SearchStrategy[Source]) -> tuple[tuple[DayOff, ...], tuple[DayOff, ...]]:
    days = draw(st.lists(NEAR, max_size=2, unique=True))
    made = tuple(DayOff(on=day, name=draw(maybe(TEXTS)), source=draw(source)) for day in days)
    split = draw(st.integers(0, len(made)))
    return made[:split], made[split:]


def accepted() -> st.SearchStrategy[Accepted]:
    return st.builds(
        Accepted,
        fault=st.sampled_from(Fault),
        where=st.sampled_from(["*", "apply@window", "want.held"]),
        about=SELDOM,
        why=TEXTS,
        line=LINES,
    )


def local_facts(typical: str) -> tuple[Fact, ...]:
    return (yes_no(LOCAL, zh="住在这里", en="lives here", typical=typical),)


@st.composite
def packs(draw: st.DrawFn, region: str, most: int = 5) -> Pack:
    """One region's pack; the nation's holds the skeleton, the milestones and the scenario."""
    nation = region == NATION
    told = tuple(draw(sources(region, f"{region}-{n}")) for n in range(3))
    source = st.sampled_from(told)
    said = draw(tuples(statements(region, source), most))
    closed, opened = draw(days_off(source))
    return Pack(
        region=region,
        file=f"{region}.yaml",
        checked_on=draw(DAYS),
        replaces=draw(maybe(st.just(f"{region}.yml"))),
        sources=told,
        asks=local_facts(draw(st.sampled_from(["yes", "no"]))) if nation else (),
        contacts=draw(
            tuples(
                st.builds(
                    Contact,
                    authority=st.sampled_from(AUTHORITIES),
                    name=TEXTS,
                    phone=st.sampled_from(["1", "2"]),
                    source=source,
                ),
                1,
            )
        ),
        closed=closed,
        opened=opened,
        places=draw(places(region, source)),
        papers=draw(papers()),
        procedures=draw(procedures(region)),
        milestones=draw(milestones()) if nation else (),
        scenarios=(draw(scenarios(SCENARIO)), *draw(tuples(scenarios(OTHER), 1))) if nation else (),
        assumes=draw(tuples(accepted(), 1)),
        statements=(*skeleton(told[0]), *said) if nation else said,
        marks={("sources", each.id): (line, 3) for line, each in enumerate(told, draw(LINES))},
    )


def chains(most: int = 5) -> st.SearchStrategy[tuple[Pack, ...]]:
    """The packs of a nation, a province and a city, in this order."""
    return st.tuples(*(packs(region, most) for region in CHAIN))


def catalogues(most: int = 5) -> st.SearchStrategy[Catalogue]:
    """The merged packs of one chain."""
    return chains(most).map(Catalogue.of)
