"""Packs of installed packages: found by their metadata and read as files; nothing of them is run."""

from __future__ import annotations

from importlib.metadata import entry_points
from importlib.util import find_spec
from pathlib import Path

from medcard.errors import InvalidPack
from medcard.packs.discover import file_problem
from medcard.packs.problems import Code, PackProblem

GROUP = "medcard.packs"


def installed() -> tuple[Path, ...]:
    """The folders of installed packages that offer packs in the entry point group ``medcard.packs``.

    An entry point names a package (``their_packs`` or ``their_packs.data``); it is located, not imported.
    Ordered by name. Raises one ``InvalidPack`` for all that cannot be located.
    """
    found: dict[Path, None] = {}
    problems: list[PackProblem] = []
    for entry in sorted(entry_points(group=GROUP), key=lambda entry: (entry.name, entry.value)):
        folders = _folders(entry.value)
        found.update(dict.fromkeys(folders))
        if not folders:
            message = f"entry point {entry.name!r} of {GROUP}: no folder of this package is installed"
            problems.append(file_problem(entry.value, Code.UNREADABLE, message))
    if problems:
        raise InvalidPack(problems)
    return tuple(found)


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
