"""Problems of the size and shape that real regions give: 12-18 procedures, 31-44 channels, plans of 9-13 steps.

The same seed gives the same problem everywhere. Offices are shared by several procedures, so that visits can be
shared; an app costs no visit but waits longer; express costs a fee.
"""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from medcard.problem import Action, Calendar, Deadline, Initial, Problem, Span, Unit

START = date(2026, 11, 23)
OFFICES = ("bank", "hrss-hall", "police")
MATERIALS = ("application-form", "household-register", "photo", "resident-id")
WAITING = 0.6


def realistic(seed: int, *, procedures: int | None = None, same_place: int = 0) -> Problem:
    """A problem; ``procedures`` fixes how many there are, ``same_place`` how many must go to one hall."""
    rng = Random(seed)
    count = procedures or rng.randint(12, 18)
    channels = min(rng.randint(31, 44), 3 * count)
    actions: list[Action] = []
    for number in range(count):
        left = count - number
        size = min(3, max(1, round((channels - len(actions)) / left)))
        needs = tuple(sorted({f"m{rng.randrange(max(0, number - 4), number):02}" for _ in range(2)})) if number else ()
        kinds = _kinds(rng, size)
        office = rng.choice(OFFICES)
        if number < same_place:
            kinds, office = ["window", "express"], "hrss-hall"
        actions += [_channel(rng, number, kind, office, needs) for kind in kinds]
    top = count - 1
    return Problem(
        start=START,
        known_until=date(2026, 12, 31),
        calendars=(
            ("working", Calendar(weekdays=(1, 2, 3, 4, 5), minus=(date(2027, 1, 1),))),
            ("any", Calendar(weekdays=(1, 2, 3, 4, 5, 6, 7))),
        ),
        initial=(Initial(milestone="m00", earliest=START, latest=START + timedelta(days=rng.randint(0, 3))),),
        goal=(f"m{top:02}", f"m{top - 1:02}"),
        urgent=((f"m{count // 2:02}",),),
        deadlines=(
            Deadline(
                id="window", milestones=(f"m{2 * count // 3:02}",), by=START + timedelta(days=rng.randint(10, 40))
            ),
        ),
        actions=tuple(actions),
    )


def _kinds(rng: Random, size: int) -> list[str]:
    kinds = ["window", "app"] if size > 1 else [rng.choice(("window", "app"))]
    return kinds + [rng.choice(("express", "mail"))] * (size > 2)


def _channel(rng: Random, number: int, kind: str, office: str, needs: tuple[str, ...]) -> Action:
    least, extra = {"window": (0, 4), "app": (1, 6), "express": (0, 1), "mail": (4, 9)}[kind]
    least += rng.randint(0, 2)
    most = least + rng.randint(0, extra)
    unit = rng.choice((Unit.WORKING, Unit.WORKING, Unit.CALENDAR))
    wait = (Span(unit=unit, least=least, most=most),) if most and rng.random() < WAITING else ()
    at_office = kind in ("window", "express")
    papers = ("resident-id",) if rng.random() < 0.6 else tuple(sorted(rng.sample(MATERIALS, rng.choice((1, 2)))))
    return Action(
        id=f"p{number:02}@{kind}",
        once=(f"p{number:02}",),
        who="self",
        place=office if at_office else None,
        open="working" if at_office else "any",
        needs=needs,
        gives=((f"m{number:02}", wait),),
        fee={"window": 0, "app": 0, "express": 2000, "mail": 1200}[kind],
        materials=(papers, ("photo",)) if at_office and rng.random() < 0.3 else (papers,),
    )
