"""The wizard asks what matters, keeps nothing, hands out a printable plan and a calendar; also in a real browser."""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest

pytest.importorskip("litestar", reason="install it: pip install --group examples")
from litestar.testing import TestClient

ROOT = Path(__file__).parents[1]
WIZARD, WEB = ROOT / "examples" / "wizard", Path(__file__).parent / "web"
QUESTION = {"scenario": "not-enabled", "region": "海口", "on": "2026-11-23", "age": "35"}


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient[Any]]:
    sys.path.insert(0, str(WIZARD))
    from app import app

    with TestClient(app) as made:
        yield made
    sys.path.remove(str(WIZARD))


def words(page: str) -> str:
    """What a reader sees of a page, in one line."""
    return re.sub(r"\s+", " ", re.sub(r"<style>.*?</style>|<[^>]+>", " ", page, flags=re.DOTALL))


def first_choice(page: str) -> dict[str, str]:
    """The first option of the question on a page; nothing where it asks nothing."""
    return dict(re.findall(r'<input type="radio" name="([^"]+)" value="([^"]+)"', page)[:1])


def test_a_person_answers_until_there_is_a_plan_to_print_and_to_import(client: TestClient[Any]) -> None:
    told = dict(QUESTION)
    asked = 0
    while choice := first_choice(client.get("/next", params=told).text):
        told |= choice
        asked += 1
    plan = client.get("/next", params=told)
    assert asked > 0
    assert "社会保障卡启用" in words(plan.text)
    assert client.get("/plan.html", params=told).text.startswith("<!DOCTYPE html>")
    assert client.get("/plan.ics", params=told).text.startswith("BEGIN:VCALENDAR")


def test_what_is_not_known_is_taken_as_usual_and_what_was_said_can_be_changed(client: TestClient[Any]) -> None:
    page = client.get("/next", params=QUESTION)
    skip = re.search(r'href="([^"]+skip=[^"]+)"', page.text)
    assert skip is not None
    following = client.get(skip[1].replace("&amp;", "&")).text
    assert first_choice(following).keys() != first_choice(page.text).keys()
    change = re.search(r'href="/next\?([^"]*)">改', following)
    assert change is not None
    assert change[1].replace("&amp;", "&").split("&")[:3] == [
        "scenario=not-enabled",
        "region=%E6%B5%B7%E5%8F%A3",
        "on=2026-11-23",
    ]
    assert "age=" not in change[1]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"region": "朝阳"}, "叫“朝阳”的地方不止一个：北京市朝阳区、"),
        ({"region": "<b>海口"}, "没有叫“&lt;b&gt;海口”的地方"),
        ({"scenario": "lsot"}, "did you mean &#39;lost&#39;"),
        ({"on": "tomorrow"}, "请选情况，写上地区和日期。"),
        ({"age": "old"}, "age: &#39;old&#39; is not a whole number"),
        ({"shoe-size": "43"}, "shoe-size: there is no such fact"),
        ({"lang": "en", "region": "朝阳"}, "Several places are called 朝阳"),
    ],
)
def test_a_mistake_is_said_on_the_first_page(client: TestClient[Any], wrong: dict[str, str], said: str) -> None:
    answer = client.get("/next", params={**QUESTION, **wrong})
    assert answer.status_code == 400
    assert said in answer.text


def test_where_there_is_no_way_the_causes_and_what_would_help_are_shown(client: TestClient[Any]) -> None:
    told = {"scenario": "employer-batch", "region": "海口", "on": "2026-11-23", "employer-enrolled": "no", "age": "35"}
    skipped = "person,smartphone,can-travel,bank-active,id-status,enrolled,now-in"
    page = client.get("/next", params={**told, "skip": skipped}).text
    while unknown := re.search(r'href="([^"]+)">不知道', page):
        page = client.get(unknown[1].replace("&amp;", "&")).text
    assert "这样办不了" in words(page)


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "uvicorn", "--app-dir", str(WIZARD), "--port", str(port), "app:app"]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield answering(f"http://127.0.0.1:{port}/")
    finally:
        server.terminate()
        server.wait(10)


def answering(url: str) -> str:
    """The address once the server answers there."""
    for _ in range(100):
        try:
            urlopen(url).close()
        except OSError:
            time.sleep(0.2)
        else:
            return url
    raise TimeoutError(url)


@pytest.mark.web
@pytest.mark.parametrize("width", [360, 1100])
def test_a_real_browser_goes_through_by_keyboard(address: str, width: int, tmp_path: Path) -> None:
    node, chromium = shutil.which("node"), shutil.which("chromium") or os.environ.get("CHROMIUM", "")
    assert node is not None
    assert chromium, "install Chromium and a Chinese font"
    command = [node, str(WEB / "wizard.mjs"), address, str(width), str(tmp_path)]
    ran = subprocess.run(command, capture_output=True, text=True, check=True, env={**os.environ, "CHROMIUM": chromium})
    seen = json.loads(ran.stdout)
    assert seen["outside"] == []
    assert [page["violations"] for page in seen["pages"]] == [[]] * len(seen["pages"])
    assert all(page["wide"] <= width for page in seen["pages"])
    assert len(seen["pages"]) >= 4
    assert "办完" in seen["last"]
    assert seen["calendar"].startswith("BEGIN:VCALENDAR")
    assert seen["print"] > 1000
