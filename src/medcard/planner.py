"""The question to the answer: the only module that knows the order of the stages.

Pure but for reading packs: the same question and the same packs give the same answer, whatever the clock, the
environment or the order of files.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from datetime import date
from difflib import get_close_matches
from functools import lru_cache, partial

from medcard.applicant import Applicant
from medcard.arguments import expect, expect_all
from medcard.calendars import WorkCalendar
from medcard.casework import begun_of
from medcard.catalogue import Catalogue, Rules
from medcard.deciding import Deciding
from medcard.errors import InvalidFacts, NotAPlan, UnknownScenario, WrongArgument, brief
from medcard.grounding.calendars import working
from medcard.inquiry import Inquiry
from medcard.known import from_facts, local, shown, understand
from medcard.model import ScenarioRule, Text
from medcard.packs.discover import load_chain
from medcard.plan import Answer, Aspect, Case, Named, NoPlan, Plan, Prefer, Question, RegionRef, Undecided
from medcard.problem import Problem
from medcard.regions import Region, find_region
from medcard.regions import region as region_of
from medcard.scenario import CardScenario

TYPICAL = "typical"
Where = str | Region
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2999, 12, 31)
"""The days on which a person may start: dates that lie 151 years before and the horizon after them exist."""


def load_catalogue(region: Where, *, paths: Iterable[str | os.PathLike[str]] = ()) -> Catalogue:
    """The packs of a region's chain, bundled and under ``paths``.

    Raises InvalidPack with every problem of a pack, UnknownRegion, AmbiguousRegion, WrongArgument.
    """
    paths = expect_all("paths", paths, str | os.PathLike, "a list of paths, as text or Path")
    codes = tuple(each.code for each in _region(region).chain)
    return Catalogue.of(load_chain(codes, paths=paths)) if paths else _bundled(codes)


@lru_cache(maxsize=16)
def _bundled(codes: tuple[str, ...]) -> Catalogue:
    """The bundled packs of one chain, with what was worked out from them for the last questions."""
    return Catalogue.of(load_chain(codes))


def decide(
    applicant: Applicant,
    scenario: CardScenario | str,
    *,
    region: Where,
    on: date,
    as_of: date | None = None,
    prefer: Prefer | str = Prefer.SOONEST,
    assume: str | None = None,
    aspects: Iterable[Aspect | str] = tuple(Aspect),
    catalogue: Catalogue | None = None,
) -> Answer:
    """A plan, or the questions that matter, or the causes why there is none.

    ``region``: a code or a name. ``on``: the day the person starts. ``as_of``: the day whose rules hold, by default
    ``on``. ``prefer``: which plan of the front is chosen. ``assume="typical"``: what is unknown is taken to be typical,
    and every assumption that could change the plan is listed. ``aspects``: what of the plan counts; a question whose
    answer changes nothing else is not asked. ``catalogue``: the packs, by default the bundled ones.

    Raises InvalidFacts, UnknownScenario, UnknownRegion, AmbiguousRegion, InvalidPack; WrongArgument, which is also a
    TypeError and a ValueError, for an argument of another type, a ``prefer``, an ``assume`` or an aspect that does not
    exist, an ``on`` outside ``FIRST_DAY`` to ``LAST_DAY``.
    """
    asked = _asked(applicant, scenario, region, on, as_of, prefer, assume, catalogue, aspects=_aspects(aspects))
    return asked.answer()


def make_plan(
    applicant: Applicant,
    scenario: CardScenario | str,
    *,
    region: Where,
    on: date,
    as_of: date | None = None,
    prefer: Prefer | str = Prefer.SOONEST,
    assume: str | None = None,
    aspects: Iterable[Aspect | str] = tuple(Aspect),
    catalogue: Catalogue | None = None,
) -> Plan:
    """The plan of :func:`decide`; raises NotAPlan with its answer where that is no plan."""
    answer = decide(
        applicant,
        scenario,
        region=region,
        on=on,
        as_of=as_of,
        prefer=prefer,
        assume=assume,
        aspects=aspects,
        catalogue=catalogue,
    )
    if isinstance(answer, Undecided):
        facts = (f"{ask.fact}: {ask.text.zh}" for ask in answer.questions)
        raise NotAPlan(answer, ("these facts change the plan; tell them, or pass assume='typical':", *facts))
    if isinstance(answer, NoPlan):
        lines = (
            *(f"{cause.name.zh}：{cause.text.zh}" for cause in answer.causes),
            *(o.text.zh for o in answer.obstacles),
        )
        raise NotAPlan(answer, ("there is no plan:", *lines))
    return answer


def problem_of(
    applicant: Applicant,
    scenario: CardScenario | str,
    *,
    region: Where,
    on: date,
    as_of: date | None = None,
    prefer: Prefer | str = Prefer.SOONEST,
    assume: str | None = None,
    catalogue: Catalogue | None = None,
) -> Problem:
    """The planning problem behind the question; raises NotAPlan where unknown facts leave it open."""
    asked = _asked(applicant, scenario, region, on, as_of, prefer, assume, catalogue)
    grounding = asked.grounding()
    if grounding.open:
        facts = ", ".join(grounding.open)
        raise NotAPlan(None, (f"the problem depends on {facts}; tell them, or pass assume='typical'",))
    return grounding.problem


def ask_again(question: Question, *, catalogue: Catalogue | None = None) -> Answer:
    """The answer to a question as an earlier answer carries it, also one read back from JSON."""
    return _again(question, catalogue).answer()


def reopened(question: Question, *, catalogue: Catalogue | None = None) -> Deciding:
    """What an answer was decided with; WrongArgument if the packs are not those that it was decided with."""
    found = _again(question, catalogue)
    if found.question.region != question.region or found.question.data_version != question.data_version:
        advice = "the packs that the answer was made with, or make the answer anew"
        raise WrongArgument("catalogue", "other packs", advice)
    return found


def _again(question: Question, catalogue: Catalogue | None) -> Deciding:
    expect("question", question, Question, "the question of an answer")
    rules = _catalogue(question.region.code, catalogue)
    applicant, scenario = from_facts({**dict(question.facts), "scenario": question.scenario}, asks=rules.asks)
    assume = TYPICAL if question.assume else None
    return _asked(
        applicant,
        scenario,
        question.region.code,
        question.on,
        question.as_of,
        question.prefer,
        assume,
        rules,
        question.skipped,
        _aspects(question.aspects),
        question.case,
    )


def _asked(
    applicant: Applicant,
    scenario: CardScenario | str,
    region: Where,
    on: date,
    as_of: date | None,
    prefer: Prefer | str,
    assume: str | None,
    catalogue: Catalogue | None,
    skipped: Sequence[str] = (),
    aspects: tuple[Aspect, ...] = tuple(Aspect),
    case: Case | None = None,
) -> Deciding:
    _check_question(applicant, scenario, on, as_of, assume)
    where, wanted = _region(region), CardScenario(id=scenario) if isinstance(scenario, str) else scenario
    packs = _catalogue(where, catalogue)
    rules = packs.rules([each.code for each in where.chain], as_of or on)
    rule = _scenario(rules, wanted.id)
    known = understand(applicant, wanted, rule, where, on, packs.asks)
    inquiry = Inquiry(rules, rule, working(rules), on, _prefer(prefer), packs.asks, begun_of(case, on))
    again = ask_again if catalogue is None else partial(ask_again, catalogue=catalogue)
    question = Question(
        region=_ref(where, rules),
        scenario=rule.id,
        scenario_name=rule.name,
        on=on,
        as_of=as_of or on,
        prefer=inquiry.prefer,
        facts=shown(known),
        local=tuple(Named(id=name, name=said) for name, said in local(known, packs.asks)),
        skipped=_skipped(skipped, inquiry),
        assume=assume is not None,
        aspects=aspects,
        data_version=_version(rules, inquiry.calendars.working),
        case=case,
    )
    elsewhere = _elsewhere(applicant, where, rules, packs, as_of or on)
    return Deciding(inquiry=inquiry, known=known, question=question, again=again, elsewhere=elsewhere)


def _skipped(skipped: Sequence[str], inquiry: Inquiry) -> tuple[str, ...]:
    unknown = [f"{brief(name)}: there is no such fact to skip" for name in skipped if name not in inquiry.facts]
    if unknown:
        raise InvalidFacts(unknown)
    return tuple(skipped)


def _check_question(applicant: object, scenario: object, on: object, as_of: object, assume: object) -> None:
    """Refuse what type checkers would: a caller may have none. Region, prefer and catalogue are checked where used."""
    expect("applicant", applicant, Applicant, "an Applicant; medcard.from_facts makes one from a mapping")
    expect("scenario", scenario, str | CardScenario, "a CardScenario or the id of a scenario, such as 'lost'")
    if type(on) is not date or not FIRST_DAY <= on <= LAST_DAY:
        raise WrongArgument("on", brief(on), f"a datetime.date from {FIRST_DAY} to {LAST_DAY}")
    if as_of is not None and type(as_of) is not date:
        raise WrongArgument("as_of", brief(as_of), "a datetime.date, or leave it out")
    if assume is not None and assume != TYPICAL:
        raise WrongArgument("assume", brief(assume), "'typical', or leave it out")


def _region(where: Where) -> Region:
    return where if isinstance(where, Region) else find_region(where)


def _catalogue(where: Where, catalogue: Catalogue | None) -> Catalogue:
    if catalogue is None:
        return load_catalogue(where)
    expect("catalogue", catalogue, Catalogue, "a Catalogue; medcard.load_catalogue makes one")
    return catalogue


def _prefer(prefer: Prefer | str) -> Prefer:
    try:
        return Prefer(prefer)
    except ValueError:
        raise WrongArgument("prefer", brief(prefer), f"one of {', '.join(Prefer)}") from None


def _aspects(aspects: Iterable[Aspect | str]) -> tuple[Aspect, ...]:
    """The aspects that count, in the order of ``Aspect``."""
    accepted = f"some of {', '.join(Aspect)}"
    wanted = expect_all("aspects", aspects, str, accepted)
    wrong = [each for each in wanted if each not in tuple(Aspect)]
    if wrong or not wanted:
        raise WrongArgument("aspects", brief(wrong[0] if wrong else wanted), accepted)
    return tuple(each for each in Aspect if each in wanted)


def _scenario(rules: Rules, id_: str) -> ScenarioRule:
    if id_ not in rules.scenarios:
        near = get_close_matches(id_, sorted(rules.scenarios), n=1)
        raise UnknownScenario(id_, sorted(rules.scenarios), near[0] if near else None)
    return rules.scenarios[id_]


def _ref(where: Region, rules: Rules) -> RegionRef:
    chain = tuple((each.code, each.name) for each in where.chain)
    return RegionRef(code=where.code, name=where.name, chain=chain, packs=tuple(p.region for p in rules.packs))


def _version(rules: Rules, calendar: WorkCalendar) -> str:
    checked = max((pack.checked_on for pack in rules.packs), default=date.min)
    return f"packs checked until {checked}; {calendar.version}, known until {calendar.known_until}"


def _elsewhere(
    applicant: Applicant, where: Region, rules: Rules, packs: Catalogue, as_of: date
) -> tuple[tuple[str, str, Text, str], ...]:
    """The named channels of the region where the person is, which do not serve the region of the card."""
    if applicant.region_now is None:
        return ()
    now = region_of(applicant.region_now)
    chain = [each.code for each in now.chain]
    if set(chain) <= set(rules.chain) or where.code in chain:
        return ()
    theirs = packs.merge(load_catalogue(now)).rules(chain, as_of)
    return tuple(
        (procedure.id, channel.id, channel.name, now.full_name)
        for _, procedure in sorted(theirs.procedures.items())
        for channel in procedure.channels
        if ":" in channel.id and channel.name is not None and channel.id not in rules.channels.get(procedure.id, ())
        if procedure.id in rules.procedures
    )


__all__ = ["ask_again", "decide", "load_catalogue", "make_plan", "problem_of", "reopened"]
