"""The page: self-contained, nothing of a pack is markup, boxes to tick, sources folded away, labelled and in order."""

from __future__ import annotations

import re
import sys
from datetime import date
from html.parser import HTMLParser

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from medcard import plan as p
from medcard.errors import MissingExtra
from medcard.known import from_facts
from medcard.model import Text
from medcard.planner import decide, load_catalogue
from medcard.rendering import html, render
from medcard.rendering.words import LANGUAGES, words
from strategies.plans import answers, make

SLOW = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
LANGS = st.sampled_from(LANGUAGES)
VOID = {"meta", "input"}
HTML = {
    "html", "head", "meta", "title", "style", "body", "main", "div", "header", "section", "details", "summary", "h1",
    "h2", "h3", "p", "ul", "li", "dl", "dt", "dd", "label", "input", "span", "a", "table", "thead", "tbody", "tr", "th",
    "td",
}  # fmt: skip
SVG = {"svg", "desc", "rect", "g", "text", "polyline", "polygon"}
HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=y>&amp;{{ 7 * 7 }}{% raw %}</style><!--"


@attrs.frozen
class Tag:
    """A start tag, the tags around it, and the words right in it."""

    name: str
    attributes: dict[str, str | None]
    around: tuple[str, ...]
    words: list[str]

    def classes(self) -> list[str]:
        return (self.attributes.get("class") or "").split()


