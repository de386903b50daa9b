"""Answers for people: one module a format, each ``render(answer, *, lang="zh") -> str``."""

from __future__ import annotations

from importlib import import_module
from typing import cast

from medcard.arguments import expect, expect_all, expect_one_of
from medcard.explaining.values import Explanation
from medcard.plan import Answer, NoPlan, Plan, Undecided

Explained = Explanation | tuple[Explanation, ...]

FORMATS = {
    "text": "medcard.rendering.text",
    "markdown": "medcard.rendering.markdown",
    "json": "medcard.rendering.plain_json",
    "html": "medcard.rendering.html",
    "flow-svg": "medcard.rendering.flow_svg",
    "timeline-svg": "medcard.rendering.timeline_svg",
    "mermaid": "medcard.rendering.mermaid",
    "mermaid-gantt": "medcard.rendering.mermaid_gantt",
    "ics": "medcard.rendering.ics",
    "jsonld": "medcard.rendering.jsonld",
}
"""Format → the module that writes it, imported when the format is first asked for."""
OF_EXPLANATIONS = ("text", "markdown", "json")
PLAN_ONLY = ("flow-svg", "timeline-svg", "mermaid", "mermaid-gantt", "ics", "jsonld")
"""Formats that draw or date the steps of a plan, so that they take no other answer."""


def render(answer: Answer | Explained, format: str = "text", lang: str = "zh") -> str:  # noqa: A002
    """The answer in one of ``FORMATS``, explanations in one of ``OF_EXPLANATIONS``; equal ones give equal text.

    WrongArgument for what is neither, for another format or language, and for an answer that is no plan in one of
    ``PLAN_ONLY``. MissingExtra where a format's package is not installed.
    """
    explained = isinstance(answer, Explanation | tuple)
    if isinstance(answer, tuple):
        expect_all("answer", answer, Explanation, "explanations")
    else:
        accepted = "a Plan, an Undecided, a NoPlan or an Explanation"
        expect("answer", answer, Plan | Undecided | NoPlan | Explanation, accepted)
    expect_one_of("format", format, OF_EXPLANATIONS if explained else FORMATS)
    expect_one_of("lang", lang, ("zh", "en"))
    return cast(str, import_module(FORMATS[format]).render(answer, lang=lang))
