"""Prints some answers as text and JSON: run by ``test_determinism.py`` in many environments, which compares bytes."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date

from medcard.answer_json import to_json
from medcard.catalogue import Catalogue
from medcard.known import from_facts
from medcard.packs.discover import load_chain
from medcard.planner import decide
from medcard.regions import region as region_of
from medcard.rendering import render

ON = date(2026, 11, 23)
QUESTIONS: tuple[tuple[str, str, dict[str, str], str | None], ...] = (
    ("460100", "lost", {"insured-as": "employee", "age": "35", "care-needed": "outpatient"}, "typical"),
    ("460100", "newborn", {"birth-date": "2026-11-01"}, "typical"),
    ("350100", "first-card", {"age": "6"}, "typical"),
    ("110000", "details-changed", {"changed": "name"}, "typical"),
    ("000000", "password", {}, None),
    ("460100", "employer-batch", {"employer-enrolled": "no"}, "typical"),
)


def told(question: tuple[str, str, dict[str, str], str | None], backwards: bool) -> str:
    """One answer in every form that has one."""
    code, scenario, facts, assume = question
    packs = load_chain([each.code for each in region_of(code).chain])
    catalogue = Catalogue.of(reversed(packs) if backwards else packs)
    given = dict(reversed(facts.items())) if backwards else facts
    applicant, wanted = from_facts({"scenario": scenario, **given}, asks=catalogue.asks)
    answer = decide(applicant, wanted, region=code, on=ON, assume=assume, catalogue=catalogue)
    return "\n".join([to_json(answer), render(answer), render(answer, "markdown", lang="en")])


def all_told(*, backwards: bool = False, threads: int = 1) -> str:
    """Every answer, in the order of the questions."""
    with ThreadPoolExecutor(threads) as pool:
        return "\n".join(pool.map(lambda question: told(question, backwards), QUESTIONS))


def main(arguments: Sequence[str]) -> Iterator[str]:
    yield all_told(backwards="backwards" in arguments, threads=8 if "threads" in arguments else 1)


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")  # type: ignore[union-attr]
    sys.stdout.write("".join(main(sys.argv[1:])))
