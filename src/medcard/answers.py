"""Answers that come back from elsewhere, ready to go on with."""

from __future__ import annotations

import attrs

from medcard import answer_reader
from medcard.plan import Answer
from medcard.planner import ask_again


def from_json(text: str) -> Answer:
    """The answer that ``medcard.answer_json.to_json`` wrote; it goes on as the first one does.

    Raises InvalidAnswer with every problem of the text.
    """
    return attrs.evolve(answer_reader.from_json(text), again=ask_again)
