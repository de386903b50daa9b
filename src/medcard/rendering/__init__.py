"""Answers for people: one module a format, each ``render(answer, *, lang="zh") -> str``."""

from __future__ import annotations

from importlib import import_module
from typing import cast

from medcard.plan import Answer

FORMATS = {
    "text": "medcard.rendering.text",
    "markdown": "medcard.rendering.markdown",
    "json": "medcard.rendering.plain_json",
}
"""Format → the module that writes it, imported when the format is first asked for."""


def render(answer: Answer, format: str = "text", lang: str = "zh") -> str:  # noqa: A002
    """The answer in one of ``FORMATS``; equal answers give equal text. ValueError for another format or language."""
    if format not in FORMATS:
        raise ValueError(f"{format!r} is not a format of medcard; use one of {', '.join(FORMATS)}")
    return cast(str, import_module(FORMATS[format]).render(answer, lang=lang))
