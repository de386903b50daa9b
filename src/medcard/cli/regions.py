"""``medcard regions [TEXT]``: codes and names of regions, and which have a pack of their own."""

from __future__ import annotations

from importlib.resources import files

from medcard.cli.output import write_error, write_table
from medcard.cli.parser import Arguments, Parser
from medcard.errors import UnknownRegion
from medcard.regions import all_regions, candidates, find_region

HEAD = ("代码 code", "名称 name", "拼音 pinyin", "数据包 pack")


def add_arguments(parser: Parser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("text", metavar="TEXT", nargs="?", help="代码、名称、简称或拼音 (code, name or pinyin)")


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
    folder = files("medcard").joinpath("data", "packs")
    packs = {each.name.removesuffix(".yaml") for each in folder.iterdir()}
    marks = {True: "+", False: "-"}
    write_table(HEAD, [(each.code, each.full_name, each.pinyin, marks[each.code in packs]) for each in found])
    return 0
