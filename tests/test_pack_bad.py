"""Every file of ``bad_packs`` is refused with exactly the problems that its first lines expect."""

from __future__ import annotations

from pathlib import Path

import pytest

from medcard.errors import InvalidPack
from medcard.packs.load import load_pack

FILES = sorted((Path(__file__).parent / "bad_packs").glob("*.yaml"))


def expected(text: str) -> list[str]:
    """The ``line:col code`` of the comments at the top, repeated where two problems share a place."""
    return [line.removeprefix("# expect: ") for line in text.splitlines() if line.startswith("# expect: ")]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_all_problems_are_found_at_their_places_and_no_others(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    with pytest.raises(InvalidPack) as caught:
        load_pack(text, file=path.name)
    assert [f"{p.line}:{p.col} {p.code}" for p in caught.value.found] == expected(text)


def test_there_are_many_and_each_expects_something() -> None:
    assert len(FILES) >= 60
    assert all(expected(path.read_text(encoding="utf-8")) for path in FILES)
