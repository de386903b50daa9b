"""Proofs over packs: sets of people agree with the planner, every seeded fault is found, and its witness shows it."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from time import process_time
from typing import Any

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import medcard
from medcard.calendars import work_calendar
from medcard.case_reader import read_cases
from medcard.cases import run
from medcard.catalogue import AnyStatement, Catalogue, Rules, conditions_in, conditions_of
from medcard.choosing import BY_CHANCE, Chooser, ranked
from medcard.cli import main
from medcard.conditions import Known, Truth, truth
from medcard.errors import MissingAssumption
from medcard.faults import Fault
from medcard.grounding.acts import Acts
from medcard.grounding.admission import NO_PAPER_FITS
from medcard.grounding.calendars import Calendars
from medcard.grounding.grounded import GroundedAct, Rejected
from medcard.grounding.holding import Holding
from medcard.known import understand
from medcard.model import NATION, Field, Pack, Special
from medcard.packs.discover import bundled, bundled_pack
from medcard.packs.load import load_pack
from medcard.packs.references import check_references
from medcard.people import People
from medcard.plan import NoPlan
from medcard.planner import decide
from medcard.proofs.chain import Chain, Country
from medcard.proofs.prove import Finding, Proof, prove
from medcard.regions import region
from strategies.packs import CHAIN, CITY, PROVINCE, START, catalogues

SEEDED = Path(__file__).parent / "seeded"
NAMES = sorted(path.stem for path in SEEDED.glob("*.yaml") if "-" in path.stem and ".province" not in path.name)
FEW = settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))


# Laws: what is worked out for everybody at once is what the planner finds for each.


def anybody(country: Country, draw: Callable[[int], int]) -> tuple[Known, People]:
    """Somebody of whom everything is known, and the set of those who are alike."""
    population = country.population
    index = draw(len(population.births))
    birth = population.births[index][1]
    alike, values = population.born((index,)), dict[str, str]()
    for fact in population.facts:
        values[fact.name] = fact.values[draw(len(fact.values))]
        alike &= population.having(fact.name, (values[fact.name],))
    return Known(on=country.day, values=values, born=(birth, birth)), alike


def acts_of(rules: Rules, known: Known) -> Acts:
    calendars = Calendars(work_calendar(), known.on)
    chooser = Chooser(rules, known)
    return Acts(chooser, calendars, Holding(chooser, calendars))


def disagreements(chain: Chain, known: Known, alike: People) -> Iterator[str]:
    """Channels that the sets and the planner give to different actors, or to nobody."""
    acts = acts_of(chain.rules, known)
    for procedure in chain.rules.channels:
        admitted = alike <= chain.admitted(procedure)
        for act in acts.acts(procedure):
            offer = chain.offer(procedure, act.channel)
            mine = [actor for actor, people in offer.able if admitted and alike <= people]
            theirs = [act.actor] if isinstance(act, GroundedAct) else []
            yield from [f"{act.id}: {mine} and {theirs}"] * (mine != theirs)


@FEW
@given(catalogues(8), st.data())
def test_who_can_use_a_channel_is_whom_the_planner_lets(catalogue: Catalogue, data: st.DataObject) -> None:
    country = Country(catalogue.packs, START)
    known, alike = anybody(country, lambda size: data.draw(st.integers(0, size - 1)))
    assert list(disagreements(country.chain(catalogue, CHAIN), known, alike)) == []


@pytest.mark.parametrize("code", ["000000", "110000", "440100", "460100"])
def test_so_it_is_with_bundled_packs(code: str) -> None:
    catalogue = whole(code)
    assert sampled(Country(catalogue.packs, date(2026, 11, 22)), catalogue, code) == []


@pytest.mark.extra
def test_so_it_is_with_every_bundled_pack() -> None:
    catalogue = Catalogue.of(map(given_pack, bundled()))
    country = Country(catalogue.packs, date(2026, 11, 22))
    assert {code: found for code in bundled() if (found := sampled(country, catalogue, code))} == {}


def given_pack(code: str) -> Pack:
    pack = bundled_pack(code)
    assert pack is not None
    return pack


def whole(code: str) -> Catalogue:
    """The bundled packs of a region's chain."""
    return Catalogue.of(pack for each in region(code).chain if (pack := bundled_pack(each.code)))


def sampled(country: Country, catalogue: Catalogue, code: str) -> list[str]:
    draw = random.Random(code).randrange
    chain = country.chain(catalogue, [each.code for each in region(code).chain])
    return [found for _ in range(25) for found in disagreements(chain, *anybody(country, draw))]


