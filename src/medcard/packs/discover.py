"""Where packs are: those that medcard brings, files and folders; the only opener of pack files.

Nothing here reads the environment: a search path comes in as text.
"""

from __future__ import annotations

import os
import re
import sys
import threading
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Protocol

from medcard import bundle
from medcard.errors import InvalidPack
from medcard.model import Pack
from medcard.packs.characters import MOST_BYTES
from medcard.packs.load import load_pack
from medcard.packs.problems import Code, PackProblem

ENDINGS = (".yaml", ".yml")
CASES = (".cases.yaml", ".cases.yml")

_BUNDLED = re.compile(r"(\d{6})\.yaml")
_REGION = re.compile(r"^\ufeff?(?:region|\"region\"|'region')[ \t]*:[ \t]*[\"']?(\d{6})\b", re.MULTILINE | re.ASCII)
_LOCK = threading.Lock()
_LOADED: dict[str, Pack] = {}


class Resource(Protocol):
    """A file that can be read: a path, or a member of an installed package, zipped or not."""

    @property
    def name(self) -> str:
        """The file's name without its folder."""
        ...

    def read_bytes(self) -> bytes:
        """The whole content."""
        ...


@cache
def bundled() -> Mapping[str, Resource]:
    """The packs that medcard brings, by region code in order; found by file name, none is opened.

    >>> "000000" in bundled()
    True
    """
    if sys.version_info >= (3, 12):
        from importlib.resources import files  # 15 ms, and only lists need it
    else:  # the 3.11 standard library cannot list folders of a zipped package in every case
        from importlib_resources import files

    folder = files("medcard") / "data" / "packs"
    named = ((_BUNDLED.fullmatch(file.name), file) for file in folder.iterdir())
    found = {match[1]: file for match, file in named if match is not None}
    return MappingProxyType({code: found[code] for code in sorted(found)})


def bundled_pack(code: str) -> Pack | None:
    """The pack that medcard brings for exactly this region, None where it brings none.

    Read once a process, whichever thread asks. Raises ``InvalidPack``.
    """
    name = f"{code}.yaml"
    with _LOCK:
        if code not in _LOADED:
            try:
                raw = bundle.read("packs", name)
            except OSError:
                return None
            _LOADED[code] = load_pack(raw, file=name, proven=True)
        return _LOADED[code]


def search_path(text: str) -> tuple[Path, ...]:
    """The files and folders of a search path, separated as in the system's ``PATH``; empty parts are skipped."""
    return tuple(Path(part) for part in text.split(os.pathsep) if part)


def pack_files(paths: Iterable[str | os.PathLike[str]]) -> tuple[Path, ...]:
    """The pack files of the given files and folders, in order, those of a folder by name; each once.

    Folders are not searched inside each other; ``*.cases.yaml`` are no packs and stand for the pack beside them.
    Raises one ``InvalidPack`` for all paths that are not there.
    """
    found: dict[Path, None] = {}
    missing: list[PackProblem] = []
    for given in paths:
        path = _pack_beside(Path(given))
        if path.is_dir():
            found.update(dict.fromkeys(sorted(filter(_is_pack, _members(path)))))
        elif not path.exists():
            missing.append(file_problem(str(path), Code.UNREADABLE, "no such file or folder; check the path"))
        elif path.name.endswith(CASES):
            message = f"no pack stands beside these cases; call it {path.name.partition('.')[0]}.yaml"
            missing.append(file_problem(str(path), Code.UNREADABLE, message))
        else:
            found[path] = None
    if missing:
        raise InvalidPack(missing)
    return tuple(found)


def cases_beside(path: Path) -> Path | None:
    """The file of cases beside a pack file, None if there is none."""
    stem = path.name.removesuffix(path.suffix)
    return next((file for ending in CASES if (file := path.with_name(stem + ending)).is_file()), None)


