"""``medcard pack show CODE [FIELD]``: what holds in a region, who says so, and what loses to it."""

from __future__ import annotations

import json

from medcard.cli.output import write
from medcard.cli.parser import Arguments, Closed, Parser, WrongUsage, hint
from medcard.cli.paths import add_packs, pack_paths
from medcard.cli.question import add_on, read_on, read_region
from medcard.errors import brief
from medcard.model import NATION
from medcard.rendering.words import LANGUAGES

FORMATS = ("text", "json")


def add_arguments(parser: Parser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("region", metavar="NAME_OR_CODE", help="地区名称或代码 (region: name or code)")
    parser.add_argument(
        "field",
        metavar="FIELD",
        nargs="?",
        help="如 card-reissue.fee、card-reissue@bank，默认当地的全部 (default: all that is not national)",
    )
    add_on(parser, "按哪天的规定，默认今天 (whose day's rules hold, default today)")
    add_packs(parser)
    formats = "格式: " + ", ".join(FORMATS) + " (format)"
    parser.add_argument("--format", metavar="FORMAT", type=Closed(FORMATS), default="text", help=formats)
    parser.add_argument("--lang", metavar="zh|en", type=Closed(LANGUAGES), default="zh", help="语言 (language)")


def run(args: Arguments) -> int:
    """Print the fields with their winners and losers. Raises WrongUsage where nothing is said about the field."""
    from medcard.planner import load_catalogue
    from medcard.rendering.contests import contests_json, contests_text
    from medcard.review.winners import contests, on_field

    on, region = read_on(args), read_region(args.region)
    field: str | None = args.field
    catalogue = load_catalogue(region, paths=pack_paths(args.pack))
    rules = catalogue.rules([each.code for each in region.chain], on)
    every = list(contests(rules))
    if field is None:
        found = [each for each in every if any(said.origin.region != NATION for said in each.statements)] or every
    else:
        found = [each for each in every if on_field(each.field, field)]
    if field is not None and not found:
        known = {name for each in every for name in (each.field.owner, str(each.field))}
        raise WrongUsage([f"FIELD: nothing is said about {brief(field)}{hint(field, known)}"])
    if args.format == "json":
        write(json.dumps(contests_json(found, rules), ensure_ascii=False, indent=2) + "\n")
    else:
        write(f"{region.full_name} {region.code} · {on}\n\n{contests_text(found, rules, args.lang)}")
    return 0
