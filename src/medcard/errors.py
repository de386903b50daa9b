"""Every exception that medcard raises, on one screen.

Each message is built in its class from parts that stay readable as attributes, says what was got and what to
do, and each class is also the builtin that a caller would catch.
"""

from __future__ import annotations

from collections.abc import Sequence


class MedcardError(Exception):
    """The root: ``except MedcardError`` catches everything that medcard raises on purpose."""


class ProblemsError(MedcardError, ValueError):
    """Several things are wrong with one input; all are listed, one line each.

    ``problems`` keeps the lines in the order in which they were found.
    """

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems = tuple(problems)
        super().__init__(self.problems)

    def __str__(self) -> str:
        return "\n".join(self.problems)


class InvalidProblem(ProblemsError):
    """A planning problem (``medcard/problem/1``) that is not well formed."""


class InvalidPack(ProblemsError):
    """A pack file that cannot be used; every problem of the file is listed with its place.

    ``found`` keeps the problems as values (``medcard.packs.problems.PackProblem``: file, line, col, code,
    message), ``problems`` as the lines that they print.
    """

    def __init__(self, found: Sequence[object]) -> None:
        self.found = tuple(found)
        super().__init__([str(problem) for problem in self.found])
        self.args = (self.found,)
