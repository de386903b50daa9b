"""Errors as JSON: ``medcard/error/1``, for programs that pass them on."""

from __future__ import annotations

import re

from medcard.errors import MedcardError, NotAPlan, ProblemsError

SCHEMA = "medcard/error/1"


def code_of(error: type[MedcardError]) -> str:
    """The stable code of a kind of error: the name of its class in kebab-case.

    >>> from medcard.errors import UnknownRegion
    >>> code_of(UnknownRegion)
    'unknown-region'
    """
    return re.sub(r"(?<!^)(?=[A-Z])", "-", error.__name__).lower()


def error_to_value(error: MedcardError) -> dict[str, object]:
    """The error as a JSON value: ``schema``, ``code`` and ``problems``, one line each, in their order.

    >>> from medcard.errors import InvalidFacts
    >>> error_to_value(InvalidFacts(["age: 'x' is no whole number"]))["problems"]
    ["age: 'x' is no whole number"]
    """
    match error:
        case ProblemsError(problems=lines) | NotAPlan(lines=lines):
            problems = list(lines)
        case _:
            problems = str(error).splitlines()
    return {"schema": SCHEMA, "code": code_of(type(error)), "problems": problems}
