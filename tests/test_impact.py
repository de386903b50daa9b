"""What a change of packs changes: nobody whose plan changes is left out, and whoever is named gets another plan."""

from __future__ import annotations

import json
from pathlib import Path

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from medcard.catalogue import Catalogue
from medcard.cli import main
from medcard.conditions import Known
from medcard.grounding.calendars import working
from medcard.impact.compare import Change, Impact, compare
from medcard.impact.differences import differences
from medcard.impact.touched import Touched
from medcard.inquiry import Inquiry, Outcome
from medcard.model import NATION, Pack
from medcard.packs.load import load_pack
from medcard.people import People
from medcard.problem import Prefer
from medcard.proofs.chain import Country
from medcard.rendering.impacts import impact_text
from medcard.schemas import schema
from strategies.packs import CHAIN, CITY, PROVINCE, START, chains, packs

SEEDED = Path(__file__).parent / "seeded"
DATA = Path(__file__).parents[1] / "src" / "medcard" / "data" / "packs"
FEW = settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))


# Laws: on random packs of which one is exchanged for another.


@attrs.frozen(repr=False)
class Sides:
    """Two sets of packs, everything about some person, and the set of those who are alike."""

    old: Catalogue
    new: Catalogue
    country: Country
    known: Known
    alike: People

    def __repr__(self) -> str:
        return f"{self.known.values} of {self.known.ages}"

    def outcome(self, catalogue: Catalogue, scenario: str) -> Outcome:
        """What comes out for the person with one side's packs."""
        rules = catalogue.rules(CHAIN, START)
        asks = (*self.old.asks, *self.new.asks)
        inquiry = Inquiry(rules, rules.scenarios[scenario], working(rules), START, Prefer.SOONEST, asks)
        grounding = inquiry.ground(self.known)
        assert grounding.open == ()
        return inquiry.outcome(self.known, grounding)


@st.composite
def sides(draw: st.DrawFn) -> Sides:
    before = draw(chains(5))
    at = draw(st.integers(0, 2))
    after = (*before[:at], draw(packs(CHAIN[at], 5)), *before[at + 1 :])
    old, new = Catalogue.of(before), Catalogue.of(after)
    country = Country((*old.packs, *new.packs), START)
    population = country.population
    index = draw(st.integers(0, len(population.births) - 1))
    values = {fact.name: draw(st.sampled_from(fact.values)) for fact in population.facts}
    alike = population.born((index,))
    for name, value in values.items():
        alike &= population.having(name, (value,))
    birth = population.births[index][1]
    known = Known(on=START, values=values, born=(birth, birth))
    return Sides(old, new, country, known, alike)


def shared(drawn: Sides) -> tuple[Touched, list[str]]:
    """The scenarios of both sides of which the person can be."""
    old, new = (drawn.country.chain(each, CHAIN) for each in (drawn.old, drawn.new))
    both = sorted(old.rules.scenarios.keys() & new.rules.scenarios.keys())
    fixed = {id_: old.fixed(old.rules.scenarios[id_]) & new.fixed(new.rules.scenarios[id_]) for id_ in both}
    return Touched(old, new), [id_ for id_ in both if drawn.alike <= fixed[id_]]


def differing(drawn: Sides, scenario: str) -> bool:
    return differences(drawn.outcome(drawn.old, scenario), drawn.outcome(drawn.new, scenario)) != ()


@FEW
@given(sides())
def test_whoever_is_not_touched_gets_the_same_plan(drawn: Sides) -> None:
    touched, scenarios = shared(drawn)
    untouched = [id_ for id_ in scenarios if not any(drawn.alike & people for people in touched.by(id_))]
    assert [id_ for id_ in untouched if differing(drawn, id_)] == []


@settings(FEW, max_examples=5)
@given(sides())
def test_where_all_classes_were_looked_at_nobody_is_left_out(drawn: Sides) -> None:
    impact = compare(drawn.old, drawn.new, [CITY], START, most=30)
    left_out = {each.scenario for each in impact.bounded}
    changed = {each.scenario for each in impact.changes}
    exact = [id_ for id_ in shared(drawn)[1] if id_ not in left_out | changed]
    assert [id_ for id_ in exact if differing(drawn, id_)] == []


# Changes of a small nation: each says what must come out.


def load(path: Path, *changes: tuple[str, str]) -> Pack:
    text = path.read_text(encoding="utf-8")
    for old, new in changes:
        assert text.count(old) == 1
        text = text.replace(old, new)
    return load_pack(text, file=str(path))


