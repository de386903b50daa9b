"""What a catalogue keeps of the questions that were asked of it."""

from __future__ import annotations

from datetime import date, timedelta

from medcard.catalogue import KEPT, Catalogue
from medcard.planner import load_catalogue

DAY = date(2026, 11, 23)
CHAIN = ("000000", "460000", "460100")


def test_rules_are_worked_out_once_a_chain_and_day() -> None:
    catalogue = load_catalogue("海口")
    assert catalogue.rules(CHAIN, DAY) is catalogue.rules(list(CHAIN), DAY)
    assert catalogue.rules(CHAIN[:2], DAY) is not catalogue.rules(CHAIN, DAY)


def test_a_long_run_keeps_few_rules() -> None:
    catalogue = Catalogue.of(load_catalogue("海口").packs)
    first = catalogue.rules(CHAIN, DAY)
    for later in range(1, KEPT):
        catalogue.rules(CHAIN, DAY + timedelta(days=later))
    assert catalogue.rules(CHAIN, DAY) is first
    catalogue.rules(CHAIN, DAY + timedelta(days=KEPT))
    assert catalogue.rules(CHAIN, DAY) is not first


def test_bundled_packs_are_merged_once_a_chain() -> None:
    assert load_catalogue("海口") is load_catalogue("460100")
