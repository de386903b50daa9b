"""Answers that come back from elsewhere, ready to go on with."""

from __future__ import annotations

import attrs

from medcard import answer_reader
from medcard.plan import Answer, Undecided
from medcard.planner import ask_again


def from_json(text: str) -> Answer:
    """The answer that ``medcard.answer_json.to_json`` wrote; an undecided one can be answered further.

    Raises InvalidAnswer with every problem of the text.
    """
    answer = answer_reader.from_json(text)
    return attrs.evolve(answer, again=ask_again) if isinstance(answer, Undecided) else answer
