"""Flow charts and timelines: no words outside their box or over others, everything of the plan there, valid XML."""

from __future__ import annotations

import unicodedata
from datetime import date, timedelta
from itertools import combinations
from xml.etree import ElementTree as ET

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from medcard import plan as p
from medcard.errors import WrongArgument
from medcard.known import from_facts
from medcard.model import Text
from medcard.planner import decide, load_catalogue
from medcard.rendering import render, svg
from medcard.rendering.agenda import Mark, agenda
from medcard.rendering.chart import Kind, chart, reduced
from medcard.rendering.words import LANGUAGES, words
from strategies.plans import make, plans

SLOW = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
LANGS = st.sampled_from(LANGUAGES)
PICTURES = st.sampled_from(["flow-svg", "timeline-svg"])
SVG = "{http://www.w3.org/2000/svg}"
CATALOGUE = load_catalogue("海口")
SCENARIOS = sorted({rule.id for pack in CATALOGUE.packs for rule in pack.scenarios})


@attrs.frozen
class Area:
    """A rectangle in pixels, and what is in it."""

    left: float
    top: float
    right: float
    bottom: float
    what: str = ""

    def holds(self, other: Area) -> bool:
        return (
            self.left <= other.left
            and other.right <= self.right
            and self.top <= other.top
            and other.bottom <= self.bottom
        )

    def meets(self, other: Area) -> bool:
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )


def ems(text: str) -> float:
    """Full width is 1 em, half width 0.55 em, what combines nothing."""
    shown = [c for c in text if not unicodedata.combining(c) and unicodedata.category(c) not in ("Mn", "Me", "Cf")]
    return sum(1 if unicodedata.east_asian_width(c) in "WFA" else 0.55 for c in shown)


def frame(rect: ET.Element) -> Area:
    x, y, wide, high = (float(rect.get(name, "0")) for name in ("x", "y", "width", "height"))
    return Area(x, y, x + wide, y + high)


def words_of(text: ET.Element) -> Area:
    """Where a line of words stands: a font reaches about 0.9 em above its base line and 0.25 em below."""
    size, x, y = (float(text.get(name, "0")) for name in ("font-size", "x", "y"))
    return Area(x, y - 0.9 * size, x + size * ems(text.text or ""), y + 0.25 * size, text.text or "")


def drawn(picture: str) -> ET.Element:
    return ET.fromstring(picture)


def boxes(root: ET.Element) -> list[tuple[Area, list[Area]]]:
    """Every group with its frame and its words."""
    return [(frame(group[0]), [words_of(text) for text in group.iter(f"{SVG}text")]) for group in root.iter(f"{SVG}g")]


def misplaced(picture: str) -> list[str]:
    """What is wrong with the places of words and boxes."""
    root = drawn(picture)
    page = frame(root)
    texts = [words_of(text) for text in root.iter(f"{SVG}text")]
    groups = boxes(root)
    return [
        *(f"outside its box: {text.what}" for box, inside in groups for text in inside if not box.holds(text)),
        *(f"outside the page: {text.what}" for text in texts if not page.holds(text)),
        *(f"over each other: {a.what!r} {b.what!r}" for a, b in combinations(texts, 2) if a.meets(b)),
        *(f"boxes over each other: {a} {b}" for (a, _), (b, _) in combinations(groups, 2) if a.meets(b)),
    ]


def asked(scenario: str, on: date = date(2026, 12, 24)) -> p.Answer:
    applicant, wanted = from_facts({"scenario": scenario})
    return decide(applicant, wanted, region="海口", on=on, assume="typical", catalogue=CATALOGUE)


PLANS = {name: answer for name in SCENARIOS if isinstance(answer := asked(name), p.Plan)}


def test_most_situations_have_a_plan_to_draw() -> None:
    assert len(PLANS) > len(SCENARIOS) // 2


@pytest.mark.parametrize("name", ["flow-svg", "timeline-svg"])
@pytest.mark.parametrize("scenario", PLANS)
def test_words_stay_in_their_boxes_and_apart(scenario: str, name: str) -> None:
    for lang in LANGUAGES:
        assert misplaced(render(PLANS[scenario], name, lang)) == []


@SLOW
@given(plans(), PICTURES, LANGS)
def test_words_stay_in_their_boxes_whatever_a_pack_says(plan: p.Plan, name: str, lang: str) -> None:
    assert misplaced(render(plan, name, lang)) == []


@SLOW
@given(plans(), PICTURES, LANGS)
def test_a_picture_is_xml_with_a_title_and_a_description(plan: p.Plan, name: str, lang: str) -> None:
    root = drawn(render(plan, name, lang))
    title, description = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert root.get("role") == "img"
    assert title is not None
    assert description is not None
    assert root.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"
    assert title.text
    assert description.text
    assert {element.tag.removeprefix(SVG) for element in root.iter()} <= {
        "svg", "title", "desc", "rect", "g", "text", "polyline", "polygon",
    }  # fmt: skip


def joined(picture: str) -> str:
    """All words of a picture, without the breaks of lines."""
    return "".join(text.text or "" for text in drawn(picture).iter(f"{SVG}text")).replace(" ", "")


@pytest.mark.parametrize("scenario", PLANS)
def test_a_flow_chart_shows_every_step_its_actor_and_the_channels_not_taken(scenario: str) -> None:
    plan = PLANS[scenario]
    shown = joined(render(plan, "flow-svg"))
    nodes = [node for node in chart(plan, "zh").nodes if node.kind is Kind.STEP]
    for step, node in zip(plan.steps, nodes, strict=True):
        assert step.name.zh.replace(" ", "") in shown
        assert words("zh").actor(step.actor) in "".join(node.lines)
        left = [each for each in plan.rejected if each.procedure == step.procedure and each.reason == "dominated"]
        assert all(each.channel_name.zh in "".join(node.asides) for each in left[:3])


