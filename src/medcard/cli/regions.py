"""``medcard regions [TEXT]``: codes and names of regions, and which have a pack of their own."""

from __future__ import annotations

from importlib.resources import files

from medcard.cli.output import write_error, write_table
from medcard.cli.parser import Arguments, Parser
from medcard.cli.paths import add_packs, pack_paths
from medcard.errors import UnknownRegion
from medcard.regions import all_regions, candidates, find_region

HEAD = ("代码 code", "名称 name", "拼音 pinyin", "数据包 pack")


def add_arguments(parser: Parser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("text", metavar="TEXT", nargs="?", help="代码、名称、简称或拼音 (code, name or pinyin)")
    add_packs(parser)


def run(args: Arguments) -> int:
    """Print the regions that the text may mean, or all; 1 if it means none."""
    text: str | None = args.text
    found = all_regions() if text is None else candidates(text)
    if text is not None and not found:
        try:
            find_region(text)
        except UnknownRegion as error:
            write_error(f"medcard: {error}\n")
        return 1
    packs = _with_packs(pack_paths(args.pack))
    marks = {True: "+", False: "-"}
    write_table(HEAD, [(each.code, each.full_name, each.pinyin, marks[each.code in packs]) for each in found])
    return 0


def _with_packs(paths: list[str]) -> set[str]:
    """The regions of which there are packs: those that medcard brings, by their names, and those under ``paths``."""
    folder = files("medcard").joinpath("data", "packs")
    brought = {each.name.removesuffix(".yaml") for each in folder.iterdir()}
    if not paths:
        return brought
    from medcard.packs.discover import regions_of  # yaml, which a list of regions seldom needs

    return brought | regions_of(paths)
