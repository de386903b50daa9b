"""Everything that is wrong with packs being written: their text, the names that they use, and the cases beside them."""

from __future__ import annotations

from medcard.case_reader import read_cases
from medcard.catalogue import Catalogue
from medcard.errors import InvalidPack
from medcard.packs.discover import content
from medcard.packs.drafts import Drafts
from medcard.packs.problems import PackProblem
from medcard.packs.references import check_references


def problems_in(drafts: Drafts) -> tuple[PackProblem, ...]:
    """Every problem, in the order of packs; of those whose text cannot be read, that of the text alone."""
    problems = list(drafts.problems)
    for pack in drafts.packs:
        found = check_references(drafts.chain(pack.region))
        problems += [problem for problem in found if problem.file == pack.file]
    for pack, file in drafts.cases():
        try:
            asks = Catalogue.of(drafts.chain(pack.region)).asks
            read_cases(content(file), file=str(file), region=pack.region, asks=asks)
        except InvalidPack as error:
            problems += [each for each in error.found if isinstance(each, PackProblem)]
    return tuple(problems)
