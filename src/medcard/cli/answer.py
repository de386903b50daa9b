"""Answers that come from a file, and how an answer is printed: its format and language, and where it goes."""

from __future__ import annotations

from medcard.cli.output import write, write_error
from medcard.cli.parser import Arguments, Closed, Parser
from medcard.cli.reading import read_text
from medcard.plan import Answer, Plan, Undecided
from medcard.rendering import FORMATS, PLAN_ONLY, render
from medcard.rendering.words import LANGUAGES


def add_output(parser: Parser) -> None:
    """Declare the arguments that say how to print an answer."""
    parser.add_argument("--lang", metavar="zh|en", type=Closed(LANGUAGES), default="zh", help="语言 (language)")
    formats = "格式: " + ", ".join(FORMATS) + " (format)"
    parser.add_argument("--format", metavar="FORMAT", type=Closed(FORMATS), default="text", help=formats)
    parser.add_argument("-o", "--output", metavar="FILE", help="写入文件 (write to a file)")


def saved(name: str) -> Answer:
    """The answer that a file holds, or the standard input for ``-``. Raises InvalidAnswer, WrongUsage, OSError."""
    from medcard.answers import from_json  # cattrs: no other command waits for it

    return from_json(read_text(name, "plan"))


def show(answer: Answer, args: Arguments) -> int:
    """Print the answer; 1 if it is no plan."""
    if args.format in PLAN_ONLY and not isinstance(answer, Plan):
        found = "questions to answer first" if isinstance(answer, Undecided) else "causes why there is none"
        advice = f"there are {found}: see them with --format text"
        write_error(f"medcard: --format {args.format} shows a plan, and {advice}\n")
        return 1
    write(render(answer, args.format, args.lang), args.output)
    return 0 if isinstance(answer, Plan) else 1
