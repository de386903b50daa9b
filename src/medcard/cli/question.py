"""The arguments that describe a question, and the question that they describe."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from datetime import date
from difflib import get_close_matches

import attrs

from medcard.applicant import Applicant
from medcard.catalogue import Catalogue
from medcard.cli.output import write_error
from medcard.cli.parser import Arguments, Closed, Parser, WrongUsage
from medcard.cli.paths import add_packs, pack_paths
from medcard.errors import AmbiguousRegion, InvalidFacts, UnknownRegion, UnknownScenario, brief
from medcard.facts import Fact, Kind, to_date
from medcard.known import FACTS, from_facts
from medcard.plan import Prefer
from medcard.record import Record
from medcard.regions import Region, find_region
from medcard.scenario import CardScenario

FREQUENT = ("age", "birth-date", "insured-as", "acts", "person", "care-needed", "needed-on", "now-in", "smartphone")
"""Facts whose options the help lists; every other fact is an option too."""


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Asked(Record):
    """A question, ready for the planner."""

    applicant: Applicant
    scenario: CardScenario
    region: Region
    on: date
    as_of: date | None
    prefer: Prefer
    assume: str | None
    catalogue: Catalogue


def add_question(parser: Parser) -> None:
    """Declare the arguments of a question."""
    parser.collects = True
    parser.usage = f"{parser.prog} SCENARIO --region NAME_OR_CODE [OPTION]…"
    parser.add_argument("scenario", metavar="SCENARIO", nargs="?", help="情形，见 medcard scenarios (the situation)")
    parser.add_argument("--region", metavar="NAME_OR_CODE", help="地区名称或代码 (region: name or code)")
    parser.add_argument("--fact", metavar="NAME=VALUE", action="append", default=[], help="一项事实，可多次 (a fact)")
    for fact in FACTS.values():
        parser.add_argument(
            f"--{fact.name}",
            metavar=_metavar(fact),
            action="append",
            type=Closed(fact.values) if fact.values else str,
            dest=_dest(fact.name),
            help=f"{fact.zh} ({fact.en})" if fact.name in FREQUENT else argparse.SUPPRESS,
        )
    add_on(parser, "开始办的日期，默认今天 (the day to start, default today)")
    parser.add_argument("--as-of", metavar="DATE", help="按哪天的规定，默认同 --on (whose day's rules hold)")
    prefer = "按什么挑选: " + ", ".join(Prefer) + " (which plan to choose)"
    parser.add_argument("--prefer", metavar="PREFER", type=Closed(Prefer), default="soonest", help=prefer)
    parser.add_argument("--strict", action="store_true", help="不做假定，先问清 (assume nothing, ask instead)")
    add_packs(parser)
    parser.epilog = "medcard facts 列出的每一项都可以写成选项 (every fact is an option too)"


def add_on(parser: Parser, what: str) -> None:
    """Declare the day that a command goes by, today unless given."""
    parser.add_argument("--on", metavar="DATE", help=what)


def read_on(args: Arguments) -> date:
    """The day given with ``--on``, else today. Raises WrongUsage for what is no day that can be reckoned with."""
    problems: list[str] = []
    on = _on(args.on, problems)
    if problems:
        raise WrongUsage(problems)
    return on


def read_region(text: str) -> Region:
    """The region that an argument names. Raises WrongUsage."""
    problems: list[str] = []
    found = _region(text, problems, "NAME_OR_CODE")
    if found is None:
        raise WrongUsage(problems)
    return found


def _on(text: str | None, problems: list[str]) -> date:
    from medcard.planner import FIRST_DAY, LAST_DAY

    on = _date("--on", text, problems) or _today()
    if not FIRST_DAY <= on <= LAST_DAY:
        problems.append(f"--on: {on} is too far away; give a day from {FIRST_DAY} to {LAST_DAY}")
    return on


def _metavar(fact: Fact) -> str:
    return "|".join(fact.values) if fact.values else {Kind.INTEGER: "N", Kind.DATE: "DATE"}.get(fact.kind, "CODE")


def _dest(name: str) -> str:
    return "fact_" + name.replace("-", "_")


def read_question(args: Arguments) -> Asked:
    """The question. Raises ``WrongUsage`` with every problem, InvalidPack for packs that cannot be used."""
    from medcard.planner import TYPICAL, load_catalogue  # yaml: no typo should wait for it

    problems: list[str] = [*args.problems]
    given = _facts(args, problems)
    region = _region(args.region, problems)
    on = _on(args.on, problems)
    as_of = _date("--as-of", args.as_of, problems)
    catalogue = load_catalogue(region, paths=pack_paths(args.pack)) if region else None
    if args.scenario is None:
        problems.append("SCENARIO is missing; 'medcard scenarios' lists them")
    elif catalogue is not None:
        known = sorted({rule.id for pack in catalogue.packs for rule in pack.scenarios})
        if args.scenario not in known:
            near = get_close_matches(str(args.scenario), known, n=1)
            problems.append(str(UnknownScenario(args.scenario, known, near[0] if near else None)))
    read = _read_facts({**given, "scenario": args.scenario or "?"}, catalogue, problems)
    if problems or region is None or catalogue is None or read is None:
        raise WrongUsage(problems)
    if args.on is None:
        write_error(f"medcard: --on {on} (今天 today)\n")
    return Asked(
        applicant=read[0],
        scenario=read[1],
        region=region,
        on=on,
        as_of=as_of,
        prefer=Prefer(args.prefer),
        assume=None if args.strict else TYPICAL,
        catalogue=catalogue,
    )


def _today() -> date:
    return date.today()


def _date(option: str, text: str | None, problems: list[str]) -> date | None:
    try:
        return to_date(text)
    except ValueError as error:
        problems.append(f"{option}: {error}")
        return None


def _region(text: str | None, problems: list[str], option: str = "--region") -> Region | None:
    if text is None:
        problems.append("--region is missing; give a name or a code, such as --region 海口")
        return None
    try:
        return find_region(text)
    except (UnknownRegion, AmbiguousRegion) as error:
        problems.append(f"{option}: {error}")
        return None


def _facts(args: Arguments, problems: list[str]) -> dict[str, str]:
    """Every fact given, by either kind of option; one given twice differently is a problem."""
    given: list[tuple[str, str]] = []
    for text in args.fact:
        name, equals, value = text.partition("=")
        if name == "scenario":
            problems.append("--fact: the scenario is no fact; write it first: medcard plan SCENARIO")
        elif equals and name:
            given.append((name.replace("_", "-"), value))
        else:
            problems.append(f"--fact: {brief(text)} is not NAME=VALUE; write --fact insured-as=employee")
    given += [(name, value) for name in FACTS for value in getattr(args, _dest(name)) or ()]
    values: dict[str, str] = {}
    for name, value in given:
        if values.setdefault(name, value) != value:
            problems.append(f"{name}: given as {brief(values[name])} and as {brief(value)}; give it once")
    if "region-now" in values and (now := _region(values.pop("region-now"), problems, "region-now")):
        values["region-now"] = now.code
    return values


def _read_facts(
    values: Mapping[str, str], catalogue: Catalogue | None, problems: list[str]
) -> tuple[Applicant, CardScenario] | None:
    values = {name: value for name, value in values.items() if catalogue is not None or name in (*FACTS, "scenario")}
    try:
        return from_facts(values, asks=catalogue.asks if catalogue else ())
    except InvalidFacts as error:
        problems.extend(error.problems)
        return None
