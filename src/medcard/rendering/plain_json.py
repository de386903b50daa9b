"""JSON with plain words in one language; ``medcard.answer_json`` writes and reads both."""

from __future__ import annotations

import json

from medcard.answer_json import to_json, to_value
from medcard.plan import Answer
from medcard.rendering.explanations import Explained


def render(answer: Answer | Explained, *, lang: str = "zh") -> str:
    """The answer or the explanation as JSON, a list of several explanations, ending in a line break."""
    if isinstance(answer, tuple):
        return json.dumps([to_value(each, lang) for each in answer], ensure_ascii=False, indent=2) + "\n"
    return to_json(answer, lang) + "\n"
