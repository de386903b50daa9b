"""Where packs are found, which of them a chain loads, and what packs of a chain may name."""

from __future__ import annotations

import json
import os
import pickle
import subprocess
import sys
import threading
import zipfile
from importlib import invalidate_caches
from pathlib import Path

import pytest

from medcard.cli import main
from medcard.errors import InvalidPack
from medcard.installed import installed_packs
from medcard.model import Pack
from medcard.packs import discover
from medcard.packs.discover import bundled, bundled_pack, load_chain, load_path, pack_files, search_path
from medcard.packs.load import load_pack
from medcard.packs.references import check_references
from unpacked import UNPACKED

HEAD = """\
pack: medcard/pack/1
region: {region}
checked: 2026-11-20
by: page
sources: {{page: {{kind: seed, title: 网文}}}}
"""


def write(path: Path, region: str, body: str = "") -> Path:
    path.write_text(HEAD.format(region=region) + body, encoding="utf-8")
    return path


def pack(region: str, body: str, file: str = "a.yaml") -> Pack:
    return load_pack(HEAD.format(region=region) + body, file=file)


def test_bundled_packs_are_named_by_their_regions_and_in_order() -> None:
    assert list(bundled()) == sorted(bundled())
    assert "000000" in bundled()
    assert all(resource.name == f"{code}.yaml" for code, resource in bundled().items())


def test_a_bundled_pack_is_read_once_whichever_thread_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(discover, "_LOADED", {})
    found: list[Pack | None] = []
    threads = [threading.Thread(target=lambda: found.append(bundled_pack("000000"))) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 6
    assert all(each is found[0] is not None for each in found)
    assert bundled_pack("999999") is None


def test_a_chain_takes_only_its_own_files(tmp_path: Path) -> None:
    write(tmp_path / "county.yaml", "659013")
    (tmp_path / "elsewhere.yaml").write_text("region: 659000\nthis is: [not read", encoding="utf-8")
    (tmp_path / "659013.cases.yaml").write_text("list: []", encoding="utf-8")
    (tmp_path / "notes.txt").write_text("nothing", encoding="utf-8")
    loaded = load_chain(["659012", "659013"], paths=[tmp_path])
    assert [(each.region, each.file) for each in loaded] == [("659013", str(tmp_path / "county.yaml"))]


def test_a_chain_is_ordered_from_the_nation_down(tmp_path: Path) -> None:
    lower = write(tmp_path / "1.yaml", "659012")
    upper = write(tmp_path / "2.yaml", "650000", "replaces: 650000.yaml\n")
    loaded = load_chain(["650000", "659012"], paths=[lower, upper])
    assert [(each.region, each.file) for each in loaded] == [("650000", str(upper)), ("659012", str(lower))]


def test_a_file_given_twice_counts_once(tmp_path: Path) -> None:
    path = write(tmp_path / "a.yaml", "659012")
    assert len(load_chain(["659012"], paths=[path, tmp_path, str(path)])) == 1


@pytest.mark.parametrize("replaced", ["a.yaml", '"659012"'])
def test_a_pack_may_replace_another_of_its_region(tmp_path: Path, replaced: str) -> None:
    write(tmp_path / "a.yaml", "659012")
    write(tmp_path / "b.yaml", "659012", f"replaces: {replaced}\n")
    (loaded,) = load_chain(["659012"], paths=[tmp_path])
    assert Path(loaded.file).name == "b.yaml"


def test_a_pack_of_ones_own_may_replace_a_bundled_one(tmp_path: Path) -> None:
    path = write(tmp_path / "mine.yaml", '"000000"', 'replaces: "000000"\n')
    assert [each.file for each in load_chain(["000000"], paths=[path])] == [str(path)]


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        ("", "", "add 'replaces: a.yaml' to one"),
        ("replaces: b.yaml\n", "replaces: a.yaml\n", "replace each other"),
    ],
)
def test_two_packs_of_a_region_must_say_which_is_meant(tmp_path: Path, first: str, second: str, said: str) -> None:
    write(tmp_path / "a.yaml", "659012", first)
    write(tmp_path / "b.yaml", "659012", second)
    with pytest.raises(InvalidPack) as caught:
        load_chain(["659012"], paths=[tmp_path])
    (problem,) = caught.value.problems
    assert problem.startswith(f"{tmp_path / 'b.yaml'}:1:1: two-packs: ")
    assert said in problem


