"""``medcard pack test PATH…``: the cases beside packs, and how each answer differs from what they expect."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from medcard.cli.drafts import add_paths, drafts_of, problems_of, report
from medcard.cli.output import write
from medcard.cli.parser import Arguments, Closed, Parser, WrongUsage
from medcard.errors import InvalidPack
from medcard.model import Text
from medcard.rendering.words import LANGUAGES

if TYPE_CHECKING:
    from medcard.packs.drafts import Drafts


def add_arguments(parser: Parser) -> None:
    """Declare the command's arguments."""
    add_paths(parser)
    parser.add_argument("--lang", metavar="zh|en", type=Closed(LANGUAGES), default="zh", help="语言 (language)")


def run(args: Arguments) -> int:
    """Print every case that comes out otherwise, then a count for each file; 1 if there is any, or any problem."""
    from medcard.checking import problems_in

    try:
        drafts = drafts_of(args.paths)
    except InvalidPack as error:
        report(problems_of(error), args.lang)
        return 1
    problems = problems_in(drafts)
    report(problems, args.lang)
    return 1 if problems else _run(drafts, args.lang)


def _run(drafts: Drafts, lang: str) -> int:
    from medcard.cases import read_beside
    from medcard.cases import run as differences_of

    if not drafts.cases():
        beside = ", ".join(str(file.with_suffix(".cases.yaml")) for file in drafts.files[:3])
        raise WrongUsage([f"no cases stand beside the packs; write some into {beside}"])
    ran, failed = Counter[str](), Counter[str]()
    for case, catalogue in read_beside(drafts):
        ran[case.file] += 1
        differences = differences_of(case, catalogue)
        if differences:
            failed[case.file] += 1
            write(f"{case}\n" + "".join(f"  {line.get(lang)}\n" for line in differences))
    for file, count in ran.items():
        write(f"{file}: {_count(count, failed[file]).get(lang)}\n")
    return 1 if failed else 0


def _count(ran: int, failed: int) -> Text:
    cases = "1 case" if ran == 1 else f"{ran} cases"
    if failed:
        return Text(f"{ran} 个案例，{failed} 个不符", f"{cases}, {failed} failed")
    return Text(f"{ran} 个案例，全部相符", f"{cases}, all as expected")
