"""``medcard coverage [REGION]``: what each region says itself about each situation, and what it inherits."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from medcard.cli.bar import READING, REGIONS, Bar
from medcard.cli.output import write
from medcard.cli.parser import Arguments, Closed, Parser
from medcard.cli.paths import add_packs, pack_paths
from medcard.cli.question import add_on, read_on, read_region
from medcard.model import NATION
from medcard.rendering.words import LANGUAGES

if TYPE_CHECKING:
    from medcard.coverage import Coverage, Survey

FORMATS = ("text", "markdown", "json")


def add_arguments(parser: Parser) -> None:
    """Declare the command's arguments."""
    whole = "地区名称或代码，默认所有有数据包的地区 (a region, default all with a pack)"
    parser.add_argument("region", metavar="REGION", nargs="?", help=whole)
    add_on(parser, "按哪天的规定，默认今天 (whose day's rules hold, default today)")
    add_packs(parser)
    formats = "格式: " + ", ".join(FORMATS) + " (format)"
    parser.add_argument("--format", metavar="FORMAT", type=Closed(FORMATS), default="text", help=formats)
    parser.add_argument("--lang", metavar="zh|en", type=Closed(LANGUAGES), default="zh", help="语言 (language)")


def run(args: Arguments) -> int:
    """Print one region's situations, or all regions that have a pack."""
    from medcard.coverage import Survey
    from medcard.planner import load_catalogue
    from medcard.rendering import coverages

    on = read_on(args)
    if args.region is None:
        survey, rows = _everywhere(args, Bar(args.lang))
    else:
        region = read_region(args.region)
        survey = Survey(load_catalogue(region, paths=pack_paths(args.pack)), on)
        rows = [survey.of(region)]
    match args.format, args.region:
        case "json", _:
            write(coverages.coverages_json(rows, on))
        case "markdown", None:
            write(coverages.coverages_markdown(rows, survey.scenarios))
        case "markdown", _:
            write(coverages.coverage_markdown(rows[0], survey.scenarios, args.lang))
        case _, None:
            write(coverages.coverages_text(rows))
        case _:
            write(coverages.coverage_text(rows[0], survey.scenarios, args.lang))
    return 0


def _everywhere(args: Arguments, bar: Bar) -> tuple[Survey, Sequence[Coverage]]:
    from medcard.catalogue import Catalogue
    from medcard.coverage import Survey
    from medcard.packs.discover import bundled, bundled_pack, load_chain
    from medcard.regions import all_regions

    for code in bar.over(tuple(bundled()), READING):
        bundled_pack(code)  # kept once it is read
    packs = load_chain([NATION, *(each.code for each in all_regions())], paths=pack_paths(args.pack))
    survey = Survey(Catalogue.of(packs), read_on(args))
    spoken = [each for each in all_regions() if each.code in survey.packs]
    return survey, [survey.of(region) for region in bar.over(spoken, REGIONS)]