def test_missing_paths_are_one_clear_error(tmp_path: Path) -> None:
    with pytest.raises(InvalidPack) as caught:
        pack_files([tmp_path / "no.yaml", tmp_path, tmp_path / "nor"])
    assert caught.value.problems == (
        f"{tmp_path / 'no.yaml'}:1:1: unreadable: no such file or folder; check the path",
        f"{tmp_path / 'nor'}:1:1: unreadable: no such file or folder; check the path",
    )
    assert pickle.loads(pickle.dumps(caught.value)).problems == caught.value.problems


def test_a_bad_file_of_the_chain_is_refused_with_its_path(tmp_path: Path) -> None:
    path = write(tmp_path / "a.yaml", "659012", "procedure: {}\n")
    with pytest.raises(InvalidPack, match="unknown-key"):
        load_chain(["659012"], paths=[path])


def test_a_search_path_is_split_as_the_system_does() -> None:
    assert search_path(os.pathsep.join(["a", "", "b/c.yaml"])) == (Path("a"), Path("b/c.yaml"))
    assert search_path("") == ()


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of installed packages with one that offers packs and must not be run."""
    site = tmp_path / "site"
    package = site / "their_packs" / "data"
    package.mkdir(parents=True)
    (site / "their_packs" / "__init__.py").write_text("raise SystemExit('run')", encoding="utf-8")
    write(package / "mine.yaml", UNPACKED, "contacts: {hrss: {zh: 电话, phone: '330000'}}\n")
    offer(site, "their_packs.data")
    monkeypatch.syspath_prepend(site)
    return site


def offer(site: Path, *packages: str) -> None:
    """The metadata of one distribution that offers these packages."""
    metadata = site / "their_packs-1.dist-info"
    metadata.mkdir(exist_ok=True)
    (metadata / "METADATA").write_text("Metadata-Version: 2.1\nName: their-packs\nVersion: 1\n")
    points = "".join(f"p{number} = {package}\n" for number, package in enumerate(packages))
    (metadata / "entry_points.txt").write_text(f"[medcard.packs]\n{points}")
    invalidate_caches()


def test_installed_packs_are_located_and_not_run(site: Path) -> None:
    assert installed_packs() == (site / "their_packs" / "data",)
    offer(site, "their_packs.data", "their_packs")
    assert installed_packs() == (site / "their_packs" / "data", site / "their_packs")
    assert "their_packs" not in sys.modules


def test_an_entry_point_that_leads_nowhere_is_one_clear_error(site: Path) -> None:
    offer(site, "no_such_packs", "their_packs.none", "json.none")
    with pytest.raises(InvalidPack) as caught:
        installed_packs()
    assert [line.partition(": ")[0] for line in caught.value.problems] == [
        "no_such_packs:1:1",
        "their_packs.none:1:1",
        "json.none:1:1",
    ]
    assert "entry point 'p0' of medcard.packs: no folder of this package is installed" in caught.value.problems[0]


def test_the_command_line_uses_installed_packs(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["regions", UNPACKED]) == 0
    assert capsys.readouterr().out.endswith("\t+\n")
    argv = ["plan", "lost", "--region", UNPACKED, "--on", "2026-11-24", "--format", "json"]
    assert main(argv) == 0
    assert UNPACKED in json.loads(capsys.readouterr().out)["region"]["packs"]
    assert "their_packs" not in sys.modules
    write(site / "their_packs" / "data" / "second.yaml", UNPACKED)
    assert main(argv) == 2
    assert "second.yaml:1:1: two-packs: " in capsys.readouterr().err
    write(site / "their_packs" / "data" / "second.yaml", UNPACKED, "replaces: mine.yaml\n")
    assert main(argv) == 0


def test_regions_are_marked_by_further_packs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write(tmp_path / "a.yaml", UNPACKED)
    assert main(["regions", UNPACKED]) == 0
    assert capsys.readouterr().out.endswith("\t-\n")
    assert main(["regions", UNPACKED, "--pack", str(path)]) == 0
    assert capsys.readouterr().out.endswith("\t+\n")


def test_a_package_in_an_archive_is_not_overlooked(site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    archive = tmp_path / "packed.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("other-1.dist-info/METADATA", "Metadata-Version: 2.1\nName: other\nVersion: 1\n")
        packed.writestr("other-1.dist-info/entry_points.txt", "[medcard.packs]\nother = their_packs\n")
    offer(site)
    (site / "their_packs-1.dist-info" / "entry_points.txt").unlink()
    assert installed_packs() == ()
    monkeypatch.syspath_prepend(archive)
    assert installed_packs() == (site / "their_packs",)


def test_packs_are_the_same_under_every_hash_seed() -> None:
    script = "from medcard.packs.discover import load_chain; print(load_chain(['000000']))"
    outputs = {
        subprocess.run(
            [sys.executable, "-c", script],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("0", "1")
    }
    assert len(outputs) == 1


NATION = """\
milestones: {enrolled: {zh: 已参保, en: enrolled}, card-ready: {zh: 做好, en: ready}}
evidence: {own-id: {zh: 证件, en: id}, photo: {zh: 照片, en: photo}}
places: {card-bank: {zh: 银行, en: bank}}
procedures: {card-reissue: {zh: 补领, en: reissue, gives: {card-ready: []}}}
"""


def test_names_that_the_chain_declares_are_fine() -> None:
    region = """\
