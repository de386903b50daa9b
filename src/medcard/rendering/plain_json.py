"""JSON with plain words in one language; ``medcard.answer_json`` writes and reads both."""

from __future__ import annotations

from medcard.answer_json import to_json
from medcard.plan import Answer


def render(answer: Answer, *, lang: str = "zh") -> str:
    """The answer as JSON, ending in a line break."""
    return to_json(answer, lang) + "\n"
