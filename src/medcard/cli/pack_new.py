"""``medcard pack new CODE``: the files with which a new pack begins."""

from __future__ import annotations

from pathlib import Path

from medcard.cli.output import write
from medcard.cli.parser import Arguments, Parser, WrongUsage
from medcard.cli.question import add_on, read_on, read_region


def add_arguments(parser: Parser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("region", metavar="NAME_OR_CODE", help="地区名称或代码 (region: name or code)")
    parser.add_argument("--dir", metavar="DIR", default=".", help="写到哪个文件夹，默认当前 (where to, default here)")
    add_on(parser, "哪天核对的，默认今天 (the day of the check, default today)")


def run(args: Arguments) -> int:
    """Write the files and say what to do next. Raises WrongUsage where there is such a pack already."""
    from medcard.packs.discover import bundled
    from medcard.skeleton import schema_files, skeleton

    region, on, folder = read_region(args.region), read_on(args), Path(args.dir)
    files = {folder / name: text for name, text in skeleton(region, on).items()}
    problems = [f"{file} is there already; correct it, or choose another --dir" for file in files if file.exists()]
    if region.code in bundled():
        problems.append(f"medcard has a pack of {region.full_name} already: {bundled()[region.code]}; correct that one")
    if problems:
        raise WrongUsage(problems)
    folder.mkdir(parents=True, exist_ok=True)
    for file, text in {**files, **{folder / name: text for name, text in schema_files().items()}}.items():
        write(text, str(file))
    pack, cases = files
    write(f"{pack}\n{cases}\n下一步 (next):\n  medcard check {pack}\n  medcard pack test {pack}\n")
    return 0
