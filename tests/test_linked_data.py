"""JSON-LD: what CPSV-AP 3.2.0 and schema.org ask for is there, the graph needs no network, and names are stable."""

from __future__ import annotations

import json
import os
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rdflib import RDF, XSD, Graph, Literal, Namespace, URIRef
from rdflib.term import Node

from medcard import plan as p
from medcard.known import from_facts
from medcard.planner import decide, load_catalogue
from medcard.rendering import render
from medcard.rendering.words import LANGUAGES
from strategies.plans import plans

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib.*")  # its own, of its own calls
SLOW = settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
CPSV, CV = Namespace("http://purl.org/vocab/cpsv#"), Namespace("http://data.europa.eu/m8g/")
DCT, SKOS = Namespace("http://purl.org/dc/terms/"), Namespace("http://www.w3.org/2004/02/skos/core#")
SCHEMA = Namespace("https://schema.org/")
TITLED = {DCT.identifier: None, DCT.title: None}
ASKED: dict[URIRef, dict[URIRef, URIRef | None]] = {
    CPSV.PublicService: {**TITLED, DCT.description: None, CV.hasCompetentAuthority: CV.PublicOrganisation},
    CV.PublicOrganisation: {SKOS.prefLabel: None, DCT.spatial: DCT.Location},
    CV.Channel: {DCT.identifier: None},
    CV.Cost: {DCT.identifier: None, CV.currency: SKOS.Concept, CV.ifAccessedThrough: CV.Channel},
    CV.Evidence: TITLED,
    CV.Output: TITLED,
    CV.Event: TITLED,
}
"""Class → properties that each of its things has, and the class of what they lead to."""
CATALOGUE = load_catalogue("海口")
SCENARIOS = sorted({rule.id for pack in CATALOGUE.packs for rule in pack.scenarios})


def asked(scenario: str) -> p.Answer:
    applicant, wanted = from_facts({"scenario": scenario})
    return decide(applicant, wanted, region="海口", on=date(2026, 11, 23), assume="typical", catalogue=CATALOGUE)


PLANS = {name: answer for name in SCENARIOS if isinstance(answer := asked(name), p.Plan)}


def graph(plan: p.Plan, lang: str = "zh") -> Graph:
    return Graph().parse(data=render(plan, "jsonld", lang), format="json-ld")


def lacking(of: Graph) -> list[tuple[Node, URIRef]]:
    """What has no value, or one of another class, for something that its class asks for."""
    return [
        (thing, asked_for)
        for kind, properties in ASKED.items()
        for thing in of.subjects(RDF.type, kind)
        for asked_for, leads_to in properties.items()
        if not [each for each in of.objects(thing, asked_for) if leads_to in (None, *of.objects(each, RDF.type))]
    ]


@SLOW
@given(plans(), st.sampled_from(LANGUAGES))
def test_nothing_that_the_profile_asks_for_is_lacking(plan: p.Plan, lang: str) -> None:
    made = graph(plan, lang)
    assert lacking(made) == []
    languages = {each.language for each in made.objects() if isinstance(each, Literal) and each.language}
    assert languages <= {"zh-Hans", lang}


@pytest.mark.parametrize("scenario", PLANS)
def test_each_step_is_a_service_with_channel_cost_papers_and_results(scenario: str) -> None:
    plan = PLANS[scenario]
    made = graph(plan)
    assert lacking(made) == []
    services = {str(made.value(each, DCT.identifier)): each for each in made.subjects(RDF.type, CPSV.PublicService)}
    assert set(services) == {step.procedure for step in plan.steps}
    for step in plan.steps:
        service = services[step.procedure]
        assert (service, RDF.type, SCHEMA.GovernmentService) in made
        assert {str(made.value(each, DCT.identifier)) for each in made.objects(service, CV.hasChannel)} == {step.id}
        papers = {str(made.value(each, DCT.identifier)) for each in made.objects(service, CPSV.hasInput)}
        assert papers == {paper.evidence for paper in step.requirements}
        given_ = {str(made.value(each, DCT.identifier)) for each in made.objects(service, CPSV.produces)}
        assert given_ == {result.milestone for result in step.results}
        (cost,) = made.objects(service, CV.hasCost)
        value = made.value(cost, CV.hasValue)
        assert isinstance(value, Literal)
        assert (value.datatype, float(value)) == (XSD.double, step.fee_fen.most / 100)


def test_a_service_requires_those_that_give_what_it_needs() -> None:
    made = graph(PLANS["newborn"])
    names = {each: str(made.value(each, DCT.identifier)) for each in made.subjects(RDF.type, CPSV.PublicService)}
    required = {(names[one], names[other]) for one, _, other in made.triples((None, DCT.requires, None))}
    assert ("card-first-issue", "household-registration") in required
    assert ("card-collect", "card-first-issue") in required


def test_the_list_has_the_order_of_the_steps() -> None:
    plan = PLANS["lost"]
    listed = json.loads(render(plan, "jsonld"))["@graph"][0]["schema:itemListElement"]
    assert [each["schema:item"]["@id"].rpartition(":")[2] for each in listed] == [s.procedure for s in plan.steps]


def test_the_same_service_has_the_same_name_in_every_plan_and_language() -> None:
    one, other = graph(PLANS["lost"]), graph(PLANS["damaged"], "en")
    shared = set(one.subjects(RDF.type, CPSV.PublicService)) & set(other.subjects(RDF.type, CPSV.PublicService))
    assert shared
    assert not any(str(each).startswith("http") for each in shared)


def test_the_context_is_in_the_file() -> None:
    context = json.loads(render(PLANS["lost"], "jsonld"))["@context"]
    assert all(isinstance(each, str) and not each.endswith(".jsonld") for each in context.values())


@pytest.fixture(scope="module")
def shapes() -> Graph:
    """The official shapes, which are the European Union's (CC BY 4.0): a file that does not come with medcard."""
    path = Path(os.environ.get("CPSV_AP_SHAPES", "nowhere"))
    if not path.is_file():
        pytest.skip("set CPSV_AP_SHAPES to releases/3.2.0/shacl/cpsv-ap-SHACL.ttl of the repository CPSV-AP of SEMIC")
    return Graph().parse(path)


@pytest.mark.extra
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("scenario", PLANS)
def test_the_graph_conforms_to_the_official_shapes(scenario: str, lang: str, shapes: Graph) -> None:
    conforms, _, report = validate(graph(PLANS[scenario], lang), shacl_graph=shapes)
    assert conforms, report


@pytest.mark.extra
def test_the_official_shapes_miss_a_title(shapes: Graph) -> None:
    bare = graph(PLANS["lost"])
    bare.remove((None, DCT.title, None))
    assert not validate(bare, shacl_graph=shapes)[0]


def validate(made: Graph, shacl_graph: Graph) -> tuple[bool, object, str]:
    """What pyshacl says: whether it conforms, and a report."""
    pyshacl = pytest.importorskip("pyshacl")
    conforms, details, report = pyshacl.validate(made, shacl_graph=shacl_graph)
    return bool(conforms), details, str(report)
