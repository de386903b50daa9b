"""Where the command line finds packs beside those that medcard brings."""

from __future__ import annotations

import os

from medcard.cli.parser import Parser, WrongUsage
from medcard.installed import installed_packs

PACK_PATH = "MEDCARD_PACK_PATH"


def add_packs(parser: Parser) -> None:
    """Declare the further packs of a command."""
    parser.add_argument("--pack", metavar="PATH", action="append", default=[], help="另加的数据包 (further packs)")


def pack_paths(given: list[str]) -> list[str]:
    """The paths of ``--pack``, of the environment, which only the command line reads, and of installed packages."""
    if "" in given:
        raise WrongUsage(["--pack: '' is no path; name a pack file or a folder of them"])
    return [*given, *filter(None, os.environ.get(PACK_PATH, "").split(os.pathsep)), *map(str, installed_packs())]
