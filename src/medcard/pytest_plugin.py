"""A pytest plugin: ``NNNNNN.cases.yaml`` beside the pack ``NNNNNN.yaml`` is a file of tests, each case one.

Installed with medcard; other files, and projects without packs, never see it. ``-p no:medcard`` turns it off.
"""

# pytest's constructors take any keywords:
# pyright: reportUnknownMemberType=false
from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from medcard.cases import Case
    from medcard.catalogue import Catalogue

_CASES = re.compile(r"(\d{6})\.cases\.ya?ml", re.ASCII)


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> CasesFile | None:
    """The file's cases, if it is one of cases and its pack is there."""
    named = _CASES.fullmatch(file_path.name)
    if named is None or not file_path.with_name(f"{named[1]}.yaml").is_file():
        return None
    return CasesFile.from_parent(parent, path=file_path)


class CasesFile(pytest.File):
    """A file of cases; the packs of regions above count if they stand beside, else those that medcard brings."""

    def collect(self) -> Iterator[CaseItem]:
        """The cases, each run when its turn comes."""
        from medcard.cases import read_beside  # nobody else's tests should wait for it
        from medcard.checking import problems_in
        from medcard.errors import InvalidPack
        from medcard.packs.drafts import read_drafts
        from medcard.regions import region

        code = self.path.name[:6]
        above = [self.path.with_name(f"{each.code}.yaml") for each in region(code).chain]
        try:
            drafts = read_drafts([path for path in above if path.is_file()])
            problems = problems_in(drafts)
            if problems:
                raise InvalidPack(problems)
            for case, catalogue in read_beside(drafts, code):
                yield CaseItem.from_parent(self, name=case.name, case=case, catalogue=catalogue)
        except InvalidPack as error:
            raise self.CollectError(str(error)) from None


class CaseItem(pytest.Item):
    """One case."""

    def __init__(self, *, case: Case, catalogue: Catalogue, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.case = case
        self.catalogue = catalogue

    def runtest(self) -> None:
        """Ask the question and compare; DiffersError tells every difference."""
        from medcard.cases import run

        differences = run(self.case, self.catalogue)
        if differences:
            raise DiffersError("\n".join([str(self.case), *(f"  {line.zh}" for line in differences)]))

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """The differences without a traceback, which pack authors have no use for."""
        return str(excinfo.value) if isinstance(excinfo.value, DiffersError) else super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int, str]:
        """Where the case stands."""
        return self.path, self.case.line - 1, self.case.name


class DiffersError(Exception):
    """An answer that is not what its case expects."""
