"""``medcard check PATH…``: what is wrong with pack files, one line a problem, as editors read them.

``--prove`` looks at everybody there can be: what the packs say over their chains, for whom, and what they leave out.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from medcard.cli.bar import PACKS, Bar
from medcard.cli.drafts import add_paths, drafts_of, problems_of, report
from medcard.cli.output import write
from medcard.cli.parser import Arguments, Closed, Parser
from medcard.cli.question import add_on, read_on
from medcard.errors import InvalidPack
from medcard.model import Text
from medcard.rendering.words import LANGUAGES

if TYPE_CHECKING:
    from medcard.packs.drafts import Drafts
    from medcard.packs.problems import PackProblem


def add_arguments(parser: Parser) -> None:
    """Declare the command's arguments."""
    add_paths(parser, needed=False)
    add_on(parser, "按哪天算资料的新旧，默认今天 (the day on which texts are old or not, default today)")
    parser.add_argument("--against", metavar="OLD", help="旧的数据包：列出变了的值 (list what changed since OLD)")
    proof = "对每一种人逐条证明；不写路径就证明自带的全部 (prove for everybody; without PATH all that medcard brings)"
    parser.add_argument("--prove", action="store_true", help=proof)
    parser.add_argument("--strict", action="store_true", help="有提醒也算不通过 (remarks count as problems)")
    parser.add_argument("--lang", metavar="zh|en", type=Closed(LANGUAGES), default="zh", help="语言 (language)")


def run(args: Arguments) -> int:
    """Print every problem, or else every remark or finding; 1 if there is a problem or a finding, or ``--strict``."""
    from medcard.checking import problems_in
    from medcard.cli.proof import print_proof

    on, bar = read_on(args), Bar(args.lang)
    if args.prove and not args.paths:
        return print_proof(None, on, bar)
    old = None if args.against is None else _readable(drafts_of([args.against]))
    try:
        drafts = drafts_of(args.paths)
    except InvalidPack as error:
        report(problems_of(error), args.lang)
        return 1
    problems = problems_in(drafts)
    if problems:
        report(problems, args.lang)
        return 1
    if args.prove:
        return print_proof(drafts, on, bar)
    remarks = _remarks(drafts, on, bar)
    report(remarks, args.lang)
    if old is not None:
        write("".join(f"{line}\n" for line in _changes(old, drafts, on, args.lang)))
    write(f"{_count(len(drafts.packs), len(set(remarks))).get(args.lang)}\n")
    return 1 if args.strict and remarks else 0


def _readable(drafts: Drafts) -> Drafts:
    if drafts.problems:
        raise InvalidPack(drafts.problems)
    return drafts


def _count(packs: int, remarks: int) -> Text:
    said = "1 pack" if packs == 1 else f"{packs} packs"
    if not remarks:
        return Text(f"{packs} 个数据包，没有问题", f"{said}, no problems")
    noted = "1 remark" if remarks == 1 else f"{remarks} remarks"
    return Text(f"{packs} 个数据包，没有问题，{remarks} 条提醒", f"{said}, no problems, {noted}")


def _remarks(drafts: Drafts, on: date, bar: Bar) -> tuple[PackProblem, ...]:
    """What is worth knowing about packs that can be used as they are."""
    from medcard.review.remarks import remarks

    said = [remark for pack in bar.over(drafts.packs, PACKS) for remark in remarks(drafts.chain(pack.region), on)]
    return (*drafts.remarks(), *said)


def _changes(old: Drafts, new: Drafts, on: date, lang: str) -> Iterator[str]:
    """A line for each field that comes out otherwise than with the old packs, region by region."""
    from medcard.catalogue import Catalogue
    from medcard.regions import region
    from medcard.rendering.contests import change_line
    from medcard.review.changes import changes

    for code in sorted({pack.region for pack in (*old.packs, *new.packs)}):
        chain = [each.code for each in region(code).chain]
        before, after = (Catalogue.of(drafts.chain(code)).rules(chain, on) for drafts in (old, new))
        yield from (f"{code} {change_line(change, lang)}" for change in changes(before, after))
