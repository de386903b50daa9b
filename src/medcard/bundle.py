"""The data files that the package brings, read by the loader that read its modules: unpacked or zipped alike.

``importlib.resources`` does the same and more, but costs 10 to 20 ms of a start.
"""

from __future__ import annotations

import os
from typing import Protocol, cast


class _Loader(Protocol):
    def get_data(self, path: str) -> bytes: ...


def read(*path: str) -> bytes:
    """The content of ``medcard/data/<path>``; OSError if there is no such file.

    >>> read("regions.tsv")[:1]
    b'#'
    """
    assert __spec__ is not None
    return cast(_Loader, __spec__.loader).get_data(os.path.join(os.path.dirname(__file__), "data", *path))
