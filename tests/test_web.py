"""Pages, pictures, Mermaid texts and calendar files in the programs that people use them with.

``npm install`` in ``tests/web``, Chromium and a Chinese font first; then ``pytest -m web``.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import attrs
import pytest

from medcard import plan as p
from medcard.known import from_facts
from medcard.model import Text
from medcard.planner import decide, load_catalogue
from medcard.rendering import render
from medcard.rendering.words import LANGUAGES, Words

pytestmark = pytest.mark.web

WEB = Path(__file__).parent / "web"
ENDINGS = {
    "html": "html",
    "flow-svg": "flow.svg",
    "timeline-svg": "timeline.svg",
    "mermaid": "flow.mmd",
    "mermaid-gantt": "gantt.mmd",
    "ics": "ics",
}
TOLD: dict[str, dict[str, str]] = {
    "newborn": {"birth-date": "2026-03-07", "household-registered": "no", "enrolled": "no"},
    "lost": {"loss-kind": "stolen", "care-needed": "outpatient", "needed-on": "2026-11-24", "insured-as": "employee"},
    "details-changed": {"age": "30", "changed": "name", "insured-as": "employee"},
}
AWAY = {"age": "35", "insured-as": "employee", "region-now": "440100"}
HOSTILE = Text('1. <b>&#35;;"`x`" [a](b) {c} %%{init}%% --> end : \\n subgraph | ~~~ - 末', '- # <i>"q"; end')
CATALOGUE = load_catalogue("海口")


def answer(scenario: str, told: Mapping[str, str], on: date) -> p.Answer:
    applicant, wanted = from_facts({**told, "scenario": scenario})
    return decide(applicant, wanted, region="海口", on=on, assume="typical", catalogue=CATALOGUE)


def planned(scenario: str, told: Mapping[str, str], on: date) -> p.Plan:
    plan = answer(scenario, told, on)
    assert isinstance(plan, p.Plan)
    return plan


def hostile(plan: p.Plan) -> p.Plan:
    """The plan with a first step whose every word is markup of something."""
    step = plan.steps[0]
    result = attrs.evolve(step.results[0], name=HOSTILE)
    first = attrs.evolve(step, name=HOSTILE, channel_name=HOSTILE, note=HOSTILE, results=(result, *step.results[1:]))
    scenario = attrs.evolve(plan.question, scenario_name=HOSTILE)
    return attrs.evolve(plan, steps=(first, *plan.steps[1:]), question=scenario)


MONDAY = date(2026, 11, 23)
PLANS = {
    "A1": planned("newborn", TOLD["newborn"], date(2026, 3, 19)),
    "A2": planned("lost", TOLD["lost"], MONDAY),
    "A2-later": planned("lost", TOLD["lost"], MONDAY + timedelta(days=1)),
    "A7": planned("lost", AWAY, MONDAY),
    "A8": planned("details-changed", TOLD["details-changed"], MONDAY),
    "hostile": hostile(planned("lost", TOLD["lost"], MONDAY)),
}
OTHERS = {
    "undecided": decide(*from_facts({"scenario": "lost"}), region="海口", on=MONDAY, catalogue=CATALOGUE),
    "no-plan": answer("employer-batch", {"hired-on": "2026-11-16", "employer-enrolled": "no"}, MONDAY),
}
KINDS = {name: ENDINGS if name != "A2-later" else {"ics": "ics"} for name in PLANS}
FILES = [f"{name}-{lang}.{ending}" for name in PLANS for lang in LANGUAGES for ending in KINDS[name].values()]
PAGES = [
    *(name for name in FILES if name.endswith(".html")),
    *(f"{name}-{lang}.html" for name in OTHERS for lang in LANGUAGES),
]


@pytest.fixture(scope="session")
def seen(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What the browser, Mermaid and ical.js made of every file."""
    folder = tmp_path_factory.mktemp("web")
    for lang in LANGUAGES:
        for name, plan in PLANS.items():
            for kind, ending in KINDS[name].items():
                (folder / f"{name}-{lang}.{ending}").write_bytes(render(plan, kind, lang).encode())
        for name, other in OTHERS.items():
            (folder / f"{name}-{lang}.html").write_bytes(render(other, "html", lang).encode())
    browser = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    assert browser, "no Chromium here: install it, or name it in CHROMIUM"
    run = subprocess.run(
        ["node", str(WEB / "check.mjs"), str(folder)],
        env={**os.environ, "CHROMIUM": browser},
        capture_output=True,
        check=False,
        text=True,
    )
    assert run.returncode == 0, run.stderr
    found: dict[str, Any] = json.loads(run.stdout)
    return found


def of(ending: str) -> list[str]:
    return [name for name in FILES if name.endswith(ending)]


def test_every_file_was_looked_at(seen: dict[str, Any]) -> None:
    assert set(seen) == {*FILES, *PAGES}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_asks_for_nothing_and_axe_finds_nothing(name: str, seen: dict[str, Any]) -> None:
    assert seen[name]["requests"] == []
    assert seen[name]["violations"] == []


@pytest.mark.parametrize("name", PAGES)
def test_a_page_fits_a_phone(name: str, seen: dict[str, Any]) -> None:
    assert seen[name]["phone"] == 360


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_used_by_keyboard_alone(name: str, seen: dict[str, Any]) -> None:
    walked = seen[name]["keyboard"]
    assert walked["reached"] == walked["wanted"]
    assert walked["ticked"] in (True, None)
    assert walked["opened"] in (True, None)


@pytest.mark.parametrize("name", of(".svg"))
def test_a_real_font_stays_in_its_boxes_too(name: str, seen: dict[str, Any]) -> None:
    assert seen[name]["requests"] == []
    assert seen[name]["lines"] > 5
    assert seen[name]["outside"] == []
    assert seen[name]["over"] == []


@pytest.mark.parametrize("name", of(".mmd"))
def test_mermaid_draws_it_word_for_word(name: str, seen: dict[str, Any]) -> None:
    assert "error" not in seen[name]
    assert seen[name]["kind"] == ("gantt" if "gantt" in name else "flowchart-v2")
    plan, lang = PLANS[name.rpartition("-")[0]], name.rpartition("-")[2][:2]
    shown = bare(seen[name]["words"])
    assert all(bare(step.name.get(lang)) in shown for step in plan.steps)


def bare(text: str) -> str:
    """Letters as they are read: full-width marks like others, no spaces, colons and dashes of a gantt left out."""
    narrow = "".join(chr(ord(c) - 0xFEE0) if "\uff01" <= c <= "\uff5e" else c for c in Words.plain(text))
    return "".join(c for c in narrow if not c.isspace() and c not in ":-")


@pytest.mark.parametrize("name", of(".ics"))
def test_ical_js_reads_every_event(name: str, seen: dict[str, Any]) -> None:
    events = seen[name]
    assert len({each["uid"] for each in events}) == len(events)
    assert len(events) >= len(PLANS[name.rpartition("-")[0]].steps) - 2
    assert all(each["start"] < each["end"] and each["summary"] for each in events)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_importing_a_later_plan_changes_events_and_doubles_none(lang: str, seen: dict[str, Any]) -> None:
    before = {each["uid"]: each for each in seen[f"A2-{lang}.ics"]}
    after = {each["uid"]: each for each in seen[f"A2-later-{lang}.ics"]}
    assert set(after) <= set(before)
    assert all(each["sequence"] > before[uid]["sequence"] for uid, each in after.items())
