"""Writing: UTF-8 whatever the locale, line breaks as they are, tables for a terminal or for a pipe."""

from __future__ import annotations

import errno
import sys
from collections.abc import Sequence
from typing import TextIO


def write(text: str, to: str | None = None) -> None:
    """Print ``text``, or put it into the file ``to``."""
    if to is None or to == "-":
        _put(text, sys.stdout)
    else:
        with open(to, "wb") as file:  # a Path would take an empty name for the folder it is in
            file.write(text.encode("utf-8", "backslashreplace"))


def write_error(text: str) -> None:
    """Print ``text`` on the standard error, nowhere if that is closed."""
    if not is_closed(sys.stderr):
        _put(text, sys.stderr)


def is_closed(stream: TextIO | None) -> bool:
    """Python has None for a stream that was closed before it started (``>&-``)."""
    return stream is None


def _put(text: str, stream: TextIO) -> None:
    if is_closed(stream):
        raise OSError(errno.EBADF, "it is closed; give -o FILE", "standard output")
    stream.flush()
    if not hasattr(stream, "buffer"):  # a caller of main() may have put a plain text stream in its place
        stream.write(text)
        return
    stream.buffer.write(text.encode("utf-8", "backslashreplace"))
    stream.buffer.flush()


def write_table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print rows below a head, aligned in a terminal; without the head and with tabs between cells in a pipe."""
    if is_closed(sys.stdout) or not sys.stdout.isatty():
        write("".join("\t".join(row) + "\n" for row in rows))
        return
    from medcard.rendering.text import aligned  # only a terminal needs the width of characters

    write("".join(line + "\n" for line in aligned([tuple(head), *map(tuple, rows)])))