@FEW
@given(catalogues(8), st.data())
def test_who_cannot_reach_a_goal_has_no_plan(catalogue: Catalogue, data: st.DataObject) -> None:
    country = Country(catalogue.packs, START)
    chain = country.chain(catalogue, CHAIN)
    known, alike = anybody(country, lambda size: data.draw(st.integers(0, size - 1)))
    for scenario in chain.rules.scenarios.values():
        alike &= chain.usual(scenario)
        for need in scenario.goal:
            wanted = alike & chain.population.of(need.when)
            if wanted and not wanted & chain.reached.get(need.milestone, chain.population.nobody):
                assert isinstance(asked(catalogue, scenario.id, known), NoPlan)


def asked(catalogue: Catalogue, scenario: str, known: Known) -> object:
    """What comes out for somebody of whom everything is known."""
    told = {**known.values, "birth-date": known.born[0], "scenario": scenario}
    return decide(
        *medcard.from_facts(told, asks=catalogue.asks), region=CITY, on=known.on, assume="typical", catalogue=catalogue
    )


# Seeded faults: each file says what must be found in it, and nothing else may be.


def load(path: Path) -> Pack:
    return load_pack(path.read_bytes(), file=str(path))


@attrs.frozen
class Seed:
    """A small nation, a province and a city with one fault, proved."""

    catalogue: Catalogue
    proof: Proof
    expected: list[str]

    @classmethod
    @cache
    def of(cls, name: str) -> Seed:
        province = SEEDED / f"{name}.province.yaml"
        chain = [load(SEEDED / "000000.yaml"), load(province if province.exists() else SEEDED / "460000.yaml")]
        city = SEEDED / f"{name}.yaml"
        chain.append(load(city))
        assert check_references(chain) == ()
        catalogue = Catalogue.of(chain)
        lines = city.read_text(encoding="utf-8").splitlines()
        expected = [line.removeprefix("# expect: ") for line in lines if line.startswith("# expect: ")]
        return cls(catalogue, prove(catalogue, [PROVINCE, CITY], START), expected)


def told(proof: Proof) -> list[str]:
    return sorted(f"{finding.fault} {finding.where}" for finding in proof.findings)


def test_there_are_many_seeds_of_every_fault() -> None:
    words = {line.split()[0] for name in NAMES for line in Seed.of(name).expected}
    assert len(NAMES) >= 30
    assert words == {fault.value for fault in Fault}


def test_without_a_seed_nothing_is_found() -> None:
    catalogue = Catalogue.of([load(SEEDED / "000000.yaml"), load(SEEDED / "460000.yaml")])
    assert told(prove(catalogue, [NATION, PROVINCE], START)) == []


def test_what_a_region_assumes_is_assumed_there_only() -> None:
    nation = (SEEDED / "000000.yaml").read_text(encoding="utf-8")
    nation = nation.replace("making: 0..10 working, ", "").replace(
        "{review+making: within 10 working}", "{review: same day}"
    )
    province = (SEEDED / "460000.yaml").read_text(encoding="utf-8").partition("procedures:")[0]
    province += "assumed: {making: 0..9 working}\n"
    packs = [load_pack(text, file=file) for text, file in ((nation, "nation"), (province, "province"))]
    assert told(prove(Catalogue.of(packs), [PROVINCE, NATION], START)) == [
        "no-value apply@app.wait.making",
        "no-value apply@window.wait.making",
    ]


def test_where_there_is_no_scenario_there_is_nobody_to_show_a_fault() -> None:
    nation = (SEEDED / "000000.yaml").read_text(encoding="utf-8").partition("scenarios:")[0]
    gap = load_pack(nation.replace("making: 0..10 working, ", "").replace("review+making:", "review:"), file="nation")
    assert told(prove(Catalogue.of([gap]), [NATION], START)) == []


@pytest.mark.parametrize("name", NAMES)
def test_a_seeded_fault_is_found_and_nothing_else(name: str) -> None:
    seed = Seed.of(name)
    assert told(seed.proof) == sorted(seed.expected)


