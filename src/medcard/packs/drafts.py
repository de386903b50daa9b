"""Pack files that somebody is writing: read together, with every problem kept and the packs of their chains at hand."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import cast

import attrs

from medcard.errors import InvalidPack
from medcard.model import Pack
from medcard.packs.discover import (
    bundled,
    bundled_pack,
    cases_beside,
    file_problem,
    load_path,
    pack_files,
    rivals,
    standing,
)
from medcard.packs.problems import Code, PackProblem
from medcard.record import Record
from medcard.regions import region


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Drafts(Record):
    """Some pack files. ``packs``: those that can be read; ``problems``: what is wrong with the others."""

    files: tuple[Path, ...]
    packs: tuple[Pack, ...]
    problems: tuple[PackProblem, ...]

    def chain(self, code: str) -> tuple[Pack, ...]:
        """The packs of a region from the nation down: a draft where there is one, else that which medcard brings."""
        drafts = {pack.region: pack for pack in self.packs}
        above = [each.code for each in region(code).chain]
        return tuple(pack for code in above if (pack := drafts.get(code) or bundled_pack(code)) is not None)

    def cases(self) -> tuple[tuple[Pack, Path], ...]:
        """The packs beside which a file of cases stands, with that file."""
        beside = ((pack, cases_beside(Path(pack.file))) for pack in self.packs)
        return tuple((pack, file) for pack, file in beside if file is not None)

    def remarks(self) -> tuple[PackProblem, ...]:
        """Packs without cases, and packs beside which medcard brings another one of the same region."""
        found: list[PackProblem] = []
        for pack in self.packs:
            if cases_beside(Path(pack.file)) is None:
                message = f"nothing shows that plans come out as meant; write {Path(pack.file).stem}.cases.yaml"
                found.append(file_problem(pack.file, Code.NO_CASES, message))
            brought = bundled().get(pack.region)
            if brought is not None and pack.replaces is None and not is_brought(pack):
                message = (
                    f"medcard brings a pack of region {pack.region}; write 'replaces: {brought.name}' for this one"
                )
                found.append(file_problem(pack.file, Code.SECOND_PACK, message))
        return tuple(found)


def is_brought(pack: Pack) -> bool:
    """Whether this is the pack that medcard brings for its region, or was read from that very file."""
    brought = bundled().get(pack.region)
    if brought is None or bundled_pack(pack.region) is pack:
        return brought is not None
    return isinstance(brought, Path) and Path(pack.file).resolve() == brought.resolve()


def read_drafts(paths: Iterable[str | os.PathLike[str]]) -> Drafts:
    """The pack files among ``paths`` and in folders among them; a file of cases stands for the pack beside it.

    A draft takes the place of the pack that medcard brings for its region. Two drafts of one region are a problem
    unless one ``replaces`` the other. Raises InvalidPack for paths that are not there.
    """
    files = pack_files(paths)
    problems: list[PackProblem] = []
    of_region: dict[str, list[Pack]] = defaultdict(list)
    for file in files:
        try:
            pack = load_path(file)
        except InvalidPack as error:
            problems.extend(cast("tuple[PackProblem, ...]", error.found))
        else:
            of_region[pack.region].append(pack)
    problems += [problem for packs in of_region.values() for problem in rivals(packs)]
    packs = tuple(pack for packs in of_region.values() for pack in standing(packs))
    return Drafts(files=files, packs=packs, problems=tuple(problems))