def small(*changes: tuple[str, str], code: str = PROVINCE, most: int = 12) -> Impact:
    """A change of the nation or the province, seen from both."""
    old = [load(SEEDED / f"{each}.yaml") for each in (NATION, PROVINCE)]
    new = [pack if pack.region != code else load(SEEDED / f"{code}.yaml", *changes) for pack in old]
    return compare(Catalogue.of(old), Catalogue.of(new), [NATION, PROVINCE], START, most=most)


def told(change: Change) -> tuple[str, dict[str, str], list[str]]:
    said = [f"{each.aspect} {each.where}: {each.old} → {each.new}" for each in change.differences]
    return change.scenario, dict(change.witness.facts), said


def test_the_same_packs_change_nothing() -> None:
    impact = small()
    assert (impact.changed, impact.changes, impact.classes) == (False, (), 0)


def test_comments_and_lines_are_no_change() -> None:
    impact = small(("# A small province", "# Something else\n# A small province"))
    assert not impact.changed


def test_a_fee_changes_for_whoever_pays_it() -> None:
    impact = small(("fee: 5 yuan", "fee: 6 yuan"), most=1000)
    assert [told(each) for each in impact.changes] == [("want", {}, ["fee apply: 5 yuan → 6 yuan"])]
    assert impact.changes[0].regions == (PROVINCE,)
    assert impact.bounded == ()


def test_a_fee_for_some_changes_for_them_only() -> None:
    claims = "{claims: [{value: 5 yuan, for: {not: {age: 60+}}}, {value: 0 yuan, for: {age: 60+}}]}"
    (change,) = small(("fee: 5 yuan", f"fee: {claims}")).changes
    assert told(change) == ("want", {"age": "60"}, ["fee apply: 5 yuan → 0 yuan"])


def test_a_shorter_wait_ends_sooner() -> None:
    (change,) = small(("within 7 working", "within 3 working")).changes
    wait, finish = told(change)[2]
    assert wait == "dates apply ready: 0..7 working → 0..3 working"
    assert finish == "dates finish: 2026-12-02 → 2026-11-26"


def test_a_channel_that_ends_is_left_and_those_without_the_other_have_none() -> None:
    changes = small(("channels: {app: withdrawn}", "channels: {bank: withdrawn, app: {}}")).changes
    neither, held = "no-plan: active (nothing-gives), held (nothing-gives)", "no-plan: held (nothing-gives)"
    assert [told(each)[1:] for each in changes[:3]] == [
        ({}, ["channels enable: bank (bank-bank) → app"]),
        ({"now-in": "abroad"}, [f"outcome : {neither} → {held}"]),
        ({"smartphone": "no"}, ["outcome : plan → no-plan: active (nothing-gives)"]),
    ]


def test_a_channel_that_ends_for_children_concerns_children_only() -> None:
    (change,) = small(("channels: {app: withdrawn}", "channels: {app: withdrawn, bank: {only-if: {age: 16+}}}")).changes
    assert told(change)[1:] == ({"age": "0"}, ["outcome : plan → no-plan: active (nothing-gives)"])
    assert change.witness.python().startswith("decide(Applicant(age=0), ")


def test_a_channel_more_is_taken_where_it_is_better() -> None:
    impact = small(("channels: {app: withdrawn}", "channels: {app: {}}"))
    assert ["channels enable: bank (bank-bank) → app"] in [told(each)[2] for each in impact.changes]


def test_a_paper_is_no_longer_asked_for() -> None:
    papers = "requirements: {own-id: original, photo: 1 print}", "requirements: {own-id: original}"
    (change,) = small(papers, code=NATION).changes
    assert told(change)[2] == ["papers apply.photo: 1 print: photo → None"]
    assert change.regions == (NATION, PROVINCE)


def test_a_paper_more_is_asked_of_whom_it_concerns() -> None:
    more = "own-id: original, mandate: {value: original, when: {acts: agent}}, photo"
    (change,) = small(("own-id: original, photo", more), code=NATION).changes
    assert told(change)[1:] == ({"acts": "agent"}, ["papers apply.mandate: None → original: mandate"])


def test_a_step_more() -> None:
    need = "needs: [held]", "needs: [held, reported]"
    changes = small(need, ("    only-if: {card-state: lost}\n", ""), code=NATION).changes
    assert "steps report: None → self" in told(changes[0])[2]


