"""The flow chart of a plan as Mermaid text, for whatever draws Mermaid: GitHub, GitLab, editors, notebooks.

Mermaid has no escape that every version of it keeps, so marks that could be its markup are written full width.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from medcard.plan import Answer
from medcard.rendering import svg
from medcard.rendering.chart import Kind, Node, chart
from medcard.rendering.drawable import the_plan
from medcard.rendering.words import Words

_MARKUP = '"#&;<>`*_~[]{}|\\%$^=+@!'
_WIDE = str.maketrans({mark: chr(ord(mark) + 0xFEE0) for mark in _MARKUP})
_LIST = re.compile(r"^(-|\d+[.)])")
_SHAPES = {
    Kind.START: ('(["', '"])'),
    Kind.STEP: ('["', '"]'),
    Kind.WAIT: ('("', '")'),
    Kind.FINISH: ('(["', '"])'),
}
_CONFIG = '%%{init: {"flowchart": {"htmlLabels": false}}}%%'


def render(answer: Answer, *, lang: str = "zh") -> str:
    """The chart as text, one node or edge a line. WrongArgument for an answer that is no plan."""
    drawn = chart(the_plan(answer), lang)
    lines = ["---", f"title: {json.dumps(words(drawn.title), ensure_ascii=False)}", "---", _CONFIG, "flowchart TD"]
    for number, node in enumerate(drawn.nodes):
        lines += _node(number, node)
    lines += [f"n{one} --> n{other}" for one, other in drawn.edges]
    lines += [f'o{number}["{words(other)}"]:::aside' for number, other in enumerate(drawn.others)]
    return "\n".join([*lines, *_classes(drawn.nodes)]) + "\n"


def _node(number: int, node: Node) -> Iterator[str]:
    before, after = _SHAPES[node.kind]
    said = "<br/>".join(map(words, (node.title, *node.lines)))
    yield f"n{number}{before}{said}{after}:::{_class(node)}"
    if node.asides:
        yield f'a{number}["{"<br/>".join(map(words, node.asides))}"]:::aside'
        yield f"n{number} -.- a{number}"


def _class(node: Node) -> str:
    if node.kind is Kind.STEP:
        return node.actor if node.actor in svg.ACTORS else "other"
    return "wait" if node.kind is Kind.WAIT else "terminus"


def _classes(nodes: tuple[Node, ...]) -> Iterator[str]:
    looks = {**svg.ACTORS, "other": svg.actor(""), "wait": svg.WAIT, "terminus": svg.END, "aside": svg.ASIDE}
    used = {*map(_class, nodes), "aside"}
    for name, style in looks.items():
        if name in used:
            dash = f",stroke-dasharray:{style.dash}" if style.dash else ""
            yield f"classDef {name} fill:{style.fill},stroke:{style.stroke},color:{style.ink}{dash}"


def words(text: str) -> str:
    """``text`` so that Mermaid shows it: markup full width, no list at the beginning.

    >>> words('a "b" #1; <c>'), words("1. a"), words("- b")
    ('a ＂b＂ ＃1； ＜c＞', '1． a', '－ b')
    """
    wide = Words.plain(text).translate(_WIDE)
    return _LIST.sub(lambda found: found[0][:-1] + chr(ord(found[0][-1]) + 0xFEE0), wide)
