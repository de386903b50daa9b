"""A parser that says every problem in one line and what was probably meant."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Sequence
from typing import NoReturn

from medcard.cli.output import write, write_error
from medcard.errors import ProblemsError

Arguments = argparse.Namespace


class WrongUsage(ProblemsError):
    """The command line cannot be understood; one line a problem."""


class Closed:
    """The type of an argument that takes one of ``values``; they are checked together, after parsing."""

    def __init__(self, values: Iterable[str]) -> None:
        self.values = tuple(values)

    def __call__(self, text: str) -> str:
        return text

    def problem(self, name: str, value: str) -> str | None:
        """What is wrong with ``value``, None if nothing is."""
        if value in self.values:
            return None
        return f"{name}: {value!r} is not one of {', '.join(self.values)}{hint(value, self.values)}"


class Once(argparse.Action):
    """Stores the value of an option; another one for the same option is a problem, not a correction."""

    def __call__(self, _: object, namespace: Arguments, values: object, option_string: str | None = None) -> None:
        given = vars(namespace).setdefault("given", {})
        if option_string and given.setdefault(self.dest, values) != values:
            raise WrongUsage([f"{option_string}: given as {given[self.dest]!r} and as {values!r}; give it once"])
        setattr(namespace, self.dest, values)


class Parser(argparse.ArgumentParser):
    """argparse without abbreviations, without exits on errors, with suggestions.

    ``intermixed``: positional arguments may stand between options.
    ``collects``: bad closed values are left in ``args.problems`` for a command that finds more problems itself.
    """

    def __init__(self, *, prog: str | None = None, description: str | None = None) -> None:
        self._declaring = True
        super().__init__(prog=prog, description=description, allow_abbrev=False)
        self.collects = False
        self.intermixed = False
        self.register("action", None, Once)

    def read(self, argv: Sequence[str]) -> Arguments:
        """The arguments. Raises ``WrongUsage`` with all unknown options, or with all bad closed values."""
        self._declaring = False
        args, left = (self.parse_known_intermixed_args if self.intermixed else self.parse_known_args)(argv)
        if left:
            raise WrongUsage(self._unknown(left))
        problems = [problem for action in self._actions if (problem := _check(action, args))]
        if problems and not self.collects:
            raise WrongUsage(problems)
        args.problems = problems
        return args

    def _unknown(self, left: Sequence[str]) -> list[str]:
        known = [option for action in self._actions for option in action.option_strings]
        options = [each.partition("=")[0] for each in left if each.startswith("-")]
        if options:  # what follows an unknown option is its value
            return [f"unknown option {each!r}{hint(each, known)}" for each in options]
        return [f"unexpected argument {each!r}; {self.format_usage().strip()}" for each in left[:1]]

    def actions(self) -> Sequence[argparse.Action]:
        """The declared arguments, for completion scripts."""
        return self._actions

    def _get_formatter(self) -> argparse.HelpFormatter:
        """Of any width while arguments are declared: asking the terminal for each of them would take 10 ms."""
        if self._declaring:
            return argparse.HelpFormatter(prog=self.prog, width=80)
        return super()._get_formatter()

    def error(self, message: str) -> NoReturn:
        """A problem that argparse itself found."""
        raise WrongUsage([message.replace("argument ", "", 1) if message.startswith("argument ") else message])

    def _print_message(self, message: str, file: object = None) -> None:
        (write_error if file is sys.stderr else write)(message)


def _check(action: argparse.Action, args: Arguments) -> str | None:
    value = getattr(args, action.dest, None)
    if isinstance(action.type, Closed) and isinstance(value, str):
        return action.type.problem(action.option_strings[-1] if action.option_strings else action.dest, value)
    return None


def hint(word: str, known: Iterable[str]) -> str:
    """``"; did you mean 'x'?"`` for the nearest known word, or nothing."""
    from difflib import get_close_matches  # only a mistake needs it

    near = get_close_matches(word[:40].replace("_", "-"), sorted(set(known)), n=1)
    return f"; did you mean '{near[0]}'?" if near else ""
