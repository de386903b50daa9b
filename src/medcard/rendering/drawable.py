"""What can be drawn or put into a calendar: a plan, and neither questions nor a refusal."""

from __future__ import annotations

from medcard.errors import WrongArgument
from medcard.plan import Answer, Plan


def the_plan(answer: Answer) -> Plan:
    """``answer`` if it is a plan. WrongArgument otherwise, which says how the others can be shown."""
    if isinstance(answer, Plan):
        return answer
    got = {"Undecided": "an Undecided (questions to answer first)", "NoPlan": "a NoPlan (causes and fixes)"}
    kind = type(answer).__name__
    raise WrongArgument("answer", got.get(kind, kind), "a Plan; text, markdown, json and html show any answer")
