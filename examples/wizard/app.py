"""A web wizard: a person answers only what matters and leaves with a printable plan and a calendar file.

    pip install ".[all]" "litestar>=2.12" "uvicorn>=0.30"
    uvicorn --app-dir examples/wizard app:app

Pages are made on the server and work without scripts, by keyboard and read aloud. Nothing is stored: what was answered
stands in the address of the page, facts only, and no field takes a name or a number.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from urllib.parse import urlencode

import attrs
from jinja2 import Environment, FileSystemLoader
from litestar import Litestar, Request, Response, get
from words import WORDS

from medcard import MedcardError, Plan, Undecided, ask_again, decide, from_facts, load_catalogue, next_question, render
from medcard.error_json import error_to_value
from medcard.errors import AmbiguousRegion, UnknownRegion
from medcard.known import FACTS

PAGES = Environment(loader=FileSystemLoader(Path(__file__).parent / "pages"), autoescape=True)
ABOUT = ("lang", "scenario", "region", "on")
Query = Mapping[str, str]


def answer_to(query: Query):
    """medcard's answer to what the address says: facts by name, ``skip`` for what the person does not know."""
    packs = load_catalogue(query["region"])
    facts = {name: value for name, value in query.items() if name not in (*ABOUT, "skip") and value}
    person, scenario = from_facts({**facts, "scenario": query["scenario"]}, asks=packs.asks)
    answer = decide(person, scenario, region=query["region"], on=date.fromisoformat(query["on"]), catalogue=packs)
    skipped = tuple(filter(None, query.get("skip", "").split(",")))
    return ask_again(attrs.evolve(answer.question, skipped=skipped), catalogue=packs) if skipped else answer


def address(page: str, query: Query, **changed: str | None) -> str:
    """The address of a page that says what ``query`` says, with some things changed or (None) left out."""
    said = {name: value for name, value in {**query, **changed}.items() if value}
    return f"{page}?{urlencode(said)}"


def show(page: str, query: Query, status: int = 200, **values: object) -> Response[str]:
    """One of the pages in the language of the query."""
    words = words_of(query)
    text = PAGES.get_template(page).render(words=words, query=query, address=address, facts=FACTS, **values)
    return Response(text, media_type="text/html; charset=utf-8", status_code=status)


def start(query: Query, problems: object = (), status: int = 200) -> Response[str]:
    """The first page: the situation, the place, the day; with what was wrong, if anything was."""
    rules = {rule.id: rule.name for pack in load_catalogue("000000").packs for rule in pack.scenarios}
    today = query.get("on") or date.today().isoformat()
    return show("start.html", query, status, scenarios=sorted(rules.items()), today=today, problems=problems)


def problems_of(error: Exception, words: Mapping[str, str]) -> list[str]:
    """What to mend, as a person would be told."""
    match error:
        case AmbiguousRegion(candidates=found):
            return [words["ambiguous"].format(error.text, words["or"].join(name for _, name in found))]
        case UnknownRegion(suggestions=near):
            return [words["unknown_region"].format(error.text), *(words["meant"].format(name) for name in near)]
        case MedcardError():
            return error_to_value(error)["problems"]
        case _:
            return [words["incomplete"]]


def words_of(query: Query) -> Mapping[str, str]:
    """The wizard's own words in the language of the query, Chinese where it names none."""
    return WORDS.get(query.get("lang", ""), WORDS["zh"])


@get("/", sync_to_thread=True)
def first(request: Request) -> Response[str]:
    return start(dict(request.query_params))


@get("/next", sync_to_thread=True)
def following(request: Request) -> Response[str]:
    """The next question, the plan, or why there is none."""
    query = dict(request.query_params)
    try:
        answer = answer_to(query)
    except (MedcardError, KeyError, ValueError) as error:
        return start(query, problems_of(error, words_of(query)), 400)
    if isinstance(answer, Undecided):
        return show("question.html", query, answer=answer, ask=next_question(answer))
    return show("plan.html" if isinstance(answer, Plan) else "no_plan.html", query, answer=answer)


@get("/plan.html", sync_to_thread=True)
def printable(request: Request) -> Response[str]:
    query = dict(request.query_params)
    page = render(answer_to(query), "html", lang=words_of(query)["lang"])
    return Response(page, media_type="text/html; charset=utf-8")


@get("/plan.ics", sync_to_thread=True)
def calendar(request: Request) -> Response[str]:
    query = dict(request.query_params)
    dates = render(answer_to(query), "ics", lang=words_of(query)["lang"])
    return Response(
        dates, media_type="text/calendar", headers={"content-disposition": 'attachment; filename="plan.ics"'}
    )


app = Litestar([first, following, printable, calendar])
