"""``medcard plan``: the answer to a question."""

from __future__ import annotations

from medcard.cli.output import write, write_error
from medcard.cli.parser import Arguments, Closed, Parser
from medcard.cli.question import add_question, read_question
from medcard.plan import Aspect, Plan, Undecided
from medcard.rendering import FORMATS, PLAN_ONLY, render
from medcard.rendering.words import LANGUAGES

ASPECT = Closed(Aspect)


def add_arguments(parser: Parser) -> None:
    """Declare the command's arguments."""
    add_question(parser)
    aspects = "只问会改变这一方面的，可多次: " + ", ".join(Aspect) + " (ask only what changes this)"
    parser.add_argument("--aspect", metavar="ASPECT", action="append", type=ASPECT, default=[], help=aspects)
    parser.add_argument("--lang", metavar="zh|en", type=Closed(LANGUAGES), default="zh", help="语言 (language)")
    formats = "格式: " + ", ".join(FORMATS) + " (format)"
    parser.add_argument("--format", metavar="FORMAT", type=Closed(FORMATS), default="text", help=formats)
    parser.add_argument("-o", "--output", metavar="FILE", help="写入文件 (write to a file)")


def run(args: Arguments) -> int:
    """Print the answer; 1 if it is no plan."""
    from medcard.planner import decide

    args.problems += filter(None, (ASPECT.problem("--aspect", each) for each in args.aspect))
    asked = read_question(args)
    answer = decide(
        asked.applicant,
        asked.scenario,
        region=asked.region,
        on=asked.on,
        as_of=asked.as_of,
        prefer=asked.prefer,
        assume=asked.assume,
        aspects=args.aspect or tuple(Aspect),
        catalogue=asked.catalogue,
    )
    if args.format in PLAN_ONLY and not isinstance(answer, Plan):
        found = "questions to answer first" if isinstance(answer, Undecided) else "causes why there is none"
        advice = f"there are {found}: see them with --format text"
        write_error(f"medcard: --format {args.format} shows a plan, and {advice}\n")
        return 1
    write(render(answer, args.format, args.lang), args.output)
    return 0 if isinstance(answer, Plan) else 1
