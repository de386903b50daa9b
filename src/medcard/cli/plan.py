"""``medcard plan``: the answer to a question."""

from __future__ import annotations

from medcard.cli.answer import add_output, show
from medcard.cli.parser import Arguments, Closed, Parser
from medcard.cli.question import add_question, read_question
from medcard.plan import Aspect

ASPECT = Closed(Aspect)


def add_arguments(parser: Parser) -> None:
    """Declare the command's arguments."""
    add_question(parser)
    aspects = "只问会改变这一方面的，可多次: " + ", ".join(Aspect) + " (ask only what changes this)"
    parser.add_argument("--aspect", metavar="ASPECT", action="append", type=ASPECT, default=[], help=aspects)
    add_output(parser)


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
    return show(answer, args)
