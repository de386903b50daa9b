"""Reading a JSON file or the standard input, of a size that can be meant."""

from __future__ import annotations

import sys

from medcard.cli.output import is_closed
from medcard.cli.parser import WrongUsage

MOST_BYTES = 16_000_000


def read_text(name: str, what: str, *, most: int = MOST_BYTES, why: str | None = None) -> str:
    """The text of the file ``name``, of the standard input for ``-``, which is to hold a ``what``.

    Raises WrongUsage for what has more than ``most`` bytes (``why`` says what needs fewer) or is no UTF-8, OSError for
    what cannot be read.
    """
    content = _content(name, what, most)
    if len(content) > most:
        raise WrongUsage([f"{name}: more than {most:,} bytes; {why or f'no {what} needs so many'}"])
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise WrongUsage([f"{name}: byte {error.start} is not UTF-8; save the file as UTF-8"]) from None


def _content(name: str, what: str, most: int) -> bytes:
    """The bytes of the file or of the standard input, one more than are allowed if there are too many."""
    if name != "-":
        with open(name, "rb") as file:
            return file.read(most + 1)
    if is_closed(sys.stdin):
        raise WrongUsage([f"-: the standard input is closed; pipe a {what} into it, or name a file"])
    return sys.stdin.buffer.read(most + 1)
