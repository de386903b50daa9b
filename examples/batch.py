"""Many people at once: equal questions are planned once, a bad row keeps its place.

Prints:

2027-01-26 办完，本人要做：社会保障卡银行账户激活、社会保障卡启用（社保功能）
2027-01-26 办完，本人要做：社会保障卡银行账户激活、社会保障卡启用（社保功能）
不能办： age: '二十四' is not a whole number from 0 to 60000
"""

from medcard import MedcardError, Plan, plan_many

rows = [
    {"region": "中山市", "scenario": "employer-batch", "on": "2026-11-23", "assume": "typical", "age": 24},
    {"region": "中山市", "scenario": "employer-batch", "on": "2026-11-23", "assume": "typical", "age": 24},
    {"region": "中山市", "scenario": "employer-batch", "on": "2026-11-23", "assume": "typical", "age": "二十四"},
]
for answer in plan_many(rows):
    if isinstance(answer, Plan):
        mine = [step.name.zh for step in answer.for_actor("self").steps]
        print(f"{answer.timeline.finish.latest} 办完，本人要做：{'、'.join(mine)}")
    elif isinstance(answer, MedcardError):
        print("不能办：", answer)
