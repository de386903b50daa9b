"""``medcard problem``: the planning problem behind a question, as JSON."""

from __future__ import annotations

import json

from medcard.cli.output import write
from medcard.cli.parser import Arguments, Parser
from medcard.cli.question import add_question, read_question


def add_arguments(parser: Parser) -> None:
    """Declare the command's arguments."""
    add_question(parser)
    parser.add_argument("-o", "--output", metavar="FILE", help="写入文件 (write to a file)")


def run(args: Arguments) -> int:
    """Print the problem."""
    from medcard.planner import problem_of
    from medcard.problem_json import problem_to_json

    asked = read_question(args)
    problem = problem_of(
        asked.applicant,
        asked.scenario,
        region=asked.region,
        on=asked.on,
        as_of=asked.as_of,
        prefer=asked.prefer,
        assume=asked.assume,
        catalogue=asked.catalogue,
    )
    write(json.dumps(problem_to_json(problem), ensure_ascii=False, indent=2) + "\n", args.output)
    return 0