procedures:
  card-reissue: {needs: [enrolled], at: card-bank, requirements: {complete: yes, photo: none}}
  own-thing: {zh: 自办, joins: [card-reissue], at: hrss-window}
evidence: {own-id: {one-of: [photo]}, receipt: {zh: 收据, comes-with: card-ready}}
places: {bank-bank: {same-as: card-bank, open: daily}}
"""
    assert check_references([pack('"000000"', NATION), pack("460100", region)]) == ()


def test_every_wrong_name_is_found_with_the_nearest_right_one() -> None:
    region = """\
procedures:
  card-reisue: {fee: 1 yuan}
  card-reissue:
    needs: [enroled]
    gives: {card-redy: []}
    at: card-banc
    requirements: {fotos: none, photo: {value: original, one-of: [foto]}}
    deadline: {within: 1 month, of: enrold, milestones: [card-raedy], lost: 钱}
  bundle: {zh: 一件事, joins: [card-reissues]}
evidence: {own-ids: {one-of: [photos]}, receipt: {zh: 收据, comes-with: card-readi}}
places: {card-branch: {open: daily}, spot: {zh: 点, same-as: card-bnk}}
milestones: {x: {zh: 某, running: {when: {enrolled: yes}, since: applied-on, like: card-reissu}}}
scenarios: {lost: {zh: 丢, goal: [card-rdy], urgent: [[enrlled]], needed: [enrolle], options: [reissue]}}
"""
    found = check_references([pack('"000000"', NATION, "000000.yaml"), pack("460100", region, "b.yaml")])
    assert {problem.file for problem in found} == {"b.yaml"}
    said = {(problem.line, problem.message.split("'")[1]) for problem in found}
    assert said == {
        (7, "card-reisue"),
        (9, "enroled"),
        (10, "card-redy"),
        (11, "card-banc"),
        (12, "fotos"),
        (12, "foto"),
        (13, "enrold"),
        (13, "card-raedy"),
        (14, "card-reissues"),
        (15, "own-ids"),
        (15, "photos"),
        (15, "card-readi"),
        (16, "card-branch"),
        (16, "card-bnk"),
        (17, "card-reissu"),
        (18, "card-rdy"),
        (18, "enrlled"),
        (18, "enrolle"),
        (18, "reissue"),
    }
    first = next(problem for problem in found if problem.line == 9)
    assert str(first) == (
        "b.yaml:9:1: unknown-id: no pack of the chain declares milestone 'enroled', of card-reissue; "
        "did you mean 'enrolled'?"
    )


@pytest.mark.parametrize("code", bundled())
def test_bundled_packs_name_only_what_their_chain_declares(code: str) -> None:
    chain = [above for above in ("000000", code[:2] + "0000", code[:4] + "00", code) if above in bundled()]
    assert check_references(load_chain(list(dict.fromkeys(chain)))) == ()


def test_a_file_that_cannot_be_opened_is_one_clear_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path / "a.yaml", "659012")
    assert load_path(path).region == "659012"

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(InvalidPack, match=r"a\.yaml:1:1: unreadable: cannot be opened: Permission denied"):
        load_path(path)
    monkeypatch.setattr(Path, "iterdir", refuse)
    with pytest.raises(InvalidPack, match=r":1:1: unreadable: cannot be opened: Permission denied"):
        load_chain(["659012"], paths=[tmp_path])


def test_a_deadline_from_nowhere_is_answered_with_the_event_that_was_meant() -> None:
    region = "procedures: {card-reissue: {deadline: {within: 3 working, of: brith, lost: 过期}}}\n"
    (problem,) = check_references([pack('"000000"', NATION), pack("460100", region)])
    assert "event or milestone 'brith'" in problem.message
    assert problem.message.endswith("did you mean 'birth'?")