class Page(HTMLParser):
    """All tags of a page in order. Every tag must be closed by its own."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[Tag] = []
        self.open: list[Tag] = []
        self.wrong: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        made = Tag(tag, dict(attrs), tuple(each.name for each in self.open), [])
        self.tags.append(made)
        if tag not in VOID:
            self.open.append(made)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open[-1].name != tag:
            self.wrong.append(tag)
        self.open.pop()

    def handle_data(self, data: str) -> None:
        for each in self.open:
            each.words.append(data)

    def handle_comment(self, data: str) -> None:
        self.wrong.append(f"comment {data}")

    def all(self, name: str) -> list[Tag]:
        return [tag for tag in self.tags if tag.name == name]

    def words(self) -> str:
        return re.sub(r"\s+", "", "".join(self.all("body")[0].words))


def shown(page: Page, part: str) -> bool:
    return re.sub(r"\s+", "", words("zh").plain(part)) in page.words()


@SLOW
@given(answers(), LANGS)
def test_every_answer_is_one_well_formed_page_that_needs_nothing_else(answer: p.Answer, lang: str) -> None:
    text = render(answer, "html", lang)
    page = Page(text)
    assert page.wrong == []
    assert page.open == []
    assert {tag.name for tag in page.tags} <= HTML | SVG
    assert not re.search(r"@import|url\(|javascript:", text)
    names = {name for tag in page.tags for name in tag.attributes}
    assert not {name for name in names if name.startswith("on") or name in ("src", "srcset", "action")}
    links = [tag.attributes.get("href") or "" for tag in page.all("a")]
    assert all(re.match(r"#medcard-source-\d+$|https?://", link) for link in links)


@SLOW
@given(answers(), LANGS)
def test_a_reader_by_ear_or_keyboard_finds_everything(answer: p.Answer, lang: str) -> None:
    page = Page(render(answer, "html", lang))
    (root,) = page.all("html")
    assert root.attributes["lang"] == {"zh": "zh-Hans", "en": "en"}[lang]
    assert [tag.name for tag in page.tags if tag.name in ("h1", "main")] == ["main", "h1"]
    assert all("label" in tag.around for tag in page.all("input"))
    regions = [tag for tag in page.tags if tag.attributes.get("role") == "region"]
    assert all(tag.attributes["tabindex"] == "0" and tag.attributes["aria-label"] for tag in regions)
    ids = [tag.attributes["id"] for tag in page.tags if "id" in tag.attributes]
    assert len(set(ids)) == len(ids)


@SLOW
@given(make(p.Plan), LANGS)
def test_each_visit_has_one_list_with_a_box_for_each_thing_to_carry(plan: p.Plan, lang: str) -> None:
    page = Page(render(plan, "html", lang))
    boxes = [tag for tag in page.all("ul") if "checks" in tag.classes()]
    assert len(boxes) == sum(bool(visit.carry) for visit in plan.visits)
    inputs = len(page.all("input"))
    assert inputs == sum(len(visit.carry) for visit in plan.visits) + len(plan.materials) + len(plan.steps)


@SLOW
@given(make(p.Plan), LANGS)
def test_sources_are_folded_away_and_every_number_leads_to_one(plan: p.Plan, lang: str) -> None:
    page = Page(render(plan, "html", lang))
    ids = {tag.attributes["id"] for tag in page.tags if (tag.attributes.get("id") or "").startswith("medcard-source-")}
    assert len(ids) == len(plan.sources)
    assert all("details" in tag.around for tag in page.tags if tag.attributes.get("id") in ids)
    cited = {tag.attributes["href"] for tag in page.all("a") if "cite" in tag.classes()}
    assert cited <= {f"#{id_}" for id_ in ids}
    assert not any("open" in tag.attributes for tag in page.all("details"))


@SLOW
@given(make(p.Undecided), LANGS)
def test_questions_are_shown_with_their_answers(answer: p.Undecided, lang: str) -> None:
    page = Page(render(answer, "html", lang))
    assert all(shown(page, ask.text.get(lang)) for ask in answer.questions)
    assert all(shown(page, said.get(lang)) for ask in answer.questions for _, said in ask.options)


@SLOW
@given(make(p.NoPlan), LANGS)
def test_causes_and_fixes_are_shown(answer: p.NoPlan, lang: str) -> None:
    page = Page(render(answer, "html", lang))
    assert all(shown(page, cause.name.get(lang)) for cause in answer.causes)
    assert all(shown(page, fix.text.get(lang)) for fix in answer.fixes)


CATALOGUE = load_catalogue("海口")


def lost() -> p.Plan:
    applicant, wanted = from_facts({"scenario": "lost"})
    plan = decide(applicant, wanted, region="海口", on=date(2026, 11, 23), assume="typical", catalogue=CATALOGUE)
    assert isinstance(plan, p.Plan)
    return plan


def test_words_of_a_pack_are_words_and_never_markup() -> None:
    plan = lost()
    step = attrs.evolve(plan.steps[0], name=Text(HOSTILE), note=Text(HOSTILE), channel_name=Text(HOSTILE))
    source = attrs.evolve(plan.sources[0], title=HOSTILE, url='https://example.org/?a=1&b="><script>')
    plan = attrs.evolve(plan, steps=(step, *plan.steps[1:]), sources=(source, *plan.sources[1:]))
    page = Page(render(plan, "html"))
    assert page.wrong == []
    assert {tag.name for tag in page.tags} <= HTML | SVG
    assert shown(page, HOSTILE)
    assert len(page.all("style")) == 2


def test_a_number_in_brackets_of_a_pack_is_no_source() -> None:
    plan = lost()
    page = Page(
        render(attrs.evolve(plan, steps=(attrs.evolve(plan.steps[0], note=Text("见[1]\ue0001\ue001")),)), "html")
    )
    (note,) = [tag for tag in page.all("dd") if "见[1]1" in "".join(tag.words).replace(" ", "")]
    assert note.words == ["见[1] 1"]


def test_a_plan_shows_its_pictures_and_an_empty_one_has_none() -> None:
    plan = lost()
    assert [tag.name for tag in Page(render(plan, "html")).tags].count("svg") == 2
    assert Page(render(attrs.evolve(plan, steps=()), "html")).all("svg") == []


@pytest.mark.parametrize("size", ["360", "A4"])
def test_there_are_rules_for_phones_and_for_paper(size: str) -> None:
    text = render(lost(), "html")
    rule = {"360": 'name="viewport" content="width=device-width', "A4": "@page { size: A4"}[size]
    assert rule in text
    assert "@media print" in text


def test_a_notebook_gets_a_piece_and_not_a_page() -> None:
    plan = lost()
    piece = plan._repr_html_()
    assert piece == html.fragment(plan)
    assert not {"html", "body", "head"} & {tag.name for tag in Page(f"<body>{piece}</body>").tags[1:]}
    assert plan._repr_markdown_() == render(plan, "markdown")


def test_a_style_in_a_notebook_touches_nothing_else() -> None:
    style = re.findall(r"<style>(.*?)</style>", html.fragment(lost()), re.DOTALL)[0]
    rules = re.findall(r"([^{}]+)\{", style)
    selectors = [each.strip() for rule in rules for each in re.split(r",(?![^(]*\))", rule)]
    assert selectors
    assert [each for each in selectors if not each.startswith((".medcard", "@media"))] == []


def test_without_jinja2_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    html._template.cache_clear()
    monkeypatch.setitem(sys.modules, "jinja2", None)
    plan = lost()
    with pytest.raises(MissingExtra, match=re.escape("pip install 'medcard[html]'")):
        render(plan, "html")
    assert plan._repr_html_() is None
    assert plan._repr_markdown_()
