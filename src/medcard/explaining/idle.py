"""Why a procedure is no part of an answer at all: what it would give is there already, or nothing needs it."""

from __future__ import annotations

from medcard.assembly import wording
from medcard.assembly.named import Names
from medcard.deciding import Deciding
from medcard.explaining.said import both, joined
from medcard.explaining.values import Reason
from medcard.grounding.holding import Holding
from medcard.model import Text


def idle(deciding: Deciding, procedure: str) -> tuple[Text, Reason] | None:
    """The name of a procedure and why it is not needed; None if no pack declares it."""
    rules = deciding.inquiry.rules
    if procedure not in rules.procedures:
        return None
    names = Names(rules, deciding.inquiry.facts)
    title = names.procedure(procedure)
    if not rules.channels.get(procedure):
        return title, Reason(
            kind="missing", text=Text("没有查到这里怎么办这件事", "nothing was found on how this is done here")
        )
    holding = Holding(deciding.inquiry.chooser(deciding.completed()), deciding.inquiry.calendars)
    given = [milestone for milestone, givers in rules.givers.items() if procedure in givers]
    there = [milestone for milestone in given if holding.since_start(milestone)]
    if not there:
        text = Text("要办的事用不着它", "nothing that is wanted needs it")
        return title, Reason(kind="idle", text=text)
    facts = [wording.condition(declared.holds, names.facts) for m in there if (declared := rules.milestones[m]).holds]
    done = joined(map(names.milestone, there))
    return title, Reason(
        kind="idle",
        text=both(
            "不用办，它要办成的已经有了：{}（{}）",
            "not needed, as this is so already: {} ({})",
            done,
            joined(facts, "；", "; "),
        ),
    )
