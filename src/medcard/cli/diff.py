"""``medcard diff OLD NEW``: who gets another step, channel, date, paper or fee from other packs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from medcard.cli.bar import QUESTIONS, Bar
from medcard.cli.drafts import drafts_of
from medcard.cli.output import write
from medcard.cli.parser import Arguments, Closed, Parser, WrongUsage
from medcard.cli.question import add_on, read_on, read_region
from medcard.plan import Prefer
from medcard.rendering.words import LANGUAGES

if TYPE_CHECKING:
    from medcard.packs.sides import Side

FORMATS = ("text", "json")
MOST = 12
BUNDLED = "bundled"


def add_arguments(parser: Parser) -> None:
    """Declare the command's arguments."""
    for name, what in (("old", "旧的"), ("new", "新的")):
        help_ = f"{what}数据包: 文件、文件夹或 bundled (a pack file, a folder of packs or 'bundled')"
        parser.add_argument(name, metavar=name.upper(), help=help_)
    parser.add_argument(
        "--region",
        metavar="NAME_OR_CODE",
        action="append",
        default=[],
        help="只比这些地区，可多次，默认受影响的全部 (only these, default all that are concerned)",
    )
    add_on(parser, "哪天开始办，默认今天 (the day to start, default today)")
    prefer = "按什么挑选: " + ", ".join(Prefer) + " (which plan to choose)"
    parser.add_argument("--prefer", metavar="PREFER", type=Closed(Prefer), default="soonest", help=prefer)
    most = f"每个地区每种情形最多比几类人，默认 {MOST} (classes of people compared in each scenario of a region)"
    parser.add_argument("--most", metavar="N", default=str(MOST), help=most)
    formats = "格式: " + ", ".join(FORMATS) + " (format)"
    parser.add_argument("--format", metavar="FORMAT", type=Closed(FORMATS), default="text", help=formats)
    parser.add_argument("--lang", metavar="zh|en", type=Closed(LANGUAGES), default="zh", help="语言 (language)")


def run(args: Arguments) -> int:
    """Print what changes for whom; 1 if anything does. Raises WrongUsage, InvalidPack."""
    from medcard.catalogue import Catalogue
    from medcard.impact.compare import compare
    from medcard.packs.sides import concerned
    from medcard.rendering.impacts import impact_json, impact_text

    on, most, bar = read_on(args), _most(args.most), Bar(args.lang)
    old, new = _side(args.old), _side(args.new)
    codes = tuple(read_region(each).code for each in args.region) or concerned(old, new)
    before, after = (Catalogue.of(side.packs(codes)) for side in (old, new))
    impact = compare(
        before, after, codes, on, prefer=Prefer(args.prefer), most=most, watch=lambda each: bar.over(each, QUESTIONS)
    )
    if args.format == "json":
        write(json.dumps(impact_json(impact), ensure_ascii=False, indent=2) + "\n")
    else:
        write(impact_text(impact, args.lang))
    return 1 if impact.changed else 0


def _side(word: str) -> Side:
    """What ``bundled``, a pack file or a folder of packs stands for."""
    from medcard.packs.sides import Side, side_of

    return Side(own={}) if word == BUNDLED else side_of(drafts_of([word]), folder=Path(word).is_dir())


def _most(text: str) -> int:
    if not text.isascii() or not text.isdecimal() or not 0 < int(text) <= 100_000:
        raise WrongUsage([f"--most: {text!r} is no whole number from 1 to 100000"])
    return int(text)
