"""The answer as plain frozen values: a plan, questions that matter, or no plan with its causes.

Nothing here is personal: of a birth date only the age remains.
"""

from medcard.model import OpenHours, Stretch
from medcard.plan.answer import Answer, NoPlan, NoPlanCause, Obstacle, Plan, Undecided, next_question
from medcard.plan.case import Case, Changes, Done, Overdue, Reached, StepChange, ToBring
from medcard.plan.naming import Named
from medcard.plan.question import Ask, Aspect, Hanging, Question, RegionRef
from medcard.plan.reasons import (
    AlternativePlan,
    Assumption,
    Caution,
    Compared,
    Contact,
    Dispute,
    Fix,
    FixChange,
    Option,
    RejectedCause,
    RejectedChannel,
    Said,
    SourceRef,
)
from medcard.plan.steps import (
    AlternativeStep,
    Carry,
    Cost,
    Covered,
    Money,
    PlanDeadline,
    Point,
    Requirement,
    Result,
    Span,
    Step,
    Term,
    Timeline,
    Visit,
    WaitPart,
    WorkingDays,
    carried,
)
from medcard.plan.why import Rule, Why
from medcard.problem import Prefer
from medcard.progress import Outcome, Report
from medcard.source import Doubt

SCHEMA_PLAN = "medcard/plan/1"
SCHEMA_UNDECIDED = "medcard/undecided/1"
SCHEMA_NO_PLAN = "medcard/no-plan/1"

__all__ = [
    "SCHEMA_NO_PLAN",
    "SCHEMA_PLAN",
    "SCHEMA_UNDECIDED",
    "AlternativePlan",
    "AlternativeStep",
    "Answer",
    "Ask",
    "Aspect",
    "Assumption",
    "Carry",
    "Case",
    "Caution",
    "Changes",
    "Compared",
    "Contact",
    "Cost",
    "Covered",
    "Dispute",
    "Done",
    "Doubt",
    "Fix",
    "FixChange",
    "Hanging",
    "Money",
    "Named",
    "NoPlan",
    "NoPlanCause",
    "Obstacle",
    "OpenHours",
    "Option",
    "Outcome",
    "Overdue",
    "Plan",
    "PlanDeadline",
    "Point",
    "Prefer",
    "Question",
    "Reached",
    "RegionRef",
    "RejectedCause",
    "RejectedChannel",
    "Report",
    "Requirement",
    "Result",
    "Rule",
    "Said",
    "SourceRef",
    "Span",
    "Step",
    "StepChange",
    "Stretch",
    "Term",
    "Timeline",
    "ToBring",
    "Undecided",
    "Visit",
    "WaitPart",
    "Why",
    "WorkingDays",
    "carried",
    "next_question",
]
