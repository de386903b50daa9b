"""What is done of a plan, and what the plan from here changes, as entries of a document."""

from __future__ import annotations

from medcard.plan import Case, Plan, StepChange
from medcard.rendering.document import Entry, detail
from medcard.rendering.names import Names
from medcard.rendering.words import Words


def done(case: Case, w: Words) -> str:
    """What has been done so far, with its days; nothing where nothing has."""
    said = w.several(w("change.done", name=w.of(each.name), date=w.day(each.on)) for each in case.done)
    return w("lead.done", steps=said) if said else ""


def changes(plan: Plan, names: Names) -> list[Entry]:
    """What is overdue, when all is done against the former plan, then every step that is not as it was."""
    if plan.changes is None:
        return []
    w, days = names.words, plan.changes.finish_days
    kept = [each.id for each in plan.changes.steps if each.change == "kept"]
    entries = [Entry(w.of(each.text) + names.cite(*each.sources)) for each in plan.changes.overdue]
    entries.append(Entry(_finish(days, w)))
    entries += [_entry(each, w) for each in plan.changes.steps if each.change in ("moved", "added", "dropped")]
    if kept:
        entries.append(Entry(w("change.kept", steps=w.several(map(names.step, kept)))))
    return entries


def _finish(days: int, w: Words) -> str:
    if not days:
        return w("change.finish-same")
    key = "change.finish-later" if days > 0 else "change.finish-sooner"
    return w(f"{key}-one" if abs(days) == 1 else key, count=abs(days))


def _entry(change: StepChange, w: Words) -> Entry:
    title = w(
        f"change.{change.change}",
        name=w.of(change.name),
        before=w.day(change.before.latest) if change.before else "",
        now=w.day(change.now.latest) if change.now else "",
    )
    return Entry(title, detail(w("label.why"), w.of(change.why) if change.why else ""))
