"""Answers of every shape: each field of each type of ``medcard.plan`` is named here and varies.

The values need not make sense together; what reads, writes or renders them must not care.
``test_answer_json.py`` proves that no field is missing and that each takes several values.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import attrs
from hypothesis import strategies as st

from medcard import plan as p
from medcard.model import Text

Builders = dict[type, dict[str, st.SearchStrategy[Any]]]

DAYS = st.dates(date(2026, 1, 1), date(2027, 12, 31))
ODD_WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=8)
WORDS = st.one_of(
    st.sampled_from(["社保卡服务窗口", "a|b <b>", "`x`*_", "户口簿（孩子那一页）", "[1](x)", "x" * 90, "# a", ""]),
    ODD_WORDS,
)
TEXTS = st.builds(Text, zh=WORDS, en=st.none() | WORDS)
IDS = st.sampled_from(["card-reissue@window", "loss-report@phone", "photo", "000000-regs-765", "460100-hall"])
MILESTONES = st.sampled_from(["can-settle", "bank-active", "card-collected"])
ACTORS = st.sampled_from(["self", "guardian", "employer"])
COUNTS = st.integers(0, 40)
FEN = st.sampled_from([0, 1, 50, 150, 2000, 123456])
BOOLS = st.booleans()


def some(strategy: st.SearchStrategy[Any], most: int = 2) -> st.SearchStrategy[tuple[Any, ...]]:
    """A tuple of none to ``most``."""
    return st.lists(strategy, max_size=most).map(tuple)


def maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """None or one."""
    return st.none() | strategy


def pairs(keys: st.SearchStrategy[str], values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """A few (key, value), no key twice."""
    return st.lists(st.tuples(keys, values), max_size=3, unique_by=lambda pair: pair[0]).map(tuple)


def make(cls: type) -> st.SearchStrategy[Any]:
    """Values of one type of ``BUILDERS``."""
    return st.deferred(lambda: st.builds(cls, **BUILDERS[cls]))


@st.composite
def spans(draw: st.DrawFn) -> p.Span:
    first, second = draw(DAYS), draw(DAYS)
    return p.Span(earliest=min(first, second), latest=max(first, second))


BUILDERS: Builders = {
    p.RegionRef: {
        "code": st.sampled_from(["460100", "000000"]),
        "name": WORDS,
        "chain": some(st.tuples(st.sampled_from(["000000", "460000"]), WORDS)),
        "packs": some(st.sampled_from(["000000", "460100"])),
    },
    p.Question: {
        "region": make(p.RegionRef),
        "scenario": st.sampled_from(["lost", "newborn"]),
        "scenario_name": TEXTS,
        "on": DAYS,
        "as_of": DAYS,
        "prefer": st.sampled_from(p.Prefer),
        "facts": pairs(st.sampled_from(["age", "insured-as", "smartphone", "local-fact"]), WORDS),
        "local": some(make(p.Named), 1),
        "skipped": some(st.sampled_from(["age", "acts"])),
        "assume": BOOLS,
        "aspects": some(st.sampled_from(p.Aspect)),
        "data_version": WORDS,
        "case": maybe(make(p.Case)),
    },
    p.Case: {
        "began": DAYS,
        "done": some(make(p.Done), 1),
        "closed": some(IDS),
        "reports": some(make(p.Report)),
        "former": some(make(p.AlternativeStep)),
        "finish": spans(),
        "replans": COUNTS,
    },
    p.Done: {
        "step": IDS,
        "name": TEXTS,
        "actor": ACTORS,
        "place": maybe(IDS),
        "on": DAYS,
        "needs": some(MILESTONES),
        "results": some(make(p.Reached)),
    },
    p.Reached: {
        "milestone": MILESTONES,
        "name": TEXTS,
        "promised": spans(),
        "holds": spans(),
        "waits": some(make(p.WaitPart)),
        "came": BOOLS,
    },
    p.Report: {"step": IDS, "outcome": st.sampled_from(p.Outcome), "on": maybe(DAYS), "papers": some(IDS)},
    p.StepChange: {
        "id": IDS,
        "name": TEXTS,
        "change": st.sampled_from(["done", "kept", "moved", "added", "dropped"]),
        "before": maybe(spans()),
        "now": maybe(spans()),
        "why": maybe(TEXTS),
    },
    p.ToBring: {
        "step": IDS,
        "name": TEXTS,
        "papers": some(make(p.Named)),
        "listed": some(IDS),
        "text": TEXTS,
    },
    p.Overdue: {
        "step": IDS,
        "name": TEXTS,
        "milestone": MILESTONES,
        "promised": DAYS,
        "days": COUNTS,
        "call": maybe(make(p.Contact)),
        "sources": some(IDS),
        "text": TEXTS,
    },
    p.Changes: {
        "steps": some(make(p.StepChange)),
        "to_bring": some(make(p.ToBring), 1),
        "overdue": some(make(p.Overdue), 1),
        "finish_days": st.integers(-40, 40),
    },
    p.Hanging: {
        "value": IDS,
        "name": TEXTS,
        "plans": COUNTS,
        "first": maybe(DAYS),
        "last": maybe(DAYS),
        "steps": some(make(p.Named)),
        "papers": some(make(p.Named)),
    },
    p.Ask: {
        "fact": st.sampled_from(["age", "acts"]),
        "text": TEXTS,
        "kind": st.sampled_from(["choice", "yes-no", "integer", "date", "region"]),
        "options": some(st.tuples(IDS, TEXTS)),
        "found_by": maybe(IDS),
        "why": maybe(TEXTS),
        "hanging": some(make(p.Hanging)),
    },
    p.Caution: {"code": IDS, "text": TEXTS, "step": maybe(IDS)},
    p.Compared: {
        "finish_days": st.integers(-9, 9),
        "covered_days": some(st.integers(-9, 9)),
        "visits": st.integers(-2, 2),
        "fee_fen": st.integers(-2000, 2000),
        "materials": st.integers(-2, 2),
    },
    p.AlternativeStep: {"id": IDS, "name": TEXTS, "on": spans()},
    p.AlternativePlan: {
        "prefer": some(st.sampled_from(p.Prefer)),
        "vector": make(p.Cost),
        "steps": some(make(p.AlternativeStep)),
        "compared": make(p.Compared),
    },
    p.RejectedCause: {
        "condition": TEXTS,
        "facts": some(st.sampled_from(["age", "smartphone"])),
        "imposed_by": st.sampled_from(["460100", "facts", "data"]),
        "imposer": st.sampled_from(["law", "ministry", "region", "bank", "facts", "data", "plan"]),
        "source": maybe(IDS),
        "origin": maybe(WORDS),
    },
    p.RejectedChannel: {
        "id": IDS,
        "procedure": IDS,
        "channel": st.sampled_from(["window", "app:yss"]),
        "name": TEXTS,
        "channel_name": TEXTS,
        "reason": st.sampled_from(["condition", "withdrawn", "not-stated", "dominated"]),
        "causes": some(make(p.RejectedCause)),
        "fix": maybe(make(p.Fix)),
        "hopeless": maybe(TEXTS),
    },
    p.FixChange: {
        "fact": st.sampled_from(["age", "smartphone"]),
        "value": WORDS,
        "by": st.sampled_from(["choice", "act", "time", "nobody"]),
        "procedure": maybe(IDS),
        "text": TEXTS,
    },
    p.Fix: {"changes": some(make(p.FixChange)), "text": TEXTS},
    p.Option: {
        "id": IDS,
        "procedure": IDS,
        "name": TEXTS,
        "channel": st.sampled_from(["window", "phone"]),
        "channel_name": TEXTS,
        "note": maybe(TEXTS),
        "note_source": maybe(IDS),
        "sources": some(IDS),
    },
    p.Assumption: {
        "kind": st.sampled_from(["fact", "wait", "fee", "hours", "calendar", "date"]),
        "what": IDS,
        "value": WORDS,
        "text": TEXTS,
    },
    p.Said: {"value": TEXTS, "source": IDS, "origin": WORDS},
    p.Dispute: {
        "what": TEXTS,
        "field": st.sampled_from(["fee", "wait"]),
        "step": IDS,
        "used": make(p.Said),
        "others": some(make(p.Said)),
    },
    p.SourceRef: {
        "id": IDS,
        "region": st.sampled_from(["460100", "000000"]),
        "title": WORDS,
        "kind": st.sampled_from(["law", "official", "seed"]),
        "via": maybe(st.sampled_from(["media", "secondary"])),
        "publisher": maybe(WORDS),
        "stated_on": maybe(st.sampled_from(["2025", "2025-11", "2025-11-04"])),
        "age_years": maybe(COUNTS),
        "checked_on": DAYS,
        "url": maybe(st.sampled_from(["https://example.org/a", "https://example.org/" + "b" * 90])),
        "number": maybe(WORDS),
        "unconfirmed": some(st.sampled_from(p.Doubt)),
    },
    p.Contact: {"authority": st.sampled_from(["hrss", "bank"]), "name": TEXTS, "phone": WORDS, "source": IDS},
    p.Named: {"id": IDS, "name": TEXTS},
    p.Span: {"earliest": DAYS, "latest": DAYS},
    p.Money: {"least": FEN, "most": FEN, "assumed": BOOLS, "source": maybe(IDS)},
    p.Requirement: {
        "evidence": IDS,
        "name": TEXTS,
        "original": BOOLS,
        "copies": COUNTS,
        "line": IDS,
        "alternatives": some(make(p.Named)),
        "prints": BOOLS,
        "supplied": st.sampled_from(["person", "counter", "step"]),
        "source": maybe(IDS),
    },
    p.WaitPart: {
        "stages": some(st.sampled_from(["review", "making", "delivery", "effect"])),
        "least": st.integers(0, 3),
        "most": st.integers(3, 30),
        "unit": st.sampled_from(["working", "calendar", "month", "next-month", "not-before"]),
        "assumed": BOOLS,
        "source": maybe(IDS),
    },
    p.Result: {"milestone": MILESTONES, "name": TEXTS, "holds": spans(), "waits": some(make(p.WaitPart))},
    p.Rule: {
        "field": st.sampled_from(["fee", "only-if", "requirements.photo", "wait.review+making"]),
        "value": TEXTS,
        "about": maybe(TEXTS),
        "facts": some(st.sampled_from(["age", "smartphone"])),
        "imposer": st.sampled_from(["law", "ministry", "region", "bank", "data"]),
        "region": st.sampled_from(["000000", "460100"]),
        "origin": WORDS,
        "source": IDS,
    },
    p.Why: {
        "milestones": some(MILESTONES),
        "goals": some(MILESTONES),
        "steps": some(IDS),
        "text": TEXTS,
        "rules": some(make(p.Rule)),
    },
    p.Point: {
        "name": TEXTS,
        "address": maybe(WORDS),
        "phone": maybe(WORDS),
        "hours": maybe(TEXTS),
        "open_hours": some(make(p.OpenHours)),
        "source": IDS,
    },
    p.Stretch: {"opens": st.sampled_from(["08:30", "00:00"]), "closes": st.sampled_from(["12:00", "24:00"])},
    p.OpenHours: {
        "days": some(st.sampled_from(["working", "mon", "sun"])),
        "times": some(make(p.Stretch)),
        "season": maybe(st.just("07-15..09-30")),
        "note": maybe(WORDS),
    },
    p.Step: {
        "id": IDS,
        "procedure": IDS,
        "name": TEXTS,
        "authority": st.sampled_from(["hrss", "nhsa", "bank"]),
        "channel": st.sampled_from(["window", "phone", "app:yss"]),
        "channel_name": TEXTS,
        "actor": ACTORS,
        "place": maybe(IDS),
        "place_name": maybe(TEXTS),
        "points": some(make(p.Point), 1),
        "opening": st.sampled_from(["working", "any", "weekdays", "mon-sat"]),
        "opening_source": maybe(IDS),
        "on": spans(),
        "do_by": DAYS,
        "slack_days": COUNTS,
        "holds": spans(),
        "fee_fen": make(p.Money),
        "requirements": some(make(p.Requirement)),
        "needs": some(MILESTONES),
        "results": some(make(p.Result)),
        "parallel": some(IDS),
        "note": maybe(TEXTS),
        "note_source": maybe(IDS),
        "why": make(p.Why),
        "sources": some(IDS),
    },
    p.Carry: {
        "prints": BOOLS,
        "evidence": IDS,
        "name": TEXTS,
        "original": BOOLS,
        "copies": COUNTS,
        "supplied": st.sampled_from(["person", "counter", "step"]),
    },
    p.Visit: {
        "place": IDS,
        "place_name": TEXTS,
        "who": ACTORS,
        "on": spans(),
        "steps": some(IDS),
        "carry": some(make(p.Carry)),
    },
    p.Covered: {"milestones": some(MILESTONES), "name": TEXTS, "earliest": DAYS, "latest": DAYS},
    p.PlanDeadline: {
        "id": IDS,
        "milestones": some(MILESTONES),
        "by": DAYS,
        "kept": BOOLS,
        "at_risk": BOOLS,
        "lost": TEXTS,
        "latest_start": maybe(DAYS),
        "bet": some(make(p.AlternativeStep)),
        "source": maybe(IDS),
    },
    p.Term: {
        "step": IDS,
        "of": MILESTONES,
        "since": DAYS,
        "count": COUNTS,
        "unit": st.sampled_from(["working", "calendar", "month"]),
        "milestones": some(MILESTONES),
        "by": DAYS,
        "kept": BOOLS,
        "lost": TEXTS,
        "source": maybe(IDS),
    },
    p.Timeline: {
        "covered": some(make(p.Covered)),
        "finish": spans(),
        "deadlines": some(make(p.PlanDeadline)),
        "working": make(p.WorkingDays),
        "terms": some(make(p.Term)),
        "critical": some(IDS),
        "slack_days": COUNTS,
        "latest_start": maybe(DAYS),
    },
    p.WorkingDays: {
        "weekdays": st.sampled_from([(1, 2, 3, 4, 5), (1, 2, 3, 4, 5, 6)]),
        "minus": some(DAYS),
        "plus": some(DAYS),
        "last": DAYS,
        "known_until": DAYS,
    },
    p.Cost: {
        "lost": COUNTS,
        "covered": some(DAYS),
        "finish": DAYS,
        "visits": COUNTS,
        "fee": FEN,
        "materials": COUNTS,
    },
    p.Plan: {
        "question": make(p.Question),
        "steps": some(make(p.Step)),
        "visits": some(make(p.Visit)),
        "materials": some(make(p.Carry)),
        "cost": make(p.Cost),
        "timeline": make(p.Timeline),
        "options": some(make(p.Option), 1),
        "alternatives": some(make(p.AlternativePlan), 1),
        "rejected": some(make(p.RejectedChannel), 1),
        "assumptions": some(make(p.Assumption), 1),
        "questions": some(make(p.Ask), 1),
        "disputes": some(make(p.Dispute), 1),
        "warnings": some(make(p.Caution)),
        "contacts": some(make(p.Contact)),
        "sources": some(make(p.SourceRef)),
        "proven": BOOLS,
        "at_risk": BOOLS,
        "changes": maybe(make(p.Changes)),
    },
    p.Undecided: {
        "question": make(p.Question),
        "questions": some(make(p.Ask)),
        "common_steps": some(make(p.Named)),
        "common_materials": some(make(p.Named)),
        "exact": BOOLS,
    },
    p.NoPlanCause: {
        "milestone": MILESTONES,
        "name": TEXTS,
        "why": st.sampled_from(["nothing-gives", "circle", "window", "horizon"]),
        "text": TEXTS,
        "acts": some(make(p.Named)),
        "rejected": some(make(p.RejectedChannel)),
    },
    p.Obstacle: {
        "milestone": MILESTONES,
        "text": TEXTS,
        "channels": some(IDS),
        "conditions": some(TEXTS),
        "sources": some(IDS),
    },
    p.NoPlan: {
        "question": make(p.Question),
        "obstacles": some(make(p.Obstacle)),
        "causes": some(make(p.NoPlanCause)),
        "fixes": some(make(p.Fix)),
        "sources": some(make(p.SourceRef)),
        "at_risk": maybe(make(p.Plan)),
    },
}


def plans() -> st.SearchStrategy[p.Plan]:
    """Plans."""
    return make(p.Plan)


def answers() -> st.SearchStrategy[p.Answer]:
    """All three ends."""
    return st.one_of(make(p.Plan), make(p.Undecided), make(p.NoPlan))


def answer_types() -> set[type]:
    """Every attrs class of ``medcard.plan``."""
    return {each for each in vars(p).values() if isinstance(each, type) and attrs.has(each)}
