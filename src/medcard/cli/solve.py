"""``medcard solve FILE|-``: the front of a planning problem, JSON to JSON."""

from __future__ import annotations

import json
import sys

from medcard.cli.output import is_closed, write
from medcard.cli.parser import Arguments, Parser, WrongUsage

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

    content = _content(args.file)
    if len(content) > MOST_BYTES:
        raise WrongUsage([f"{args.file}: more than {MOST_BYTES:,} bytes; {MOST_ACTIONS} actions need fewer"])
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise WrongUsage([f"{args.file}: byte {error.start} is not UTF-8; save the file as UTF-8"]) from None
    front = solve(problem_from_json(text))
    write(json.dumps(front_to_json(front), ensure_ascii=False, indent=2) + "\n", args.output)
    return 0 if front.front else 1


def _content(name: str) -> bytes:
    """The bytes of the file or of the standard input, one more than are allowed if there are too many."""
    if name != "-":
        with open(name, "rb") as file:
            return file.read(MOST_BYTES + 1)
    if is_closed(sys.stdin):
        raise WrongUsage(["-: the standard input is closed; pipe a problem into it, or name a file"])
    return sys.stdin.buffer.read(MOST_BYTES + 1)
