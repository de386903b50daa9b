"""``medcard scenarios``: the situations that can be asked about."""

from __future__ import annotations

from medcard.cli.output import write_table
from medcard.cli.parser import Arguments, Closed, Parser
from medcard.cli.paths import add_packs, pack_paths


def add_arguments(parser: Parser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("--region", metavar="NAME_OR_CODE", default="000000", help="地区，默认全国 (default: nation)")
    add_packs(parser)
    parser.add_argument("--lang", metavar="zh|en", type=Closed(("zh", "en")), default="zh", help="语言 (language)")


def run(args: Arguments) -> int:
    """Print the situations of a region."""
    from medcard.planner import load_catalogue

    catalogue = load_catalogue(args.region, paths=pack_paths(args.pack))
    names = {rule.id: rule.name.get(args.lang) for pack in catalogue.packs for rule in pack.scenarios}
    write_table(("情形 scenario", "说明 meaning"), sorted(names.items()))
    return 0
