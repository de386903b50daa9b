"""A child born in Haikou: the plan, its deadline and what to carry on each trip.

Prints:

最晚 2026-06-05，不然：过了九十天，出生以来已经花掉的医药费就补不回来了：当年内登记的，待遇从登记那天算到年底；拖到第二年才登记，财政也不再替孩子出这笔保费
最晚 2026-04-07，不然：超过法律要求的一个月才申报，参保和发卡也跟着推后
2026-04-02 派出所户籍窗口：监护人身份证件、户口簿
2026-04-23 社保卡服务银行网点：监护人身份证件
"""

from datetime import date

from medcard import Applicant, CardScenario, make_plan

child = Applicant(birth_date=date(2026, 3, 7), acts="guardian", household_registered=False, enrolled=False)
plan = make_plan(child, CardScenario(id="newborn"), region="海口", on=date(2026, 3, 19), assume="typical")

for deadline in plan.timeline.deadlines:
    print(f"最晚 {deadline.by}，不然：{deadline.lost.zh}")
for visit in plan.visits:
    papers = "、".join(paper.name.zh for paper in visit.carry if paper.supplied == "person")
    print(f"{visit.on.latest} {visit.place_name.zh}：{papers}")
