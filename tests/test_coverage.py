"""What each region says itself: counted from statements, the page and the summaries up to date."""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest

from medcard.catalogue import Catalogue
from medcard.cli import bar, main
from medcard.coverage import Cell, Coverage, Standing, Survey
from medcard.packs.load import load_pack
from medcard.regions import region
from unpacked import UNPACKED

ON = date(2026, 11, 23)
Capture = pytest.CaptureFixture[str]
SOURCES = """sources:
  web: {kind: secondary, stated: 2024-03, title: 转载}
  office: {kind: official, stated: 2025-06-01, title: 官方, url: "https://example.org/"}
  bank: {kind: bank, stated: 2023, title: 银行, url: "https://example.org/b"}
"""
NATION = (
    'pack: medcard/pack/1\nregion: "000000"\nchecked: 2026-11-20\nby: office\n'
    + SOURCES
    + """
milestones:
  made: {zh: 做好, en: made}
  lost-told: {zh: 挂失, en: reported}
  paid: {zh: 交了, en: paid, holds: {card-state: damaged}}
procedures:
  make: {zh: 做, en: make, authority: hrss, needs: [lost-told, paid], gives: {made: []}, fee: 5 yuan,
    requirements: {photo: original}, channels: {window: {}}}
  tell: {zh: 报, en: tell, authority: bank, only-if: {card-state: lost}, gives: {lost-told: []}, fee: 1 yuan,
    channels: {phone: {}}}
  pay: {zh: 交, en: pay, authority: hrss, gives: {paid: []}, fee: 9 yuan, channels: {app: {}}}
evidence:
  photo: {zh: 照片, en: photo}
scenarios:
  lost: {zh: 丢, en: lost, facts: {card-state: lost}, goal: [made]}
  damaged: {zh: 坏, en: damaged, facts: {card-state: damaged}, goal: [made]}
"""
)
CITY = "pack: medcard/pack/1\nregion: 460100\nchecked: 2026-11-20\nby: web\n" + SOURCES


def survey(city: str) -> Survey:
    packs = [load_pack(text, file=f"{n}.yaml") for n, text in enumerate((NATION, CITY + city))]
    return Survey(Catalogue.of(packs), ON)


def of_city(city: str) -> dict[str, Cell]:
    row = survey(city).of(region("460100"))
    return {**{cell.scenario: cell for cell in row.cells}, "whole": row.whole}


def test_an_act_counts_where_the_scenarios_own_facts_leave_it_open() -> None:
    cells = of_city("procedures: {tell: {fee: 2 yuan}, pay: {fee: 3 yuan}}\n")
    assert [(cells[each].standing, cells[each].statements) for each in ("lost", "damaged", "whole")] == [
        (Standing.OTHER, 2),
        (Standing.INHERITED, 0),
        (Standing.OTHER, 2),
    ]


@pytest.mark.parametrize(
    ("city", "standing"),
    [
        ("procedures: {make: {fee: 2 yuan}}\n", Standing.OTHER),
        ("procedures: {make: {fee: {value: 2 yuan, by: office}}}\n", Standing.OFFICIAL),
        ("procedures: {make: {fee: {value: 2 yuan, by: bank}}}\n", Standing.OTHER),
        ("procedures: {tell: {fee: {value: 2 yuan, by: bank}}}\n", Standing.OFFICIAL),
        ("procedures: {make: {fee: unknown}}\n", Standing.INHERITED),
        ("procedures: {make: {fee: {value: 2 yuan, until: 2026-01-01}}}\n", Standing.INHERITED),
        ("places: {hrss-window: {points: [{zh: 大厅}]}}\n", Standing.OTHER),
        ("places: {hrss-kiosk: {points: [{zh: 大厅}]}}\n", Standing.INHERITED),
        ("evidence: {photo: {one-of: [resident-id]}, resident-id: {zh: 证}}\n", Standing.OTHER),
    ],
)
def test_whose_word_it_is(city: str, standing: Standing) -> None:
    assert of_city(city)["lost"].standing is standing


def test_the_newest_is_the_latest_date_of_the_regions_own() -> None:
    cells = of_city("procedures: {make: {fee: {value: 2 yuan, by: bank}, note: {zh: 提示}}}\n")
    assert (cells["lost"].newest, cells["lost"].statements) == (date(2024, 3, 1), 2)
    assert of_city("procedures: {}\n")["lost"].newest is None