@attrs.frozen
class Shown:
    """A finding, and what the planner does with its witness."""

    finding: Finding
    catalogue: Catalogue
    country: Country

    @property
    def rules(self) -> Rules:
        return self.country.chain(self.catalogue, CHAIN).rules

    def known(self, **more: str) -> Known:
        """Everything about the witness: what is told, then the scenario's and the typical values."""
        witness = self.finding.witness
        rule = self.rules.scenarios[witness.scenario]
        facts = self.country.facts
        typical = {name: fact.typical or fact.values[0] for name, fact in facts.items()}
        typical |= {"age": "30", **dict(rule.typical), **dict(rule.facts)}
        said = dict(witness.facts)
        ages = {"age", "age-days", "birth-date"}
        typical = {name: value for name, value in typical.items() if name not in ages or not ages & said.keys()}
        applicant, scenario = medcard.from_facts(
            {**typical, **said, **more, "scenario": rule.id}, asks=self.catalogue.asks
        )
        return understand(applicant, scenario, rule, region(CITY), START, self.catalogue.asks)

    def everybody(self, people: int = 60) -> Iterator[Known]:
        """The witness, and others."""
        yield self.known()
        draw = random.Random(self.finding.where).randrange
        for _ in range(people):
            yield anybody(self.country, draw)[0]

    def act(self, known: Known) -> GroundedAct | Rejected:
        """What becomes of the channel where the fault is."""
        procedure, _, rest = self.finding.where.partition("@")
        return acts_of(self.rules, known).act(procedure, rest.partition(".")[0])

    def acts(self, known: Known) -> tuple[GroundedAct | Rejected, ...]:
        """What becomes of every channel of the procedure where the fault is."""
        return acts_of(self.rules, known).acts(self.finding.where)

    def means(self) -> Iterator[Known]:
        """The witness with all the means that may be granted."""
        facts = self.country.facts
        for actor in facts["acts"].values:
            for place in facts["now-in"].values:
                yield self.known(**{"acts": actor, "now-in": place, "smartphone": "yes", "can-travel": "yes"})

    def statement(self) -> AnyStatement:
        """The statement at fault."""
        here = (self.finding.where, self.finding.file, self.finding.line)
        (found,) = (
            statement
            for pack in self.catalogue.packs
            for statement in pack.statements
            if (str(statement.field), statement.origin.file, statement.origin.line) == here
        )
        return found

    def chosen(self, channel: str | None = None) -> Any:
        field = self.statement().field
        chooser = Chooser(self.rules, self.known())
        name = channel or field.channel or next(iter(self.rules.channels[field.owner]))
        return chooser.one(field.owner, field.name, name, field.line)


def shows_unserved(shown: Shown) -> bool:
    """The question of the witness, and every other one with better means, has no plan."""
    answers = [shown.finding.witness.answer(shown.catalogue)]
    milestone = shown.finding.where.partition(".")[2]
    return all(isinstance(each, NoPlan) and milestone in [c.milestone for c in each.causes] for each in answers) or all(
        isinstance(each, NoPlan) for each in answers
    )


def shows_no_channel(shown: Shown) -> bool:
    return all(
        isinstance(act, Rejected) and any(cause.condition for cause in act.causes)
        for known in shown.means()
        for act in shown.acts(known)
    )


def shows_no_actor(shown: Shown) -> bool:
    return all(isinstance(act, Rejected) for known in shown.means() for act in shown.acts(known))


def shows_no_paper(shown: Shown) -> bool:
    act = shown.act(shown.known())
    return isinstance(act, Rejected) and NO_PAPER_FITS in [cause.text for cause in act.causes]


def shows_no_value(shown: Shown) -> bool:
    if ".fee" in shown.finding.where:
        act = shown.act(shown.known())
        return isinstance(act, GroundedAct) and act.fee_chosen.statement is None
    with pytest.raises(MissingAssumption):
        shown.act(shown.known())
    return True


def shows_tie(shown: Shown) -> bool:
    chosen = shown.chosen()
    (loser,) = (each for each in chosen.losers if each.origin == shown.finding.against)
    places = {id(each): rank for rank, each in ranked_of(shown, chosen.statement.field)}
    mine, other = places[id(chosen.statement)], places[id(loser)]
    return bool(chosen.statement is shown.statement() and mine[:BY_CHANCE] == other[:BY_CHANCE])


def ranked_of(shown: Shown, field: Field) -> Any:
    return ranked(shown.rules, field.owner, field.name, field.channel, field.line)


def shows_against_law(shown: Shown) -> bool:
    law = shown.chosen().statement
    return bool(law.fixed and law.origin == shown.finding.against and law.origin.region == NATION)


def shows_never_used(shown: Shown) -> bool:
    statement = shown.statement()
    about = truth(statement.about, shown.known()) is Truth.YES
    return about and bool(shown.chosen().statement.origin == shown.finding.against)


def shows_dead_condition(shown: Shown) -> bool:
    """Nobody who is looked at meets one of the conditions where it stands."""
    written = conditions_written(shown)
    met = {
        id(each) for known in shown.everybody() for each in written if truth(each, acting(shown, known)) is Truth.YES
    }
    return len(met) < len(written)


