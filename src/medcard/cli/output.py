"""Writing: UTF-8 whatever the locale, line breaks as they are, tables for a terminal or for a pipe."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO


def write(text: str, to: str | None = None) -> None:
    """Print ``text``, or put it into the file ``to``."""
    if to is None or to == "-":
        _put(text, sys.stdout)
    else:
        Path(to).write_bytes(text.encode("utf-8", "backslashreplace"))


def write_error(text: str) -> None:
    """Print ``text`` on the standard error."""
    _put(text, sys.stderr)


def _put(text: str, stream: TextIO) -> None:
    stream.flush()
    if not hasattr(stream, "buffer"):  # a caller of main() may have put a plain text stream in its place
        stream.write(text)
        return
    stream.buffer.write(text.encode("utf-8", "backslashreplace"))
    stream.buffer.flush()


def write_table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print rows below a head, aligned in a terminal; without the head and with tabs between cells in a pipe."""
    if not sys.stdout.isatty():
        write("".join("\t".join(row) + "\n" for row in rows))
        return
    from medcard.rendering.text import aligned  # only a terminal needs the width of characters

    write("".join(line + "\n" for line in aligned([tuple(head), *map(tuple, rows)])))
