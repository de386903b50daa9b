"""A lost card, from visit to visit: a paper was missing, the plan travels as JSON, the card comes late.

Prints:

最晚 2026-11-23 补领，2027-01-26 领卡
社会保障卡补领（银行网点）：上次少材料没办成，要再去一趟
改成最晚 2027-01-27 领卡
“卡做好了，等着领”说好最晚2027年1月27日（周三），已经过了 5 天；打人社服务热线 12333 问办到哪一步了，报上受理的日子：2026年11月24日（周二）
"""

from datetime import date

from medcard import Applicant, Progress, Report, from_json, make_plan, replan
from medcard.answer_json import to_json
from medcard.plan import Plan


def day(plan: Plan, procedure: str) -> date:
    return next(step.on.latest for step in plan.steps if step.procedure == procedure)


monday, tuesday = date(2026, 11, 23), date(2026, 11, 24)
plan = make_plan(Applicant(age=35, insured_as="employee"), "lost", region="海口", on=monday, assume="typical")
print(f"最晚 {day(plan, 'card-reissue')} 补领，{day(plan, 'card-collect')} 领卡")

reported = [Report(step=step.id, outcome="accepted", on=monday) for step in plan.steps[:2]]
refused = Report(step="card-reissue@bank", outcome="refused", on=monday, papers=("photo",))
plan = replan(plan, Progress(reports=(*reported, refused)), on=tuesday)
print(*(f"{each.name.zh}：{each.why.zh}" for each in plan.changes.steps if each.id == "card-reissue@bank"))

plan = from_json(to_json(plan))  # through a database, a message, another program
print(f"改成最晚 {day(plan, 'card-collect')} 领卡")

accepted = Report(step="card-reissue@bank", outcome="accepted", on=tuesday)
late = Report(step="card-reissue@bank", outcome="late")
plan = replan(plan, Progress(reports=(accepted, late)), on=date(2027, 2, 1))
print(*(each.text.zh for each in plan.changes.overdue))