@pytest.mark.parametrize("scenario", PLANS)
def test_a_flow_chart_leads_from_the_start_over_every_need_to_the_end(scenario: str) -> None:
    plan = PLANS[scenario]
    graph = chart(plan, "zh")
    reach: dict[int, set[int]] = {}
    for one, other in sorted(graph.edges, reverse=True):
        assert one < other
        reach.setdefault(one, set()).update({other}, reach.get(other, set()))
    last = len(graph.nodes) - 1
    assert reach[0] == set(range(1, last + 1))
    assert all(last in reach[place] for place in range(last))
    at = [place for place, node in enumerate(graph.nodes) if node.kind is Kind.STEP]
    given: dict[str, list[int]] = {}
    for step, place in zip(plan.steps, at, strict=True):
        givers = [[giver for giver in given[need] if place in reach[giver]] for need in step.needs if need in given]
        assert all(givers)
        for result in step.results:
            given.setdefault(result.milestone, []).append(place)


def test_what_takes_time_is_a_box_between_and_what_does_not_is_none() -> None:
    graph = chart(PLANS["lost"], "zh")
    waits = [place for place, node in enumerate(graph.nodes) if node.kind is Kind.WAIT]
    waiting = [step for step in PLANS["lost"].steps if step.holds.latest > step.on.latest]
    assert len(waits) == len(waiting)
    assert all(graph.nodes[one].kind is Kind.STEP for one, other in graph.edges if other in waits)


def test_an_edge_that_others_imply_is_left_out() -> None:
    assert reduced([(0, 1), (1, 2), (2, 3), (0, 3), (0, 2)]) == {(0, 1), (1, 2), (2, 3)}


@pytest.mark.parametrize("scenario", PLANS)
def test_a_timeline_has_a_row_for_every_step_urgent_thing_and_deadline(scenario: str) -> None:
    plan = PLANS[scenario]
    days = agenda(plan, "zh")
    line = plan.timeline
    assert len(days.rows) == len(plan.steps) + len(line.covered) + len(line.deadlines) + len(line.terms)
    steps = [row for row in days.rows if row.mark is Mark.STEP]
    assert [(row.on, row.holds) for row in steps] == [(step.on, step.holds) for step in plan.steps]
    shown = joined(render(plan, "timeline-svg"))
    assert all(words("zh").day(step.on.latest) in shown for step in plan.steps)
    assert all(words("zh").day(each.by) in shown for each in (*line.deadlines, *line.terms))
    assert all(f"可以拖到{words('zh').day(step.do_by)}" in shown for step in plan.steps if step.slack_days)


def test_a_timeline_shades_holidays_but_not_make_up_days() -> None:
    plan = asked("damaged", on=date(2026, 9, 30))
    assert isinstance(plan, p.Plan)
    off = agenda(plan, "zh").off
    holidays = [date(2026, 10, 1) + timedelta(days=number) for number in range(7)]
    assert set(holidays) <= set(off)
    assert date(2026, 10, 10) not in off


def test_a_missed_deadline_is_marked_and_said() -> None:
    plan = PLANS["lost"]
    missed = p.PlanDeadline(
        id="x", milestones=(), by=plan.question.on, kept=False, lost=Text("晚了"), latest_start=None, source=None
    )
    plan = attrs.evolve(plan, timeline=attrs.evolve(plan.timeline, deadlines=(missed,)))
    assert agenda(plan, "zh").rows[-1].mark is Mark.MISSED
    assert "赶不上" in joined(render(plan, "timeline-svg"))


def test_what_cannot_wait_has_a_thick_frame_unless_all_cannot() -> None:
    plan = PLANS["newborn"]
    nodes = [node for node in chart(plan, "zh").nodes if node.kind is Kind.STEP]
    assert [node.critical for node in nodes] == [step.id in plan.timeline.critical for step in plan.steps]
    assert len({node.critical for node in nodes}) == 2
    every = attrs.evolve(plan, timeline=attrs.evolve(plan.timeline, critical=tuple(step.id for step in plan.steps)))
    assert not any(node.critical for node in chart(every, "zh").nodes)


def test_a_deadline_in_between_is_neither_kept_nor_missed() -> None:
    plan = PLANS["lost"]
    risky = p.PlanDeadline(
        id="x",
        milestones=(),
        by=plan.question.on,
        kept=False,
        at_risk=True,
        lost=Text("晚了"),
        latest_start=None,
        source=None,
    )
    plan = attrs.evolve(plan, timeline=attrs.evolve(plan.timeline, deadlines=(risky,)))
    assert agenda(plan, "zh").rows[-1].mark is Mark.RISK


def contrast(one: str, other: str) -> float:
    """The contrast of two colours after WCAG 2."""

    def bright(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        red, green, blue = (x / 12.92 if x <= 0.04045 else ((x + 0.055) / 1.055) ** 2.4 for x in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    light, dark = sorted((bright(one), bright(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("style", [*svg.ACTORS.values(), svg.actor("somebody"), svg.WAIT, svg.END, svg.ASIDE])
def test_words_and_frames_stand_out(style: svg.Style) -> None:
    assert contrast(style.ink, style.fill) >= 4.5
    assert contrast(style.stroke, svg.PAPER) >= 3
    assert contrast(style.stroke, svg.BAND) >= 3


@pytest.mark.parametrize("name", ["flow-svg", "timeline-svg"])
@given(answer=st.one_of(make(p.Undecided), make(p.NoPlan)))
@settings(max_examples=5, deadline=None)
def test_only_a_plan_can_be_drawn(name: str, answer: p.Answer) -> None:
    with pytest.raises(WrongArgument, match="give a Plan"):
        render(answer, name)