def conditions_written(shown: Shown) -> tuple[Any, ...]:
    declared = {each.id: each for pack in shown.catalogue.packs for each in (*pack.milestones, *pack.scenarios)}
    if shown.finding.where in declared:
        return tuple(conditions_of(declared[shown.finding.where]))
    return (shown.statement().about, *conditions_in(shown.statement().value))


def acting(shown: Shown, known: Known) -> Known:
    """The facts as an act of the procedure sees them; of somebody who cannot use it, with nothing that can hold."""
    owner = shown.finding.where.partition(".")[0].partition("@")[0]
    acts = [act for act in acts_of(shown.rules, known).acts(owner) if isinstance(act, GroundedAct)]
    return next((known.acting(act.actor) for act in acts), NOTHING_KNOWN) if owner in shown.rules.channels else known


NOTHING_KNOWN = Known(on=START, born=(date(1900, 1, 1), START))


def shows_idle_channel(shown: Shown) -> bool:
    return all(isinstance(shown.act(known), Rejected) for known in shown.everybody())


def shows_nothing_withdrawn(shown: Shown) -> bool:
    field = shown.statement().field
    channels = [each for each in shown.rules.channels[field.owner] if field.channel in Rules.levels(each)]
    others = [s for c in channels for s in shown.rules.candidates(field.owner, field.name, c, field.line)]
    return {s.value for s in others} == {Special.WITHDRAWN}


SHOWS: Mapping[Fault, Callable[[Shown], bool]] = {
    Fault.UNSERVED: shows_unserved,
    Fault.NO_CHANNEL: shows_no_channel,
    Fault.NO_ACTOR: shows_no_actor,
    Fault.NO_PAPER: shows_no_paper,
    Fault.NO_VALUE: shows_no_value,
    Fault.TIE: shows_tie,
    Fault.AGAINST_LAW: shows_against_law,
    Fault.NEVER_USED: shows_never_used,
    Fault.DEAD_CONDITION: shows_dead_condition,
    Fault.IDLE_CHANNEL: shows_idle_channel,
    Fault.NOTHING_WITHDRAWN: shows_nothing_withdrawn,
}


@pytest.mark.parametrize("name", NAMES)
def test_the_witness_really_shows_the_fault(name: str) -> None:
    seed = Seed.of(name)
    country = Country(seed.catalogue.packs, START)
    shown = [Shown(finding, seed.catalogue, country) for finding in seed.proof.findings]
    assert [f"{each.finding.fault} {each.finding.where}" for each in shown if not SHOWS[each.finding.fault](each)] == []


@pytest.mark.parametrize("name", NAMES)
def test_the_witness_can_be_pasted_as_python_and_as_a_case(name: str) -> None:
    seed = Seed.of(name)
    names = {**{each: getattr(medcard, each) for each in medcard.__all__}, "date": date}
    answerable = [finding for finding in seed.proof.findings if ".wait." not in finding.where]
    for finding in answerable:
        assert eval(finding.witness.python(), names) == finding.witness.answer(seed.catalogue)
        text = finding.witness.case(finding.where, seed.catalogue)
        (case,) = read_cases(text, file="seed.cases.yaml", region=CITY, asks=seed.catalogue.asks)
        assert run(case, seed.catalogue) == ()


# What a pack accepts, with a reason.


def with_assumptions(name: str, *entries: str) -> Proof:
    """A seed whose city accepts something."""
    seed = Seed.of(name)
    assumes = "assumes:\n" + "".join(f"  - {{{entry}, zh: 知道}}\n" for entry in entries)
    city = load_pack((SEEDED / f"{name}.yaml").read_text(encoding="utf-8") + assumes, file="city.yaml")
    packs = [pack for pack in seed.catalogue.packs if pack.region != CITY]
    return prove(Catalogue.of([*packs, city]), [CITY], START)


def test_an_accepted_finding_is_not_told() -> None:
    proof = with_assumptions("no-channel-ages", "code: no-channel, where: subsidy, for: {age: under 16}")
    assert (told(proof), proof.accepted, proof.stale) == ([], 1, ())


def test_patterns_accept_several() -> None:
    proof = with_assumptions("unserved-circle", 'code: unserved, where: "want.*"')
    assert (told(proof), proof.accepted, proof.stale) == ([], 2, ())


def test_those_for_whom_it_is_not_accepted_are_told() -> None:
    proof = with_assumptions("no-channel-ages", "code: no-channel, where: subsidy, for: {age: under 14}")
    (finding,) = proof.findings
    assert (told(proof), proof.accepted, proof.stale) == (["no-channel subsidy"], 0, ())
    assert dict(finding.witness.facts)["age"] in ("14", "15")


