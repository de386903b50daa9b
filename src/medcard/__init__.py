"""Dated, sourced, exact plans for getting, replacing and switching on a Chinese social security card.

>>> from datetime import date
>>> from medcard import Applicant, make_plan
>>> plan = make_plan(Applicant(age=35), "lost", region="海口", on=date(2026, 11, 23), assume="typical")
>>> plan.question.region.name
'海口市'

Everything is imported on first use, so that ``import medcard`` costs next to nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from medcard.answers import from_json as from_json
    from medcard.applicant import Applicant as Applicant
    from medcard.batch import plan_many as plan_many
    from medcard.catalogue import Catalogue as Catalogue
    from medcard.errors import MedcardError as MedcardError
    from medcard.explaining.explain import explain as explain
    from medcard.known import from_facts as from_facts
    from medcard.plan import NoPlan as NoPlan
    from medcard.plan import Plan as Plan
    from medcard.plan import Undecided as Undecided
    from medcard.plan import next_question as next_question
    from medcard.planner import ask_again as ask_again
    from medcard.planner import decide as decide
    from medcard.planner import load_catalogue as load_catalogue
    from medcard.planner import make_plan as make_plan
    from medcard.planner import problem_of as problem_of
    from medcard.progress import Progress as Progress
    from medcard.progress import Report as Report
    from medcard.regions import find_region as find_region
    from medcard.rendering import render as render
    from medcard.replanning import replan as replan
    from medcard.scenario import CardScenario as CardScenario
    from medcard.schedule import solve as solve
    from medcard.tools import call_tool as call_tool
    from medcard.tools import tool_schemas as tool_schemas

    __version__: str

_HOMES = {
    "Applicant": "applicant",
    "CardScenario": "scenario",
    "Catalogue": "catalogue",
    "MedcardError": "errors",
    "NoPlan": "plan",
    "Plan": "plan",
    "Progress": "progress",
    "Report": "progress",
    "Undecided": "plan",
    "ask_again": "planner",
    "call_tool": "tools",
    "decide": "planner",
    "explain": "explaining.explain",
    "find_region": "regions",
    "from_facts": "known",
    "from_json": "answers",
    "load_catalogue": "planner",
    "make_plan": "planner",
    "next_question": "plan",
    "plan_many": "batch",
    "problem_of": "planner",
    "render": "rendering",
    "replan": "replanning",
    "solve": "schedule",
    "tool_schemas": "tools",
}

__all__ = [
    "Applicant",
    "CardScenario",
    "Catalogue",
    "MedcardError",
    "NoPlan",
    "Plan",
    "Progress",
    "Report",
    "Undecided",
    "ask_again",
    "call_tool",
    "decide",
    "explain",
    "find_region",
    "from_facts",
    "from_json",
    "load_catalogue",
    "make_plan",
    "next_question",
    "plan_many",
    "problem_of",
    "render",
    "replan",
    "solve",
    "tool_schemas",
]


def __getattr__(name: str) -> object:
    if name == "__version__":
        return import_module("importlib.metadata").version("medcard")
    if name not in _HOMES:
        raise AttributeError(f"module 'medcard' has no attribute {name!r}")
    value = getattr(import_module(f"medcard.{_HOMES[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
