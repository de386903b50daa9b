"""Every exception that medcard raises, on one screen.

Each message is built in its class from parts that stay readable as attributes, says what was got and what to
do, and each class is also the builtin that a caller would catch.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

_LONGEST_SHOWN = 60


def brief(value: object) -> str:
    """``repr`` of what was got, cut when long: for messages."""
    text = repr(value)
    return text if len(text) <= _LONGEST_SHOWN else text[: _LONGEST_SHOWN - 1] + "…"


class MedcardError(Exception):
    """The root: ``except MedcardError`` catches everything that medcard raises on purpose."""


class WrongArgument(MedcardError, TypeError, ValueError):
    """What was passed for ``argument`` is not what it takes.

    ``got`` shows it (:func:`brief`), ``accepted`` says what may be given.
    """

    def __init__(self, argument: str, got: str, accepted: str) -> None:
        self.argument = argument
        self.got = got
        self.accepted = accepted
        super().__init__(argument, got, accepted)

    def __str__(self) -> str:
        return f"{self.argument}: got {self.got}; give {self.accepted}"


class MissingExtra(MedcardError, ImportError):
    """``what`` needs ``package``, which is not installed; the extra ``extra`` brings it."""

    def __init__(self, what: str, package: str, extra: str) -> None:
        self.what = what
        self.package = package
        self.extra = extra
        super().__init__(what, package, extra)

    def __str__(self) -> str:
        return f"{self.what} needs the package {self.package}; run: pip install 'medcard[{self.extra}]'"


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


class InvalidAnswer(ProblemsError):
    """JSON that is no answer (``medcard/plan/1`` and its like); each line says where, what was got, what to do."""


class InvalidProgress(ProblemsError):
    """What is told of a plan's steps cannot be, or is no ``medcard/progress/1``; each line says of what."""


class InvalidPack(ProblemsError):
    """A pack file that cannot be used; every problem of the file is listed with its place.

    ``found`` keeps the problems as values (``medcard.packs.problems.PackProblem``: file, line, col, code,
    message), ``problems`` as the lines that they print.
    """

    def __init__(self, found: Sequence[object]) -> None:
        self.found = tuple(found)
        super().__init__([str(problem) for problem in self.found])
        self.args = (self.found,)


class UnknownRegion(MedcardError, LookupError):
    """``text`` is no region's code or name; ``suggestions`` are full names that are like it, best first."""

    def __init__(self, text: str, suggestions: Sequence[str] = ()) -> None:
        self.text = text
        self.suggestions = tuple(suggestions)
        super().__init__(text, self.suggestions)

    def __str__(self) -> str:
        shown = self.text if len(self.text) <= 40 else self.text[:40] + "…"
        meant = f"did you mean {' or '.join(self.suggestions)}? " if self.suggestions else ""
        return f"no region is called {shown!r}: {meant}Give a six-digit code or a name such as 海南省海口市"


class AmbiguousRegion(MedcardError, LookupError):
    """``text`` names several regions; ``candidates`` are their (code, full name), in the order of codes."""

    def __init__(self, text: str, candidates: Sequence[tuple[str, str]]) -> None:
        self.text = text
        self.candidates = tuple(candidates)
        super().__init__(text, self.candidates)

    def __str__(self) -> str:
        shown = " or ".join(f"{code} {name}" for code, name in self.candidates)
        return f"{self.text!r} may be {shown}: give the code or full name"


class InvalidResidentId(MedcardError, ValueError):
    """A resident identity number that cannot be one. It never holds the number or a part of it.

    ``reason`` is one of the keys of ``REASONS``.
    """

    REASONS: ClassVar[Mapping[str, str]] = {
        "old": "it has 15 digits; such numbers ended in 2013, give the 18 digits of the current card",
        "form": "it is not 17 digits followed by a digit or X",
        "check": "its check digit is wrong, so a digit was mistyped",
        "date": "its digits 7 to 14 are no date of the calendar",
        "future": "its birth date lies after the day asked about",
    }

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)

    def __str__(self) -> str:
        return f"this is no resident identity number: {self.REASONS[self.reason]}"


class MissingAssumption(MedcardError, LookupError):
    """No pack of the chain says what to plan with where a stage's time is published nowhere."""

    def __init__(self, stage: str) -> None:
        self.stage = stage
        super().__init__(stage)

    def __str__(self) -> str:
        advice = f"add 'assumed: {{{self.stage}: ...}}' to the national pack"
        return f"nothing is assumed for the stage {self.stage!r}; {advice}"


class TooTangled(MedcardError, ValueError):
    """Conditions of packs so entangled that the set of people who meet them cannot be written down."""

    def __str__(self) -> str:
        return "the conditions are too entangled to tell people apart by them; write simpler ones"


class InvalidFacts(ProblemsError):
    """What was told about the applicant or the scenario cannot be used; each line names the fact."""


class UnknownScenario(MedcardError, LookupError):
    """``scenario`` is not among those that the packs declare; ``known`` are their ids."""

    def __init__(self, scenario: str, known: Sequence[str], near: str | None = None) -> None:
        self.scenario = scenario
        self.known = tuple(known)
        self.near = near
        super().__init__(scenario, self.known, near)

    def __str__(self) -> str:
        hint = f"; did you mean {self.near!r}?" if self.near else ""
        known = f"the scenarios are {', '.join(self.known)}" if self.known else "the packs declare none"
        return f"there is no scenario {brief(self.scenario)}{hint}; {known}"


class NotAPlan(MedcardError, ValueError):
    """``make_plan`` was asked and there is none: ``answer`` holds the questions that matter, or the causes."""

    def __init__(self, answer: object, lines: Sequence[str]) -> None:
        self.answer = answer
        self.lines = tuple(lines)
        super().__init__(answer, self.lines)

    def __str__(self) -> str:
        return "\n".join(self.lines)
