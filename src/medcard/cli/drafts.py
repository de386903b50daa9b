"""What the commands on pack files share: their paths, and how problems are printed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from medcard.cli.output import write
from medcard.cli.parser import Parser, WrongUsage
from medcard.errors import InvalidPack

if TYPE_CHECKING:
    from medcard.packs.drafts import Drafts
    from medcard.packs.problems import PackProblem


def add_paths(parser: Parser, *, needed: bool = True) -> None:
    """Declare the pack files and folders that a command is about."""
    nargs = "+" if needed else "*"
    parser.add_argument("paths", metavar="PATH", nargs=nargs, help="数据包文件或文件夹 (pack files or folders)")


def drafts_of(paths: list[str]) -> Drafts:
    """The packs under ``paths``. Raises WrongUsage where there is none, InvalidPack for paths that are not there."""
    from medcard.packs.drafts import read_drafts  # yaml, which help and typing errors need not wait for

    if not paths:
        raise WrongUsage(["PATH is missing; name pack files or folders of them"])
    if "" in paths:
        raise WrongUsage(["PATH: '' is no path; name a pack file or a folder of them"])
    drafts = read_drafts(paths)
    if not drafts.files:
        raise WrongUsage([f"there is no pack (*.yaml) in {', '.join(paths)}; check the path"])
    return drafts


def problems_of(error: InvalidPack) -> tuple[PackProblem, ...]:
    """The problems that an error lists, as values."""
    from medcard.packs.problems import PackProblem

    return tuple(each for each in error.found if isinstance(each, PackProblem))


def report(problems: Iterable[PackProblem], lang: str) -> None:
    """Print problems, each once, as editors read them: ``file:line:col: code: message``; ``zh`` adds what it means."""
    for each in dict.fromkeys(problems):
        write(f"{each}（{each.code.zh}）\n" if lang == "zh" else f"{each}\n")
