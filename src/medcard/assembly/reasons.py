"""What stands beside the steps: rejections, assumptions, disputes, options."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from medcard.assembly import times, wording
from medcard.assembly.named import Names, imposer
from medcard.assembly.steps import used
from medcard.conditions import Condition, fact_of, leaves
from medcard.grounding.grounded import Cause, GroundedAct, Reason, Rejected
from medcard.model import Fee, FieldName, Opening, Statement, Text
from medcard.plan import Assumption, Dispute, Option, RejectedCause, RejectedChannel, Said

FIELDS = {
    "channel": Text("渠道", "channel"),
    "only-if": Text("谁能办", "admission"),
    "needs": Text("前提", "what comes first"),
    "gives": Text("办完得到什么", "result"),
    "at": Text("地点", "place"),
    "open": Text("开门日", "opening days"),
    "fee": Text("费用", "fee"),
    "deadline": Text("期限", "deadline"),
    "windows": Text("受理时间", "yearly window"),
    "note": Text("提示", "advice"),
    "who": Text("谁能来办", "who may act"),
    "requirements": Text("材料", "papers"),
    "wait": Text("办理时间", "time"),
}
NO_BETTER = Text("也能办，但不比选中的办法更好", "possible too, but no better than what was chosen")


def rejected(found: Rejected, names: Names) -> RejectedChannel:
    """A rejected channel in words."""
    return RejectedChannel(
        id=found.id,
        procedure=found.procedure,
        channel=found.channel,
        name=named(found.procedure, found.channel, names),
        channel_name=names.channel(found.procedure, found.channel),
        reason=found.reason.value,
        causes=tuple(_cause(cause, names) for cause in found.causes),
    )


def dominated(act: GroundedAct, names: Names) -> RejectedChannel:
    """A channel that this person could use and that the plan does without."""
    return RejectedChannel(
        id=act.id,
        procedure=act.procedure,
        channel=act.channel,
        name=named(act.procedure, act.channel, names),
        channel_name=names.channel(act.procedure, act.channel),
        reason=Reason.DOMINATED.value,
        causes=(RejectedCause(condition=NO_BETTER, imposed_by="plan", imposer="plan"),),
    )


def not_stated(procedure: str, channel: str, name: Text, region: str, names: Names) -> RejectedChannel:
    """A channel of another region, which does not serve this one."""
    there = Text(f"这是 {region} 的渠道，不办这里的卡", f"a channel of {region}, which does not serve this region")
    return RejectedChannel(
        id=f"{procedure}@{channel}",
        procedure=procedure,
        channel=channel,
        name=Text(
            f"{names.procedure(procedure).zh}（{name.zh}）",
            f"{names.procedure(procedure).get('en')} ({name.get('en')})",
        ),
        channel_name=name,
        reason=Reason.NOT_STATED.value,
        causes=(RejectedCause(condition=there, imposed_by="data", imposer="data"),),
    )


def named(procedure: str, channel: str, names: Names) -> Text:
    """Procedure and channel in words."""
    return names.way(procedure, channel)


def _cause(cause: Cause, names: Names) -> RejectedCause:
    imposed_by = cause.region or "facts"
    return RejectedCause(
        condition=cause.text if cause.condition is None else _required(cause.condition, names),
        facts=() if cause.condition is None else tuple(dict.fromkeys(map(fact_of, leaves(cause.condition)))),
        imposed_by=imposed_by,
        imposer=imposed_by if cause.source is None else imposer(cause.source),
        source=names.cite(cause.source) if cause.source else None,
        origin=str(cause.origin) if cause.origin else None,
    )


def _required(condition: Condition, names: Names) -> Text:
    """What would have to be so."""
    said = wording.condition(condition, names.facts)
    return Text(f"要求{said.zh}", f"required: {said.get('en')}")


def disputes(acts: Iterable[GroundedAct], names: Names) -> tuple[Dispute, ...]:
    """Every value of these acts on which sources differ, with the side that was used and the others."""
    found: dict[tuple[str, str], Dispute] = {}
    for act in acts:
        for chosen in used(act):
            winner = chosen.statement
            losers = tuple(each for each in chosen.losers if winner and _contradicts(each, winner, names))
            if losers and winner is not None:
                dispute = _dispute(act, losers, winner, names)
                found.setdefault((dispute.step, dispute.field), dispute)
    return tuple(found[key] for key in sorted(found))


def _contradicts(loser: Statement[object], winner: Statement[object], names: Names) -> bool:
    """Whether two statements speak against each other in a way that a reader can see.

    Advice adds up; and what one region says of a channel only narrows what it says of the whole procedure.
    """
    if winner.field.name is FieldName.NOTE:
        return False
    if _said(loser, names).value == _said(winner, names).value:
        return False
    same_region = loser.origin.region == winner.origin.region
    return not same_region or loser.field.channel == winner.field.channel


def _dispute(act: GroundedAct, losers: Sequence[Statement[object]], winner: Statement[object], names: Names) -> Dispute:
    field = winner.field
    what, part = named(act.procedure, act.channel, names), FIELDS.get(field.name.value, Text("", ""))
    line = _line(field.line, names)
    return Dispute(
        what=Text(f"{what.zh}：{part.zh}{line.zh}", f"{what.get('en')}: {part.get('en')}{line.get('en')}"),
        field=".".join(filter(None, (field.name.value, field.line))),
        step=act.id,
        used=_said(winner, names),
        others=tuple(_said(loser, names) for loser in losers),
    )


def _line(line: str | None, names: Names) -> Text:
    if line is None:
        return Text("", "")
    known = wording.stages(tuple(line.split("+"))) if line.split("+")[0] in wording.STAGES else names.paper(line)
    return Text(f"（{known.zh}）", f" ({known.get('en')})")


def _said(statement: Statement[object], names: Names) -> Said:
    return Said(
        value=wording.value(statement.value, names.facts, names.either),
        source=names.cite(statement.source),
        origin=str(statement.origin),
    )


def value_assumptions(acts: Sequence[GroundedAct], names: Names) -> tuple[Assumption, ...]:
    """The waits, fees and opening days that the place does not publish and that the plan had to assume."""
    found: dict[tuple[str, str], Assumption] = {}
    for act in acts:
        title = named(act.procedure, act.channel, names)
        for wait in (wait for given in act.gives for wait in given.waits if wait.assumed):
            words, stage = times.wait(wait.spans[-1].least, wait.spans[-1].most, wait.spans[-1].unit), wait.stages
            which = wording.stages(stage)
            found.setdefault(
                (act.id, "+".join(stage)),
                _assumption("wait", f"{act.id}.{'+'.join(stage)}", title, which, words),
            )
        if act.fee_chosen.statement is not None and not isinstance(act.fee_chosen.value, Fee):
            found[act.id, "fee"] = _assumption("fee", f"{act.id}.fee", title, FIELDS["fee"], wording.fee(act.fee))
        if act.visit and not isinstance(act.opening_chosen.value, Opening):
            working = Text("工作日开门", "open on working days")
            found[act.id, "open"] = _assumption("hours", f"{act.id}.open", title, FIELDS["open"], working)
    return tuple(found[key] for key in sorted(found))


def _assumption(kind: str, what: str, title: Text, part: Text, value: Text) -> Assumption:
    return Assumption(
        kind=kind,
        what=what,
        value=value.get("en"),
        text=Text(
            f"{title.zh}：{part.zh}没有公布，先按{value.zh}算",
            f"{title.get('en')}: {part.get('en')} is not published; planned with {value.get('en')}",
        ),
    )


def options(acts: Iterable[GroundedAct], names: Names) -> tuple[Option, ...]:
    """Acts worth knowing that no plan needs."""
    return tuple(
        Option(
            id=act.id,
            procedure=act.procedure,
            name=names.procedure(act.procedure),
            channel=act.channel,
            channel_name=names.channel(act.procedure, act.channel),
            note=act.note.value if isinstance(act.note.value, Text) else None,
            note_source=names.cited_by(act.note),
            sources=tuple(sorted({names.cite(c.statement.source) for c in used(act) if c.statement is not None})),
        )
        for act in acts
    )
