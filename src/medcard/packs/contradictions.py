"""Two statements of one source on one field that cannot both hold, proved by a person for whom both would."""

from __future__ import annotations

from medcard.packs.shape import Reading


def check_contradictions(reading: Reading) -> None:
    """Placeholder."""