@pytest.mark.parametrize(
    "entry",
    [
        "code: no-actor, where: subsidy",
        "code: no-channel, where: apply",
        "code: no-channel, where: subsidy, for: {age: 16+}",
    ],
)
def test_what_accepts_nothing_is_told(entry: str) -> None:
    proof = with_assumptions("no-channel-ages", entry)
    assert told(proof) == ["no-channel subsidy"]
    assert [(stale.file, stale.accepted.line) for stale in proof.stale] == [("city.yaml", 14)]


def test_an_assumption_of_the_province_holds_for_its_cities() -> None:
    seed = Seed.of("never-used-for")
    text = (SEEDED / "460000.yaml").read_text(encoding="utf-8")
    text += "assumes: [{code: never-used, where: apply.fee, zh: 网页上的旧说法都留着}]\n"
    packs = [pack for pack in seed.catalogue.packs if pack.region != PROVINCE]
    proof = prove(Catalogue.of([*packs, load_pack(text, file="460000.yaml")]), [CITY], START)
    assert (told(proof), proof.accepted) == ([], 1)


def test_what_begins_or_ends_later_is_looked_at_on_its_day() -> None:
    seed = Seed.of("no-channel-ages")
    city = (SEEDED / "no-channel-ages.yaml").read_text(encoding="utf-8")
    channels = "{phone: {until: 2027-06-30}, window: {only-if: {age: 60+}}}"
    subsidy = f"{{zh: 补贴, authority: hrss, gives: {{told: []}}, fee: 0 yuan, channels: {channels}}}"
    city = city[: city.index("procedures:")] + f"procedures: {{subsidy: {subsidy}}}\n"
    packs = [pack for pack in seed.catalogue.packs if pack.region != CITY]
    (finding,) = prove(Catalogue.of([*packs, load_pack(city, file="460100.yaml")]), [CITY], START).findings
    assert (finding.fault, finding.witness.on) == (Fault.NO_CHANNEL, date(2027, 7, 1))


# The command line, and the bundled packs.


def test_the_command_prints_each_finding_with_its_witness(capsys: pytest.CaptureFixture[str]) -> None:
    argv = ["check", "--prove", "--lang", "en", "--on", START.isoformat()]
    paths = [str(SEEDED / f"{name}.yaml") for name in ("000000", "460000", "no-channel-ages")]
    assert main([*argv, *paths]) == 1
    first, question, case, count = capsys.readouterr().out.splitlines()
    assert first.startswith(f"{paths[2]}:12:1: no-channel: subsidy: {{age: 0}} is admitted, but by no channel")
    assert question.startswith("    decide(Applicant(age=0), ")
    assert case.startswith("    - {name: no-channel subsidy, given: {scenario: ")
    assert count == "3 packs, for everybody who begins on 2026-11-23: 1 found, 0 accepted in the packs"


def test_clean_packs_end_with_zero(capsys: pytest.CaptureFixture[str]) -> None:
    paths = [str(SEEDED / "000000.yaml"), str(SEEDED / "460000.yaml")]
    assert main(["check", "--prove", "--on", START.isoformat(), *paths]) == 0
    assert capsys.readouterr().out == "2 个数据包，2026-11-23 起办事的人：0 处发现，另有 0 处写明了接受\n"


def test_a_pack_with_problems_is_not_proved(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "460100.yaml").write_text("pack: medcard/pack/1\n", encoding="utf-8")
    assert main(["check", "--prove", str(tmp_path)]) == 1
    assert "missing-key" in capsys.readouterr().out


@pytest.mark.parametrize("code", ["000000", "110000", "320100", "440500", "460100", "510100"])
def test_bundled_packs_prove_clean(code: str) -> None:
    assert found_in(prove(whole(code), [code], date(2026, 11, 23))) == []


@pytest.mark.extra
def test_the_whole_country_proves_clean_in_a_minute() -> None:
    catalogue = Catalogue.of(map(given_pack, bundled()))
    begun = process_time()
    proof = prove(catalogue, bundled(), date(2026, 11, 23))
    assert found_in(proof) == []
    assert process_time() - begun < 60


def found_in(proof: Proof) -> list[str]:
    """What a bundled pack must not have."""
    found = [f"{each.file}:{each.line}: {each.fault}: {each.where}: {each.text.zh}" for each in proof.findings]
    return found + [f"{each.file}:{each.accepted.line}: stale" for each in proof.stale]
