"""Hours of the day: how packs write them, what is read, and how plans show them."""

from __future__ import annotations

from datetime import date

import pytest

from medcard.applicant import Applicant
from medcard.model import Hours, OpenHours, ServicePoint, Stretch, Text
from medcard.packs.discover import bundled, bundled_pack
from medcard.packs.load import load_pack
from medcard.planner import make_plan
from medcard.rendering import render

PACK = """pack: medcard/pack/1
region: 460100
checked: 2026-11-20
by: guide
sources: {guide: {kind: secondary, title: 页}}
places: {hrss-window: {points: [{zh: 大厅, hours: %s}]}}
"""
MORNING, AFTERNOON = Stretch(opens="08:30", closes="12:00"), Stretch(opens="14:00", closes="17:30")
WEEK = ("mon", "tue", "wed", "thu", "fri")


def read(said: str) -> Hours:
    (place,) = load_pack(PACK % said, file="460100.yaml").places
    (point,) = place.points
    assert point.hours is not None
    return point.hours


@pytest.mark.parametrize(
    ("said", "rules"),
    [
        ("周一至周五 8:30-12:00、14:00-17:30", (OpenHours(days=WEEK, times=(MORNING, AFTERNOON)),)),
        ("周一到周五 8：30—12：00，14：00～17：30", (OpenHours(days=WEEK, times=(MORNING, AFTERNOON)),)),
        ("上午 8:30～12:00，下午 14:00～17:30", (OpenHours(days=(), times=(MORNING, AFTERNOON)),)),
        ("周一至周五 上午：8:30-12:00 ,下午：2:00-5:30", (OpenHours(days=WEEK, times=(MORNING, AFTERNOON)),)),
        ("工作日8:30至12:00", (OpenHours(days=("working",), times=(MORNING,)),)),
        ("8:30-12:00", (OpenHours(days=(), times=(MORNING,)),)),
        ("每天 0:00-24:00", (OpenHours(days=("daily",), times=(Stretch(opens="00:00", closes="24:00"),)),)),
        (
            "工作日 14:00-17:30；周六、周一 8:30-12:00（要预约）",
            (
                OpenHours(days=("working",), times=(AFTERNOON,)),
                OpenHours(days=("mon", "sat"), times=(MORNING,), note="要预约"),
            ),
        ),
        (
            "7月15日至9月30日 工作日 8:30-12:00",
            (OpenHours(days=("working",), times=(MORNING,), season="07-15..09-30"),),
        ),
        ("按网点营业时间", ()),
        ("22:00 前", ()),
        ("{zh: 上午 8:30-12:00 左右, en: about 8:30-12:00}", ()),
    ],
)
def test_hours_are_read_as_guides_write_them(said: str, rules: tuple[OpenHours, ...]) -> None:
    assert read(said if said.startswith("{") else f'"{said}"').rules == rules


def test_the_words_stay_and_get_english_beside_them() -> None:
    said = "周一至周五 8:30-12:00；7月15日至9月30日 周六、周日 8:30-12:00（要预约）"
    english = "Mon-Fri 08:30-12:00; 07-15 to 09-30: Sat, Sun 08:30-12:00 (要预约)"
    assert read(f'"{said}"').words == Text(said, english)
    assert read("晚上十点前").words == Text("晚上十点前")


def points() -> list[tuple[str, ServicePoint]]:
    packs = [pack for code in bundled() if (pack := bundled_pack(code)) is not None]
    return [(pack.region, point) for pack in packs for place in pack.places for point in place.points if point.hours]


def test_bundled_hours_are_exact_wherever_the_source_names_times() -> None:
    vague = [region for region, point in points() if point.hours is not None and not point.hours.rules]
    assert len(points()) - len(vague) >= 10
    assert [region for region in vague if region not in ("220100", "460100")] == []


def test_a_plan_shows_hours_in_its_language() -> None:
    (region, point), *_ = [(region, point) for region, point in points() if region == "420500"]
    plan = make_plan(Applicant(), "lost", region=region, on=date(2026, 11, 23), assume="typical")
    shown = [each for step in plan.steps for each in step.points if each.name == point.name]
    assert shown
    assert shown[0].open_hours[0] == OpenHours(days=WEEK, times=(MORNING, AFTERNOON))
    assert "周一至周五 8:30-12:00、14:00-17:30" in render(plan, "markdown")
    assert "Mon-Fri 08:30-12:00, 14:00-17:30" in render(plan, "markdown", lang="en")
