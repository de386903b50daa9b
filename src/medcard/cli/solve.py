"""``medcard solve FILE|-``: the front of a planning problem, JSON to JSON."""

from __future__ import annotations

import json

from medcard.cli.output import write
from medcard.cli.parser import Arguments, Parser
from medcard.cli.reading import read_text

MOST_BYTES = 4_000_000


def add_arguments(parser: Parser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("file", metavar="FILE", help="medcard/problem/1 的 JSON 文件，- 为标准输入 (- reads stdin)")
    parser.add_argument("-o", "--output", metavar="OUT", help="写入文件 (write to a file)")


def run(args: Arguments) -> int:
    """Print the front; 1 if there is no plan."""
    from medcard.front_json import front_to_json
    from medcard.problem_json import MOST_ACTIONS, problem_from_json
    from medcard.schedule import solve

    text = read_text(args.file, "problem", most=MOST_BYTES, why=f"{MOST_ACTIONS} actions need fewer")
    front = solve(problem_from_json(text))
    write(json.dumps(front_to_json(front), ensure_ascii=False, indent=2) + "\n", args.output)
    return 0 if front.front else 1
