"""Which milestones hold without any act: because a fact says so, or because a case is under way."""

from __future__ import annotations

from collections.abc import Iterable

from medcard.choosing import Chooser
from medcard.grounding.calendars import Calendars
from medcard.grounding.waits import waits
from medcard.model import FieldName, Give, Running, members
from medcard.problem import Initial


class Holding:
    """Looks at a milestone only when somebody asks, so that only facts that matter are read."""

    def __init__(self, chooser: Chooser, calendars: Calendars) -> None:
        self.chooser = chooser
        self.calendars = calendars

    def since_start(self, milestone: str) -> bool:
        """Whether the milestone holds from the first day on."""
        found = self._look(milestone)[0]
        return found is not None and found.latest is None

    def initial(self, milestones: Iterable[str]) -> tuple[Initial, ...]:
        """Those of ``milestones`` that hold without any act, by id."""
        looked = (self._look(milestone)[0] for milestone in sorted(milestones))
        return tuple(found for found in looked if found is not None)

    def undated(self, milestones: Iterable[str]) -> tuple[str, ...]:
        """The dates of cases under way that nobody told, for ``milestones``."""
        return tuple(fact for milestone in milestones if (fact := self._look(milestone)[1]) is not None)

    def _look(self, milestone: str) -> tuple[Initial | None, str | None]:
        """The milestone as it holds, and the date that is missing to reckon with."""
        return self.chooser.recall(("holds", milestone), lambda: self._find(milestone))

    def _find(self, milestone: str) -> tuple[Initial | None, str | None]:
        declared = self.chooser.rules.milestones.get(milestone)
        if declared is None:
            return None, None
        if declared.holds is not None and self.chooser.holds(declared.holds):
            return Initial(milestone=milestone), None
        if declared.running is not None and self.chooser.holds(declared.running.when):
            dated = declared.running.since in self.chooser.known.dates
            return self._running(milestone, declared.running), None if dated else declared.running.since
        return None, None

    def _running(self, milestone: str, running: Running) -> Initial:
        """A case under way; without its date it is reckoned as if it had begun on the day of the first plan."""
        begun = self.chooser.known.dates.get(running.since, self.calendars.began)
        gives = members(self.chooser.one(running.like, FieldName.GIVES).value, Give)
        stages = next((give.stages for give in gives if give.milestone == milestone), ())
        stage_waits = waits(self.chooser, running.like, None, stages, self.chooser.known)
        spans = tuple(span for wait in stage_waits for span in wait.spans)
        return Initial(
            milestone=milestone,
            earliest=self.calendars.end(begun, spans, longest=False),
            latest=self.calendars.end(begun, spans, longest=True),
        )