def _pack_beside(path: Path) -> Path:
    """The pack beside a file of cases; any other path is itself."""
    ending = next((ending for ending in CASES if path.name.endswith(ending)), None)
    if ending is None:
        return path
    stem = path.name.removesuffix(ending)
    return next((file for ending in ENDINGS if (file := path.with_name(stem + ending)).is_file()), path)


def _members(folder: Path) -> Iterator[Path]:
    try:
        yield from folder.iterdir()
    except OSError as error:
        raise _unreadable(folder, error) from error


def _is_pack(path: Path) -> bool:
    return path.name.endswith(ENDINGS) and not path.name.endswith(CASES) and path.is_file()


def load_path(path: Path) -> Pack:
    """The pack of one file. Raises ``InvalidPack``, also where the file cannot be opened."""
    return load_pack(content(path), file=str(path))


def content(path: Path) -> bytes:
    """The bytes of a pack or of a file of cases, one more than may be where there are too many.

    Raises ``InvalidPack`` where it cannot be opened.
    """
    try:
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except OSError as error:
        raise _unreadable(path, error) from error


def _unreadable(path: Path, error: OSError) -> InvalidPack:
    return InvalidPack([file_problem(str(path), Code.UNREADABLE, f"cannot be opened: {error.strerror}")])


def load_chain(codes: Sequence[str], *, paths: Iterable[str | os.PathLike[str]] = ()) -> tuple[Pack, ...]:
    """The packs of the regions ``codes`` (from the nation down), bundled and from ``paths``, in that order.

    Only files of these regions are read to the end. Two packs of one region must say which one is meant:
    one ``replaces`` the other, by its file name or by the region's code. Raises ``InvalidPack``.
    """
    of_region: dict[str, list[Pack]] = defaultdict(list)
    for code in codes:
        pack = bundled_pack(code)
        if pack is not None:
            of_region[code].append(pack)
    for path in pack_files(paths):
        raw = content(path)
        if _may_be_of(raw, codes):
            pack = load_pack(raw, file=str(path))
            if pack.region in codes:
                of_region[pack.region].append(pack)
    problems = [problem for packs in of_region.values() for problem in rivals(packs)]
    if problems:
        raise InvalidPack(problems)
    return tuple(pack for code in dict.fromkeys(codes) for pack in standing(of_region[code]))


def regions_of(paths: Iterable[str | os.PathLike[str]]) -> set[str]:
    """The regions of the pack files under ``paths``, by their first lines that name one; the files are not checked."""
    named = (_REGION.search(content(path).decode("utf-8", "replace")) for path in pack_files(paths))
    return {found[1] for found in named if found is not None}


def _may_be_of(raw: bytes, codes: Sequence[str]) -> bool:
    """Whether a file may be a pack of these regions, by its first line that names one."""
    found = _REGION.search(raw.decode("utf-8", "replace"))
    return found is None or found[1] in codes


def standing(packs: Sequence[Pack]) -> list[Pack]:
    """The packs of one region that no other one replaces."""
    return [pack for pack in packs if not any(_replaces(other, pack) for other in packs if other is not pack)]


def _replaces(pack: Pack, other: Pack) -> bool:
    return pack.replaces in (other.region, other.file, Path(other.file).name)


def rivals(packs: Sequence[Pack]) -> Iterator[PackProblem]:
    """What is wrong where several packs of one region stand."""
    left = standing(packs)
    if len(left) == 1:
        return
    first, *others = left or packs
    for pack in others:
        message = f"{first.file} is a pack of region {pack.region} too; add 'replaces: {Path(first.file).name}' to one"
        if not left:
            message = f"{first.file} and this pack replace each other; take 'replaces:' out of one"
        yield file_problem(pack.file, Code.TWO_PACKS, message)


def file_problem(file: str, code: Code, message: str) -> PackProblem:
    """What is wrong with a whole file."""
    return PackProblem(file=file, line=1, col=1, code=code, message=message)