@pytest.mark.parametrize(
    ("city", "disputes"),
    [
        ("procedures: {make: {fee: 2 yuan}}\n", 1),
        ("procedures: {make: {fee: 5 yuan}}\n", 0),
        ("procedures: {make: {fee: unknown}}\n", 0),
        ("procedures: {pay: {fee: {claims: [{value: 9 yuan, for: {age: under 6}}, {value: 9 yuan, by: bank}]}}}\n", 0),
        ("procedures: {make: {note: {claims: [{value: {zh: 一}}, {value: {zh: 二}, by: bank}]}}}\n", 0),
        ("procedures: {make: {requirements: {complete: yes}}}\n", 0),
        ("procedures: {make: {channels: {app: {fee: 2 yuan}, window: {fee: 5 yuan}}}}\n", 1),
    ],
)
def test_disputes_are_fields_on_which_texts_differ_for_somebody(city: str, disputes: int) -> None:
    assert of_city(city)["lost"].disputes == disputes


def test_statements_about_different_people_do_not_compete() -> None:
    split = "{claims: [{value: 1 working, for: {age: under 16}}, {value: 2 working, for: {age: %s}, by: bank}]}"
    city = f"procedures: {{make: {{wait: {{review: {split}}}}}}}\n"
    assert [of_city(city % age)["lost"].disputes for age in ("16+", "15+")] == [0, 1]


def test_a_region_without_a_pack_inherits_everything() -> None:
    row = survey("procedures: {make: {fee: 2 yuan}}\n").of(region(UNPACKED))
    assert not row.own
    assert {cell.standing for cell in row.cells} == {Standing.INHERITED}
    assert row.count(Standing.INHERITED) == 2


# the page and the command


@pytest.fixture(scope="module")
def page() -> ModuleType:
    path = Path(__file__).parent.parent / "scripts" / "coverage_page.py"
    spec = importlib.util.spec_from_file_location("coverage_page", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def rows(page: ModuleType) -> tuple[Coverage, ...]:
    found: Callable[[], tuple[Survey, tuple[Coverage, ...]]] = page.survey
    return found()[1]


def test_the_page_and_the_readmes_are_up_to_date(page: ModuleType) -> None:
    texts: dict[Path, str] = page.pages()
    assert {path.name for path in texts} == {"coverage.md", "README.md", "README.en.md"}
    old = [path.name for path, text in texts.items() if path.read_text(encoding="utf-8") != text]
    assert old == [], "run scripts/coverage_page.py"


def test_every_province_says_something_itself(rows: tuple[Coverage, ...]) -> None:
    provinces = [row for row in rows if row.region.code.endswith("0000") and row.whole.statements]
    assert len(provinces) >= 31
    assert len([row for row in rows if row.whole.statements]) > 150


def test_one_region_is_told_scenario_by_scenario(capsys: Capture) -> None:
    assert main(["coverage", "海口", "--on", "2026-11-23", "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["schema"] == "medcard/coverage/1"
    (row,) = told["regions"]
    assert (row["code"], row["pack"]) == ("460100", True)
    scenarios = [each["scenario"] for each in row["scenarios"]]
    assert {"lost", "newborn"} < set(scenarios)
    assert main(["coverage", "海口", "--on", "2026-11-23"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == len(scenarios) + 1
    assert main(["coverage", "海口", "--on", "2026-11-23", "--format", "markdown", "--lang", "en"]) == 0
    assert "| Card lost |" in capsys.readouterr().out


@pytest.mark.parametrize(("arguments", "lines"), [(["--format", "text"], 150), (["--format", "markdown"], 200)])
def test_the_whole_country_is_told_region_by_region(arguments: list[str], lines: int, capsys: Capture) -> None:
    assert main(["coverage", "--on", "2026-11-23", *arguments]) == 0
    out, err = capsys.readouterr()
    assert len(out.splitlines()) > lines
    assert err == ""


def test_a_terminal_sees_how_far_it_is_if_it_takes_longer(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    monkeypatch.setattr(bar, "PATIENCE_SECONDS", 0)
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    assert main(["coverage", "--on", "2026-11-23", "--format", "json"]) == 0
    err = capsys.readouterr().err
    assert "1/" in err
    assert err.endswith("\r\x1b[K")
