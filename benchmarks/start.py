"""Cold starts against each other: bare Python, attrs and cattrs, ``import medcard``, one whole ``medcard plan``.

    python benchmarks/start.py [ROUNDS]

Every round starts each command once, in turn, so that a busy machine is busy for all of them; the medians are
compared. All modules are compiled beforehand, as an installer does it, into a folder of their own: an environment
that forbids compiled files (PYTHONDONTWRITEBYTECODE) would else be measured too. The limits: ``import medcard``
1.15 ×, ``medcard plan`` 2.5 × of importing attrs and cattrs.
"""

from __future__ import annotations

import os
import subprocess
import sys
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

ROUNDS = 25
BASE = "import attrs, cattrs"
COMMANDS = {
    "bare python": ("-c", ""),
    BASE: ("-c", BASE),
    "import medcard": ("-c", "import medcard"),
    "medcard plan": ("-m", "medcard", "plan", "lost", "--region", "海口", "--on", "2026-11-23"),
}


def main(rounds: int) -> None:
    """Print one line a command: its median, its fastest, and the median against that of the base."""
    with TemporaryDirectory() as folder:
        env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        env |= {"PYTHONPYCACHEPREFIX": folder, "PYTHONHASHSEED": "0", "PYTHONUTF8": "1"}
        for command in COMMANDS.values():
            _seconds(command, env)
        taken: dict[str, list[float]] = {name: [] for name in COMMANDS}
        for _ in range(rounds):
            for name, command in COMMANDS.items():
                taken[name].append(_seconds(command, env))
    base = median(taken[BASE])
    print(f"{'':22}{'median':>10}{'fastest':>10}{'ratio':>8}")
    for name, seconds in taken.items():
        middle = median(seconds)
        print(f"{name:22}{middle * 1000:7.0f} ms{min(seconds) * 1000:7.0f} ms{middle / base:8.2f}")


def _seconds(command: tuple[str, ...], env: dict[str, str]) -> float:
    start = perf_counter()
    subprocess.run([sys.executable, *command], env=env, check=True, stdout=subprocess.DEVNULL)
    return perf_counter() - start


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS)