def test_what_leaves_no_plan_is_told() -> None:
    changes = small(("channels: {app: withdrawn}", "channels: {app: withdrawn, bank: withdrawn}")).changes
    assert [told(each)[2] for each in changes] == [["outcome : plan → no-plan: active (nothing-gives)"]]


def test_a_deadline_moves() -> None:
    (change,) = small(("within: 30 calendar", "within: 20 calendar"), code=NATION).changes
    assert told(change) == (
        "want",
        {"hired-on": "2026-11-23"},
        ["dates deadline apply: 2026-12-23 → 2026-12-14"],
    )


def test_whoever_may_no_longer_go_is_told_apart_from_those_for_whom_somebody_else_goes() -> None:
    line = "who: {self: {age: %s+}, guardian: {age: under %s}, agent: any}\n    requirements: {own-id: original, photo"
    alone, accompanied = small((line % (16, 16), line % (18, 18)), code=NATION).changes
    assert told(alone)[1:] == ({"age": "16"}, ["outcome : plan → no-plan: ready (nothing-gives)"])
    assert told(accompanied)[1:] == ({"acts": "guardian", "age": "16"}, ["steps apply: self → guardian"])


def test_another_word_about_a_source_is_no_change() -> None:
    impact = small(("title: 乙", "title: 丙"), ("https://example.cn/province", "https://example.cn/elsewhere"))
    assert (impact.changed, impact.classes, impact.bounded) == (False, 0, ())


def test_a_claim_that_wins_nowhere_changes_nothing_for_certain() -> None:
    claims = "{claims: [{value: 5 yuan}, {value: 99 yuan, by: paper}]}"
    source = "sources:\n  paper: {kind: media, stated: 2025-01-01, title: 报, number: 1号}"
    impact = small(("fee: 5 yuan", f"fee: {claims}"), ("sources:", source))
    assert (impact.changed, impact.classes, impact.bounded) == (False, 0, ())


def test_scenarios_of_one_side_are_told() -> None:
    impact = small(("  lose: {zh", "  mislay: {zh"), code=NATION)
    (gone,), (begun,) = impact.scenarios_gone, impact.scenarios_new
    assert (gone.scenario, gone.regions) == ("lose", (NATION, PROVINCE))
    assert (begun.scenario, begun.regions) == ("mislay", (NATION, PROVINCE))
    assert impact.changed


def test_a_pack_more_or_less_changes_what_it_says() -> None:
    nation, province = (Catalogue.of(load(SEEDED / f"{each}.yaml") for each in codes) for codes in WITH_AND_WITHOUT)
    added = compare(nation, province, [PROVINCE], START, most=6)
    removed = compare(province, nation, [PROVINCE], START, most=6)
    assert (added.packs_new, added.packs_gone) == ((PROVINCE,), ())
    assert (removed.packs_new, removed.packs_gone) == ((), (PROVINCE,))
    fees = [[d for each in impact.changes for d in told(each)[2] if "fee" in d][:1] for impact in (added, removed)]
    assert fees == [["fee apply: 0..20 yuan → 5 yuan"], ["fee apply: 5 yuan → 0..20 yuan"]]


WITH_AND_WITHOUT = ((NATION,), (NATION, PROVINCE))


def test_what_is_left_out_is_told() -> None:
    old = Catalogue.of([load(SEEDED / f"{each}.yaml") for each in (NATION, PROVINCE)])
    new = old.packs[0], load(SEEDED / f"{PROVINCE}.yaml", ("fee: 5 yuan", "fee: 6 yuan"))
    impact = compare(old, Catalogue.of(new), [PROVINCE], START, most=3)
    assert [(each.scenario, each.regions, each.classes) for each in impact.bounded] == [("want", (PROVINCE,), 3)]
    assert impact_text(impact, "en").splitlines()[-2:] == [
        "not all compared: only the most typical 3 classes of each compared (want) [460000]",
        "1 region, those who begin on 2026-11-23: 1 change, 3 classes compared",
    ]


def test_with_too_many_questions_those_that_people_have_come_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("medcard.impact.compare.IN_ALL", 1)
    impact = small(("    fee: 0..20 yuan", "    fee: 0..30 yuan"), code=NATION)
    assert impact.classes == 1
    assert [(each.regions, each.classes) for each in impact.bounded] == [((NATION,), 1)]


