"""Mermaid texts: nothing of a pack is Mermaid's markup, every bar has its own days. ``test_web.py`` draws them."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from medcard import plan as p
from medcard.known import from_facts
from medcard.planner import decide, load_catalogue
from medcard.rendering import render
from medcard.rendering.chart import chart
from medcard.rendering.mermaid import words
from medcard.rendering.words import LANGUAGES
from strategies.plans import plans

SLOW = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
LANGS = st.sampled_from(LANGUAGES)
NODE = re.compile(r'([no]\d+|a\d+)(\(\["|\["|\("|)([^"]*)("\]\)|"\]|"\)|):::[a-z]+')
EDGE = re.compile(r"n\d+ (-->|-\.-) [na]\d+")
CLASS = re.compile(r"classDef [a-z]+ [a-z0-9#:, -]+")
BAR = re.compile(r"    [^:#;%]+ :([a-z]+, )*[a-z]\d+, \d{4}-\d\d-\d\d, (\d{4}-\d\d-\d\d|0d)")


@SLOW
@given(plans(), LANGS)
def test_every_line_is_a_node_an_edge_or_a_class(plan: p.Plan, lang: str) -> None:
    lines = render(plan, "mermaid", lang).splitlines()
    assert lines[0] == lines[2] == "---"
    assert lines[4] == "flowchart TD"
    assert [line for line in lines[5:] if not any(kind.fullmatch(line) for kind in (NODE, EDGE, CLASS))] == []


@SLOW
@given(plans(), LANGS)
def test_every_line_of_a_gantt_is_a_bar_or_a_section(plan: p.Plan, lang: str) -> None:
    lines = render(plan, "mermaid-gantt", lang).splitlines()
    heads = (
        "gantt",
        "    title ",
        "    dateFormat ",
        "    axisFormat ",
        "    todayMarker ",
        "    excludes ",
        "    section ",
    )
    assert [line for line in lines if not line.startswith(heads) and not BAR.fullmatch(line)] == []


@given(st.text())
def test_no_mark_of_mermaid_is_left(text: str) -> None:
    shown = words(text)
    assert not set(shown) & set('"#&;<>`*_~[]{}|\\%\n\r')
    assert not re.match(r"-|\d+[.)]", shown)


def test_the_chart_has_the_nodes_and_edges_of_the_picture() -> None:
    applicant, wanted = from_facts({"scenario": "lost"})
    catalogue = load_catalogue("海口")
    plan = decide(applicant, wanted, region="海口", on=date(2026, 11, 23), assume="typical", catalogue=catalogue)
    assert isinstance(plan, p.Plan)
    text, drawn = render(plan, "mermaid"), chart(plan, "zh")
    assert re.findall(r"n(\d+) --> n(\d+)", text) == [(str(one), str(other)) for one, other in drawn.edges]
    assert len(re.findall(r"^n\d+[\[(]", text, re.MULTILINE)) == len(drawn.nodes)


@pytest.mark.parametrize(("text", "shown"), [("1) a", "1） a"), ("a#b", "a＃b"), ("x\ny", "x y"), ("100%", "100％")])
def test_what_could_be_markup_is_written_full_width(text: str, shown: str) -> None:
    assert words(text) == shown
