"""The bytes of a pack file to its characters: refused where they are too many, not UTF-8, or not text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from medcard.packs.problems import MOST_PROBLEMS, Code, Position, Problems

MOST_BYTES = 1_000_000

_BOM = "\ufeff"
# What nobody means to write: control characters, line breaks that only YAML sees (they shift every position
# after them), zero-width and direction marks, which web pages leave in copied text, replacement characters,
# surrogates. A string, since compiling it takes 5 ms of a start that mostly needs the short test alone.
_BAD_CHARACTER = (
    "[^\t\n\r -~\u00a0-\u00ac\u00ae-\u200a\u2010-\u2027\u202f-\u205f\u2070-\ud7ff\ue000-\ufefe\uff00-\uffef"
    "\U00010000-\U000dffff\U000e0100-\U0010ffff]"
)


def bad_characters(text: str) -> list[int]:
    """Where the characters stand that no pack may hold: the first few, enough to fill a list of problems.

    >>> bad_characters("医保　卡\\r\\n"), bad_characters("460100\\u200b")
    ([], [6])
    """
    rest = text
    for white in "\n\r\t\u3000\u00a0":
        rest = rest.replace(white, "")
    if rest.isprintable() and "\ufffd" not in rest and "\ufffc" not in rest:
        return []  # surely nothing; else ask the pattern, which does not change with Python's Unicode
    return [found.start() for found in islice(re.finditer(_BAD_CHARACTER, text), MOST_PROBLEMS + 1)]


def characters(text: str | bytes, problems: Problems) -> str | None:
    """The characters of the file without its byte order mark, or None, with the reason among ``problems``.

    >>> problems = Problems("a.yaml")
    >>> characters(b"\\xef\\xbb\\xbfregion: 460100", problems)
    'region: 460100'
    >>> characters(b"wait: 3\\r\\nfee:\\x00 20", problems)
    >>> print(problems.found()[0])
    a.yaml:2:5: bad-character: character U+0000 is not text; delete it
    """
    raw = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
    if len(raw) > MOST_BYTES:
        message = f"more than {MOST_BYTES:,} bytes; split the file"
        problems.add((1, 1), Code.TOO_LARGE, message)
        return None
    if isinstance(text, bytes):
        try:
            text = text.decode("utf-8")
        except UnicodeDecodeError as error:
            good = raw[: error.start].decode("utf-8").removeprefix(_BOM)
            message = f"byte 0x{raw[error.start]:02X} is not UTF-8; save the file as UTF-8"
            problems.add(next(places(good, [len(good)])), Code.NOT_UTF8, message)
            return None
    text = text.removeprefix(_BOM)
    bad = bad_characters(text)
    if not bad:
        return text
    for offset, place in zip(bad, places(text, bad), strict=True):
        problems.add(place, Code.BAD_CHARACTER, f"character U+{ord(text[offset]):04X} is not text; delete it")
    return None


def places(text: str, offsets: Iterable[int]) -> Iterator[Position]:
    """Line and column of each of the rising offsets, in one pass; CRLF, CR and LF end a line.

    >>> list(places("fee: 0\\r\\nwait: 3", [5, 8, 14]))
    [(1, 6), (2, 1), (2, 7)]
    """
    line, begin, counted = 1, 0, 0
    for offset in offsets:
        crlf = text.count("\r\n", counted, offset)
        line += text.count("\n", counted, offset) + text.count("\r", counted, offset) - crlf
        begin = max(begin, text.rfind("\n", counted, offset) + 1, text.rfind("\r", counted, offset) + 1)
        counted = offset
        yield line, offset - begin + 1
