"""The command line: the only place that prints, reads the clock and reads the environment.

``main`` finds the command's module and imports that alone. Exit 0: fine; 1: a question was answered with "no", or
problems were found; 2: wrong usage, one line a problem on the standard error.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

COMMANDS = {
    "plan": "出办事方案 (the plan for a situation)",
    "explain": "说明为什么，为什么不 (why, and why not)",
    "replan": "办了几步以后，接下来怎么办 (the plan from here)",
    "problem": "输出背后的规划问题 JSON (the planning problem behind it)",
    "solve": "求解规划问题 JSON (solve such a problem)",
    "regions": "查地区代码和名称 (find regions)",
    "scenarios": "列出能回答的情形 (list the situations)",
    "facts": "列出会影响答案的事实 (list the facts)",
    "check": "检查地区数据包 (check data packs)",
    "diff": "比较数据包：谁的办法变了 (who gets another plan from other packs)",
    "coverage": "各地自己的资料有多少 (what each region says itself)",
    "schema": "输出 JSON Schema，给编辑器补全和检查 (schemas for editors)",
    "pack new": "新写一个地区的数据包 (begin a pack of a region)",
    "pack show": "当地每一项用谁的说法 (whose word holds in a region)",
    "pack test": "运行数据包旁边的案例 (run the cases beside packs)",
    "completion": "输出命令行补全脚本 (a completion script for a shell)",
}
"""Command, of one word or two, → what it does; ``medcard.cli.<command>`` holds it, with ``_`` between two words."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line with ``argv``, by default that of the process, and return the exit code."""
    from medcard.cli.run import run

    try:
        return run(sys.argv[1:] if argv is None else list(argv))
    except BrokenPipeError:
        # The reader has seen enough; the interpreter must not find out again when it flushes at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130
