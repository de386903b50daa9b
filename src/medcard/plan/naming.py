"""An id and the words for it."""

from __future__ import annotations

import attrs

from medcard.model import Text
from medcard.record import Record


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Named(Record):
    """The id of a step or a paper, with its words."""

    id: str
    name: Text
