"""Which milestones hold without any act: because a fact says so, or because a case is under way."""

from __future__ import annotations

from datetime import date

from medcard.choosing import Chooser
from medcard.grounding.calendars import Calendars
from medcard.grounding.waits import waits
from medcard.model import FieldName, Give, Running, members
from medcard.problem import Initial, Span


class Holding:
    """Looks at a milestone only when somebody asks, so that only facts that matter are read."""

    def __init__(self, chooser: Chooser, calendars: Calendars) -> None:
        self.chooser = chooser
        self.calendars = calendars
        self.undated: dict[str, None] = {}
        self._seen: dict[str, Initial | None] = {}

    def since_start(self, milestone: str) -> bool:
        """Whether the milestone holds from the first day on."""
        found = self._look(milestone)
        return found is not None and found.latest is None

    def initial(self) -> tuple[Initial, ...]:
        """Those of the milestones asked about that hold without any act, by id."""
        return tuple(found for _, found in sorted(self._seen.items()) if found is not None)

    def _look(self, milestone: str) -> Initial | None:
        if milestone not in self._seen:
            self._seen[milestone] = self._find(milestone)
        return self._seen[milestone]

    def _find(self, milestone: str) -> Initial | None:
        declared = self.chooser.rules.milestones.get(milestone)
        if declared is None:
            return None
        if declared.holds is not None and self.chooser.holds(declared.holds):
            return Initial(milestone=milestone)
        if declared.running is not None and self.chooser.holds(declared.running.when):
            return self._running(milestone, declared.running)
        return None

    def _running(self, milestone: str, running: Running) -> Initial:
        """A case under way; without its date it is reckoned as if it had begun on the first day."""
        begun = self.chooser.known.dates.get(running.since)
        if begun is None:
            self.undated[running.since] = None
            begun = self.calendars.start
        gives = members(self.chooser.one(running.like, FieldName.GIVES).value, Give)
        stages = next((give.stages for give in gives if give.milestone == milestone), ())
        stage_waits = waits(self.chooser, running.like, None, stages, self.chooser.known)
        spans = tuple(span for wait in stage_waits for span in wait.spans)
        return Initial(
            milestone=milestone,
            earliest=self._end(begun, spans, longest=False),
            latest=self._end(begun, spans, longest=True),
        )

    def _end(self, begun: date, spans: tuple[Span, ...], *, longest: bool) -> date:
        return max(self.calendars.start, self.calendars.end(begun, spans, longest=longest))
