"""``medcard check PATH…``: what is wrong with pack files, one line a problem, as editors read them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from medcard.cli.output import write
from medcard.cli.parser import Arguments, Parser, WrongUsage
from medcard.errors import InvalidPack
from medcard.model import Pack


def add_arguments(parser: Parser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("paths", metavar="PATH", nargs="+", help="数据包文件或文件夹 (pack files or folders)")


def run(args: Arguments) -> int:
    """Print every problem; 1 if there is any."""
    from medcard.packs.discover import load_path, pack_files

    if "" in args.paths:
        raise WrongUsage(["PATH: '' is no path; name a pack file or a folder of them"])
    try:
        files = pack_files(args.paths)
    except InvalidPack as error:
        return _report(error.problems)
    if not files:
        raise WrongUsage([f"there is no pack (*.yaml) in {', '.join(args.paths)}; check the path"])
    problems: list[str] = []
    packs: list[Pack] = []
    for file in files:
        try:
            packs.append(load_path(file))
        except InvalidPack as error:
            problems.extend(error.problems)
    problems.extend(_references(packs, files))
    if problems:
        return _report(problems)
    write(f"{len(packs)} {'pack' if len(packs) == 1 else 'packs'}, no problems\n")
    return 0


def _report(problems: Iterable[str]) -> int:
    write("".join(f"{problem}\n" for problem in dict.fromkeys(problems)))
    return 1


def _references(packs: list[Pack], files: Iterable[Path]) -> list[str]:
    """Names that no pack of a file's chain declares; the chain's other packs come from here or from medcard."""
    from medcard.packs.discover import bundled_pack
    from medcard.packs.references import check_references
    from medcard.regions import region

    given = {str(file) for file in files}
    mine = {pack.region: pack for pack in packs}
    found: list[str] = []
    for pack in packs:
        above = [each.code for each in region(pack.region).chain[:-1]]
        chain = [each for code in above if (each := mine.get(code) or bundled_pack(code))]
        found += [str(problem) for problem in check_references([*chain, pack]) if problem.file in given]
    return found
