"""Writes what a machine makes of the docs: the pictures of one plan and the page of facts; a test compares them."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

from medcard import Applicant, make_plan, render
from medcard.facts import Fact
from medcard.known import APPLICANT_FACTS, SCENARIO_FACTS

DOCS = Path(__file__).parent.parent / "docs"
FACTS_HEAD = """# 事实 · Facts

会影响方案的事情只有这些，没有姓名，没有号码。在数据包和命令行里这样写（`insured-as`），在 Python 里把 `-` 换成 `_`。
“一般”是允许推定时（`assume="typical"`，命令行默认如此）采用的值；没有的，从不推定。
地区数据包可以另加“是/否”的问题：`medcard facts --region 地区`。

All that can change a plan; there is no name and no number among them. Written so in packs and on the command line
(`insured-as`), with `_` for `-` in Python. *Typical* is what is taken where assuming is allowed (`assume="typical"`, the
command line's default); where there is none, nothing is ever assumed. A region's pack may ask for yes/no facts of its own:
`medcard facts --region REGION`.
"""


def pictures() -> dict[Path, str]:
    """The flow chart and the timeline of a lost card in Haikou, in both languages."""
    person = Applicant(insured_as="employee", age=35)
    plan = make_plan(person, "lost", region="海口", on=date(2026, 11, 23), assume="typical")
    return {
        DOCS / "_static" / f"{name}.{lang}.svg": render(plan, f"{name}-svg", lang)
        for name in ("flow", "timeline")
        for lang in ("zh", "en")
    }


def facts_page() -> str:
    """The closed vocabulary, in the order in which it is declared."""
    parts = [FACTS_HEAD]
    for title, facts in (("办事人 · The person", APPLICANT_FACTS), ("情形 · The situation", SCENARIO_FACTS)):
        parts.append(f"## {title}\n")
        parts += [_fact(fact) for fact in facts]
    return "\n".join(parts)


def _fact(fact: Fact) -> str:
    labels = zip(fact.values, fact.value_zh, fact.value_en, strict=True)
    values = "；".join(f"`{value}` {zh} · {en}" for value, zh, en in labels) or f"({fact.kind.value})"
    lines = [
        f"### {fact.name}\n",
        f"{fact.ask_zh} · {fact.ask_en}\n",
        f"- 取值 values: {values}",
        f"- 一般 typical: {f'`{fact.typical}`' if fact.typical else '–'}",
    ]
    return "\n".join([*lines, ""])


def pages() -> dict[Path, str]:
    """Every file that this script makes, with what it should hold."""
    return {**pictures(), DOCS / "facts.md": facts_page()}


def main(*arguments: str) -> int:
    """Write the files; with ``--check`` only say which are not up to date."""
    stale = [path for path, text in pages().items() if not path.exists() or path.read_text(encoding="utf-8") != text]
    if "--check" in arguments:
        print(*(f"{path.name}: not up to date; run python scripts/make_docs.py" for path in stale), sep="\n", end="")
        return 1 if stale else 0
    for path, text in pages().items():
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
