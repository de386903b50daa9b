"""The plan from here: what is left to do after some steps have been done, refused or gone wrong."""

from __future__ import annotations

from datetime import date

from medcard.arguments import expect
from medcard.casework import go_on
from medcard.catalogue import Catalogue
from medcard.errors import WrongArgument, brief
from medcard.grounding.calendars import Calendars, working
from medcard.plan import Answer, Plan
from medcard.planner import ask_again, load_catalogue
from medcard.progress import Progress


def replan(plan: Plan, progress: Progress, *, on: date, catalogue: Catalogue | None = None) -> Answer:
    """The answer to the question of ``plan`` on the day ``on``, after what ``progress`` tells of its steps.

    What is done is not done again; its results are counted on as promised from the day of acceptance, unless they are
    reported ready or late. A late result is reckoned anew from ``on`` by the same wait, and the plan says whom to call.
    A step that was refused stays, with the missing papers; one that turned out to be impossible is not planned again.
    A card that was made wrong is replaced; a loss report that has lapsed by its own term is made again. Where nothing
    better exists, the steps of ``plan`` are kept, with their days; ``changes`` of the new plan lists every difference
    and why. Facts stay as told, an age in days grows.

    Everything is in the answer's question, so it can be written as JSON, read back and planned anew as often as needed.
    ``catalogue``: the packs, by default the bundled ones. Raises InvalidProgress with everything that cannot be,
    WrongArgument for an ``on`` before the day of the plan.

    >>> from medcard import Applicant, Progress, Report, make_plan
    >>> plan = make_plan(
    ...     Applicant(age=35, bank_active=False), "not-enabled", region="海口", on=date(2026, 11, 23), assume="typical"
    ... )
    >>> [step.id for step in plan.steps]
    ['card-activate-bank@bank', 'card-activate-social@app']
    >>> done = Progress(reports=[Report(step="card-activate-social@app", outcome="accepted", on=date(2026, 11, 23))])
    >>> answer = replan(plan, done, on=date(2026, 11, 24))
    >>> [(change.id, change.change) for change in answer.changes.steps]
    [('card-activate-social@app', 'done'), ('card-activate-bank@bank', 'moved')]
    """
    expect("plan", plan, Plan, "a Plan, as make_plan returns it or from_json reads it")
    expect("progress", progress, Progress, "a Progress")
    if type(on) is not date or on < plan.question.on:
        raise WrongArgument("on", brief(on), f"a datetime.date from the day of the plan, {plan.question.on}, on")
    question = plan.question
    packs = load_catalogue(question.region.code) if catalogue is None else catalogue
    expect("catalogue", packs, Catalogue, "a Catalogue; medcard.load_catalogue makes one")
    as_of = on if question.as_of == question.on else question.as_of
    rules = packs.rules([code for code, _ in question.region.chain], as_of)
    return ask_again(go_on(plan, progress, on, rules, Calendars(working(rules), on)), catalogue=packs)
