"""``medcard facts``: everything that may be told about a person and a situation."""

from __future__ import annotations

from medcard.cli.output import write_table
from medcard.cli.parser import Arguments, Closed, Parser, WrongUsage
from medcard.cli.paths import add_packs, pack_paths
from medcard.facts import Fact
from medcard.known import FACTS

HEAD = ("事实 fact", "含义 meaning", "一般 typical", "取值 values")


def add_arguments(parser: Parser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("--region", metavar="NAME_OR_CODE", help="也列当地数据包问的事实 (with those of its packs)")
    add_packs(parser)
    parser.add_argument("--lang", metavar="zh|en", type=Closed(("zh", "en")), default="zh", help="语言 (language)")


def run(args: Arguments) -> int:
    """Print the vocabulary, with ``--region`` also what its packs ask for."""
    if args.pack and args.region is None:
        raise WrongUsage(["--pack: packs are read for a region; add --region NAME_OR_CODE"])
    local: tuple[Fact, ...] = ()
    if args.region is not None:
        from medcard.planner import load_catalogue

        local = load_catalogue(args.region, paths=pack_paths(args.pack)).asks
    write_table(HEAD, [_row(fact, args.lang) for fact in (*FACTS.values(), *local)])
    return 0


def _row(fact: Fact, lang: str) -> tuple[str, ...]:
    label = fact.zh if lang == "zh" else fact.en
    values = " ".join(fact.values) or f"<{fact.kind.value}>"
    return (fact.name, label, fact.typical or "-", values)
