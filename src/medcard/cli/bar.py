"""How far a long command is: a bar on the standard error, if that is a terminal and it takes longer than a moment."""

from __future__ import annotations

import sys
import time
from collections.abc import Generator, Sequence
from typing import TypeVar

from medcard.cli.output import is_closed, write_error
from medcard.model import Text

Item = TypeVar("Item")
PATIENCE_SECONDS = 1.0
READING, REGIONS, PACKS = Text("读数据包", "reading packs"), Text("地区", "regions"), Text("数据包", "packs")
QUESTIONS = Text("情形", "situations")
_CELLS = 24
_AWAY = "\r\x1b[K"


class Bar:
    """One a command: it waits a moment from when it is made, whatever is counted on it, before it shows itself."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self.shown = not is_closed(sys.stderr) and sys.stderr.isatty()
        self.begun = time.monotonic()

    def over(self, items: Sequence[Item], what: Text) -> Generator[Item]:
        """The items, one after the other, with the bar drawn before each and taken away in the end."""
        drawn = False
        try:
            for done, item in enumerate(items):
                if self.shown and time.monotonic() - self.begun >= PATIENCE_SECONDS:
                    write_error(_AWAY + _line(what.get(self.lang), done, len(items)))
                    drawn = True
                yield item
        finally:
            if drawn:
                write_error(_AWAY)


def _line(what: str, done: int, of: int) -> str:
    """The bar as text.

    >>> _line("packs", 3, 12)
    'packs ██████░░░░░░░░░░░░░░░░░░ 3/12'
    """
    full = _CELLS * done // of
    return f"{what} {'█' * full}{'░' * (_CELLS - full)} {done}/{of}"
