"""``medcard schema NAME``: a JSON Schema with which editors complete and check a file."""

from __future__ import annotations

import json

from medcard.cli.output import write
from medcard.cli.parser import Arguments, Closed, Parser
from medcard.schemas import NAMES


def add_arguments(parser: Parser) -> None:
    """Declare the command's arguments."""
    kinds = "；".join(f"{name} {what}" for name, what in NAMES.items())
    parser.add_argument("name", metavar="|".join(NAMES), type=Closed(NAMES), help=kinds)
    parser.add_argument("-o", "--output", metavar="OUT", help="写入文件 (write to a file)")


def run(args: Arguments) -> int:
    """Print the schema."""
    from medcard.schemas import schema

    write(json.dumps(schema(args.name), ensure_ascii=False, indent=1) + "\n", args.output)
    return 0
