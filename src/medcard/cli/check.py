"""``medcard check PATH…``: what is wrong with pack files, one line a problem, as editors read them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from medcard.cli.drafts import add_paths, drafts_of, report
from medcard.cli.output import write
from medcard.cli.parser import Arguments, Parser
from medcard.errors import InvalidPack

if TYPE_CHECKING:
    from medcard.packs.drafts import Drafts


def add_arguments(parser: Parser) -> None:
    """Declare the command's arguments."""
    add_paths(parser)


def run(args: Arguments) -> int:
    """Print every problem; 1 if there is any."""
    try:
        drafts = drafts_of(args.paths)
    except InvalidPack as error:
        return report(error.problems)
    problems = _problems(drafts)
    if problems:
        return report(problems)
    write(f"{len(drafts.packs)} {'pack' if len(drafts.packs) == 1 else 'packs'}, no problems\n")
    return 0


def _problems(drafts: Drafts) -> list[str]:
    """What is wrong with the packs, with the names that they use, and with the cases beside them."""
    from medcard.case_reader import read_cases
    from medcard.catalogue import Catalogue
    from medcard.packs.discover import content
    from medcard.packs.references import check_references

    problems = [str(problem) for problem in drafts.problems]
    for pack in drafts.packs:
        found = check_references(drafts.chain(pack.region))
        problems += [str(problem) for problem in found if problem.file == pack.file]
    for pack, file in drafts.cases():
        try:
            asks = Catalogue.of(drafts.chain(pack.region)).asks
            read_cases(content(file), file=str(file), region=pack.region, asks=asks)
        except InvalidPack as error:
            problems.extend(error.problems)
    return problems
