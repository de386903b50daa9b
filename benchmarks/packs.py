"""Reading and checking packs: the nation's once a process, each region's chain after it, all packs as authors check.

    python benchmarks/packs.py

Processor time, so that a busy machine counts less. The limits: 5 ms for a chain once the nation's pack is read, and
10 s for ``medcard check`` of all packs, remarks included.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import redirect_stdout
from functools import partial
from io import StringIO
from pathlib import Path
from statistics import median
from time import process_time

from medcard import Catalogue
from medcard.cli import main as medcard
from medcard.model import NATION, Pack
from medcard.packs.discover import bundled
from medcard.packs.load import load_pack
from medcard.regions import region

FILES = {code: Path(str(file)) for code, file in bundled().items()}


def main() -> None:
    """Print the time of the nation's pack, of the chains (median and slowest) and of the check of all packs."""
    nation = _pack(NATION)
    print(f"the nation's pack  {_seconds(partial(_pack, NATION)) * 1000:7.1f} ms")
    taken = sorted((_seconds(partial(_chain, nation, code)), code) for code in FILES if code != NATION)
    slowest, code = taken[-1]
    print(f"a region's chain   {median(seconds for seconds, _ in taken) * 1000:7.1f} ms")
    print(f"  the slowest      {slowest * 1000:7.1f} ms  {code} {region(code).name}")
    with redirect_stdout(StringIO()):
        checked = _seconds(lambda: medcard(["check", str(FILES[NATION].parent), "--on", "2026-11-23"]))
    print(f"all packs checked  {checked:7.1f} s   {len(FILES)} packs")


def _pack(code: str) -> Pack:
    return load_pack(FILES[code].read_bytes(), file=FILES[code].name, proven=True)


def _chain(nation: Pack, code: str) -> Catalogue:
    return Catalogue.of([nation, *(_pack(each.code) for each in region(code).chain[1:] if each.code in FILES)])


def _seconds(make: Callable[[], object]) -> float:
    start = process_time()
    make()
    return process_time() - start


if __name__ == "__main__":
    main()
