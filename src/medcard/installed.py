"""Packs of installed packages: found by their metadata and read as files; nothing of them is run.

Light, since every command looks: the standard library's reader of metadata is loaded only where something is found.
"""

from __future__ import annotations

import os
import sys
from importlib.util import find_spec
from pathlib import Path

from medcard.errors import InvalidPack

GROUP = "medcard.packs"

_GROUP = f"[{GROUP}]".encode()
_METADATA = (".dist-info", ".egg-info")


def installed_packs() -> tuple[Path, ...]:
    """The folders of installed packages that offer packs in the entry point group ``medcard.packs``, for ``paths=``.

    An entry point names a package (``their_packs`` or ``their_packs.data``); it is located, not imported.
    Ordered by name. Raises one ``InvalidPack`` for all that cannot be located.
    """
    if not any(map(_may_offer, sys.path)):
        return ()
    from importlib.metadata import entry_points  # 30 ms

    found: dict[Path, None] = {}
    lost: list[tuple[str, str]] = []
    for entry in sorted(entry_points(group=GROUP), key=lambda entry: (entry.name, entry.value)):
        folders = _folders(entry.value)
        found.update(dict.fromkeys(folders))
        if not folders:
            lost.append((entry.name, entry.value))
    if lost:
        raise _not_there(lost)
    return tuple(found)


def _may_offer(path: str) -> bool:
    """Whether packages of this part of ``sys.path`` may offer packs; of an archive nothing is known."""
    folder = path or "."
    if not os.path.isdir(folder):
        return os.path.exists(folder)
    metadata = (name for name in os.listdir(folder) if name.endswith(_METADATA))
    return any(_GROUP in _entry_points(os.path.join(folder, name)) for name in metadata)


def _entry_points(metadata: str) -> bytes:
    try:
        with open(os.path.join(metadata, "entry_points.txt"), "rb") as file:
            return file.read()
    except OSError:
        return b""


def _folders(package: str) -> tuple[Path, ...]:
    """Where a package's files are; ``find_spec`` of a dotted name would import its parents, so only the
    first part is looked up, and the others are folders in it."""
    first, *inner = package.split(".")
    try:
        spec = find_spec(first)
    except ValueError:  # a module that was made by hand bears no spec
        return ()
    if spec is None or spec.submodule_search_locations is None:
        return ()
    folders = [Path(location, *inner) for location in spec.submodule_search_locations]
    return tuple(folder for folder in folders if folder.is_dir())


def _not_there(lost: list[tuple[str, str]]) -> InvalidPack:
    from medcard.packs.discover import file_problem
    from medcard.packs.problems import Code

    advice = "no folder of this package is installed; install it again or remove it"
    return InvalidPack(
        [file_problem(package, Code.UNREADABLE, f"entry point {name!r} of {GROUP}: {advice}") for name, package in lost]
    )
