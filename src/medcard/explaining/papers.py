"""Why a paper is asked for, why it is this one of several, and who brings it."""

from __future__ import annotations

from medcard.assembly import wording
from medcard.explaining.said import Said, both, joined, rules_of
from medcard.explaining.values import Reason
from medcard.model import Copies, Text
from medcard.plan import Plan, Requirement, Step

SUPPLIED = {
    "counter": Text("；表格现场领", "; the form is handed out there"),
    "step": Text("；前面的步骤会拿到", "; an earlier step gives it"),
}


class Papers:
    """Explains the papers of one plan."""

    def __init__(self, plan: Plan, said: Said) -> None:
        self.plan = plan
        self.said = said

    def requirement(self, step: Step, paper: Requirement) -> Reason:
        """Why one paper is asked for at one step."""
        asked = rules_of(step, f"requirements.{paper.line}")
        form = wording.copies(Copies(original=paper.original, copies=paper.copies, prints=paper.prints))
        said = both("{}（{}）", "{} ({})", paper.name, form)
        for rule in asked:
            others = self.said.disputed(step.id, f"requirements.{paper.line}")
            because = self.said.because(rule)
            said = both("{}：{}要带{}{}", "{}: {} to be brought{}{}", said, self.said.by(rule), because, others)
        group = rules_of(step, f"one-of.{paper.line}")
        for rule in group if paper.alternatives or any(rule.about for rule in group) else ():
            zh = "{}；几样证件里您用这一样{}"
            said = both(zh, "{}; of the papers that are accepted it is this one{}", said, self.said.because(rule))
        if paper.alternatives:
            others = joined(each.name for each in paper.alternatives)
            said = both("{}，也可以用{}", "{}; {} would do as well", said, others)
        rules = (*asked, *group)
        return Reason(
            kind="paper",
            text=both("{}{}", "{}{}", said, SUPPLIED.get(paper.supplied, Text("", ""))),
            facts=self.said.facts(name for rule in rules for name in rule.facts),
            rules=rules,
            steps=(step.id,),
            sources=tuple(dict.fromkeys(rule.source for rule in rules)),
        )