@pytest.mark.parametrize(
    "change",
    [
        ("fee: 5 yuan", "fee: 6 yuan"),
        ("within 7 working", "within 3 working"),
        ("channels: {app: withdrawn}", "channels: {app: withdrawn, bank: {only-if: {age: 18+}}}"),
    ],
)
def test_the_witness_gets_another_plan(change: tuple[str, str]) -> None:
    old = Catalogue.of([load(SEEDED / f"{each}.yaml") for each in (NATION, PROVINCE)])
    new = Catalogue.of([old.packs[0], load(SEEDED / f"{PROVINCE}.yaml", change)])
    impact = compare(old, new, [PROVINCE], START, most=20)
    assert impact.changes
    for each in impact.changes:
        before, after = (each.witness.answer(packs) for packs in (old, new))
        assert attrs.evolve(before.question, data_version="") == attrs.evolve(after.question, data_version="")
        assert before != after


# Bundled packs and the command line.


def changed_file(code: str, tmp_path: Path, old: str, new: str) -> Path:
    text = (DATA / f"{code}.yaml").read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / f"{code}.yaml"
    path.write_text(text.replace(old, new), encoding="utf-8")
    return path


def test_a_bundled_city_changes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = changed_file(
        "460100", tmp_path, "fee: {value: 0..20 yuan, by: seed-003}", "fee: {value: 30 yuan, by: seed-003}"
    )
    argv = ["diff", "bundled", str(path), "--on", "2026-11-23", "--most", "2", "--format", "json"]
    assert main(argv) == 1
    value = json.loads(capsys.readouterr().out)
    Draft202012Validator(schema("diff")).validate(value)
    assert (value["regions"], value["changed"]) == (["460100"], True)
    (damaged,) = (each for each in value["changes"] if each["scenario"] == "damaged")
    assert damaged["differences"] == [{"aspect": "fee", "where": "card-replace", "old": "0..20 yuan", "new": "30 yuan"}]
    assert "lost" not in {each["scenario"] for each in value["changes"]}


def test_regions_can_be_chosen_and_are_grouped(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = changed_file("130000", tmp_path, "  card-reissue:\n    fee: 0 yuan", "  card-reissue:\n    fee: 9 yuan")
    argv = ["diff", "bundled", str(path), "--on", "2026-11-23", "--most", "1", "--lang", "en"]
    assert main([*argv, "--region", "130000", "--region", "保定市"]) == 1
    lines = [line for line in capsys.readouterr().out.splitlines() if line.startswith("lost, typical people")]
    assert lines == ["lost, typical people: fee card-reissue 0 yuan → 9 yuan [130000, 130600; 2 classes]"]


def test_a_folder_with_a_nation_stands_alone(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    for code in (NATION, PROVINCE):
        (tmp_path / f"{code}.yaml").write_bytes((SEEDED / f"{code}.yaml").read_bytes())
    argv = ["diff", str(tmp_path), "bundled", "--on", "2026-11-23", "--region", "460000", "--lang", "en"]
    assert main(argv) == 1
    out = capsys.readouterr().out
    assert "want: this scenario is gone" in out
    assert "lost: a new scenario" in out


def test_nothing_changed_ends_with_zero(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", "bundled", str(DATA / "460100.yaml"), "--on", "2026-11-23"]) == 0
    assert main(["diff", "bundled", "bundled", "--on", "2026-11-23"]) == 0
    assert capsys.readouterr().out.count("对谁都没有变化") == 2


def test_packs_that_name_what_is_not_there_are_not_compared(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = changed_file("460100", tmp_path, "  card-reissue:\n", "  card-reissue:\n    needs: [nope]\n")
    assert main(["diff", "bundled", str(path), "--on", "2026-11-23"]) == 2
    assert "unknown-id: no pack of the chain declares milestone 'nope'" in capsys.readouterr().err


def test_a_folder_without_packs_is_wrong(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", "bundled", str(tmp_path)]) == 2
    assert "there is no pack (*.yaml) in" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (["bundled", "nowhere.yaml"], "no such file or folder"),
        (["bundled", ""], "is no path"),
        (["bundled"], "NEW"),
        (["bundled", str(SEEDED)], "two-packs"),
        (["bundled", "bundled", "--most", "0"], "is no whole number from 1"),
        (["bundled", "bundled", "--region", "nowhere"], "no region is called"),
        (["bundled", "bundled", "--format", "html"], "is not one of text, json"),
    ],
)
def test_wrong_usage_is_told_in_a_line(argv: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", *argv]) == 2
    assert said in capsys.readouterr().err
