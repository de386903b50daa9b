"""The services that a plan uses as linked data: CPSV-AP 3.2.0 and schema.org (GovernmentService, ServiceChannel).

What the two vocabularies cannot say, such as time in working days, stands beside in words. Each service is named by
region and procedure, so that the same one has the same name in every plan. The context is in the file: no network.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import quote

from medcard.model import Text
from medcard.plan import Answer, Plan, Point, Requirement, SourceRef, Step
from medcard.rendering.drawable import the_plan
from medcard.rendering.names import UNCITED, Names
from medcard.rendering.sections import title
from medcard.rendering.steps import Steps
from medcard.rendering.words import language, words

Value = str | int | Mapping[str, "Value"] | Sequence["Value"]
Node = dict[str, Value]

_CONTEXT: Node = {
    "cpsv": "http://purl.org/vocab/cpsv#",
    "cv": "http://data.europa.eu/m8g/",
    "dct": "http://purl.org/dc/terms/",
    "eli": "http://data.europa.eu/eli/ontology#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "medcard": "urn:medcard:vocabulary:",
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_CURRENCY: Node = {"@id": "http://publications.europa.eu/resource/authority/currency/CNY", "@type": "skos:Concept"}


def render(answer: Answer, *, lang: str = "zh") -> str:
    """The graph as JSON-LD, words in one language. WrongArgument for an answer that is no plan."""
    return json.dumps(_Graph(the_plan(answer), lang).document(), ensure_ascii=False, indent=2) + "\n"


class _Graph:
    def __init__(self, plan: Plan, lang: str) -> None:
        self.plan = plan
        self.words = words(lang)
        self.tag = language(lang)
        self.names = Names(self.words, plan.question, plan, UNCITED)
        self.steps = Steps(self.names, plan)
        self.nodes: dict[str, Node] = {}
        self.givers: dict[str, str] = {}

    def document(self) -> Node:
        """The services in the order of the steps, after the list that names them in this order."""
        question = self.plan.question
        area = self._add("region", question.region.code, ("dct:Location", "schema:AdministrativeArea"))
        self.nodes[area] |= {"schema:name": self._said(question.region.name)}
        event = self._add("event", question.scenario, ("cv:Event", "cv:LifeEvent"))
        self.nodes[event] |= self._titled(question.scenario, question.scenario_name)
        services = [self._service(step, area, event) for step in self.plan.steps]
        items: list[Value] = [
            {"@type": "schema:ListItem", "schema:position": place, "schema:item": _ref(service)}
            for place, service in enumerate(dict.fromkeys(services), 1)
        ]
        listed: Node = {
            "@type": "schema:ItemList",
            "schema:name": self._said(title(self.plan, self.words)),
            "schema:itemListElement": items,
        }
        return {"@context": _CONTEXT, "@graph": [listed, *self.nodes.values()]}

    def _service(self, step: Step, area: str, event: str) -> str:
        service = self._iri("service", step.procedure)
        if service in self.nodes:
            return service
        before = dict.fromkeys(self.givers[need] for need in step.needs if need in self.givers)
        self._add("service", step.procedure, ("cpsv:PublicService", "schema:GovernmentService"))
        for result in step.results:
            self.givers.setdefault(result.milestone, service)
        authority, channel = self._authority(step, area), self._channel(step)
        given = self.words.several(self.words.of(result.name) for result in step.results)
        laws = [id_ for id_ in step.sources if self.names.kinds.get(id_) == "law"]
        self.nodes[service] |= {
            **self._titled(step.procedure, step.name),
            "schema:name": self._text(step.name),
            "dct:description": self._said(self.words("jsonld.gives", results=given or self.words.of(step.name))),
            "cv:hasCompetentAuthority": _ref(authority),
            "schema:provider": _ref(authority),
            "dct:spatial": _ref(area),
            "schema:areaServed": _ref(area),
            "cv:isGroupedBy": _ref(event),
            "cv:hasChannel": _ref(channel),
            "schema:availableChannel": _ref(channel),
            "cv:hasCost": _ref(self._cost(step, channel)),
            "cpsv:hasInput": [_ref(self._evidence(step, paper)) for paper in step.requirements],
            "cpsv:produces": [_ref(self._output(id_)) for id_ in dict.fromkeys(r.milestone for r in step.results)],
            "dct:requires": [_ref(other) for other in before if other != service],
            "cv:hasLegalResource": [_ref(self._source(id_, "eli:LegalResource")) for id_ in laws],
            "dct:source": [_ref(self._source(id_, "foaf:Document")) for id_ in step.sources if id_ not in laws],
        }
        return service

    def _authority(self, step: Step, area: str) -> str:
        kinds = ("cv:PublicOrganisation", "schema:Organization")
        authority = self._add("authority", step.authority or "unknown", kinds)
        name = self._said(self.words.known(f"authority.{step.authority}", step.authority))
        self.nodes[authority] |= {"skos:prefLabel": name, "schema:name": name, "dct:spatial": _ref(area)}
        return authority

    def _channel(self, step: Step) -> str:
        channel = self._add("channel", step.id, ("cv:Channel", "schema:ServiceChannel"))
        days = (step.holds.latest - step.on.latest).days
        time: Node = {"@type": "xsd:duration", "@value": f"P{max(days, 0)}D"}
        waits = self.words.several(self.steps.stretch(part) for result in step.results for part in result.waits)
        phones = dict.fromkeys(self.words.plain(point.phone) for point in step.points if point.phone)
        self.nodes[channel] |= {
            "dct:identifier": step.id,
            "dct:description": self._text(step.channel_name),
            "schema:name": self._text(step.channel_name),
            "cv:processingTime": time,
            "schema:processingTime": f"P{max(days, 0)}D",
            "medcard:wait": [self._said(waits)] if waits else [],
            "schema:servicePhone": [{"@type": "schema:ContactPoint", "schema:telephone": phone} for phone in phones],
            "schema:serviceLocation": [self._place(point) for point in step.points],
        }
        return channel

    def _place(self, point: Point) -> Node:
        address: Node = {"schema:address": self._said(point.address)} if point.address else {}
        return {"@type": "schema:Place", "schema:name": self._text(point.name), **address}

    def _cost(self, step: Step, channel: str) -> str:
        cost = self._add("cost", step.id, ("cv:Cost",))
        self.nodes[cost] |= {
            "dct:identifier": step.id,
            "dct:description": self._said(self.words.money(step.fee_fen)),
            "cv:hasValue": {
                "@type": "xsd:double",
                "@value": f"{step.fee_fen.most // 100}.{step.fee_fen.most % 100:02}",
            },
            "cv:currency": _CURRENCY,
            "cv:ifAccessedThrough": _ref(channel),
        }
        return cost

    def _evidence(self, step: Step, paper: Requirement) -> str:
        evidence = self._add("evidence", f"{step.procedure}/{paper.evidence}", ("cv:Evidence",))
        described = {"dct:description": self._said(self.steps.carried(paper))}
        self.nodes[evidence] |= {**self._titled(paper.evidence, paper.name), **described}
        return evidence

    def _output(self, milestone: str) -> str:
        output = self._add("output", milestone, ("cv:Output",))
        name = self.names.milestones.get(milestone, Text(milestone))
        self.nodes[output] |= self._titled(milestone, name)
        return output

    def _source(self, id_: str, kind: str) -> str:
        source = self._add("source", id_, (kind, "schema:CreativeWork"))
        found = next((each for each in self.plan.sources if each.id == id_), None)
        self.nodes[source] |= {"dct:identifier": id_, **dict(self._about(found) if found else ())}
        return source

    def _about(self, source: SourceRef) -> Iterator[tuple[str, Value]]:
        name: Node = {"@language": "zh-Hans", "@value": self.words.plain(source.title)}
        yield from (("dct:title", name), ("schema:name", name))
        if source.publisher:
            yield "schema:publisher", self.words.plain(source.publisher)
        if source.stated_on:
            yield "dct:issued", source.stated_on
        if source.url:
            yield "schema:url", source.url
        yield "schema:lastReviewed", source.checked_on.isoformat()

    def _add(self, kind: str, name: str, types: Sequence[str]) -> str:
        """A node of that name; what is added to one that is there already takes the place of what it had."""
        iri = self._iri(kind, name)
        self.nodes.setdefault(iri, {"@id": iri, "@type": list(types)})
        return iri

    def _iri(self, kind: str, name: str) -> str:
        return f"urn:medcard:{self.plan.question.region.code}:{kind}:{quote(name, safe='')}"

    def _titled(self, identifier: str, name: Text) -> Node:
        return {"dct:identifier": identifier, "dct:title": self._text(name)}

    def _text(self, text: Text) -> Node:
        """Words with the language that they are in: Chinese where nobody gave the other."""
        tag = self.tag if text.en is not None else language("zh")
        return {"@language": tag, "@value": self.words.of(text)}

    def _said(self, said: str) -> Node:
        return {"@language": self.tag, "@value": self.words.plain(said)}


def _ref(iri: str) -> Node:
    return {"@id": iri}
