"""New employees from a CSV file: equal rows are planned once, a bad row keeps its place, nobody's name is needed.

Prints:

1 2027-01-26 前办完；单位：职工参保登记、单位集中申领社会保障卡；本人：社会保障卡银行账户激活、社会保障卡启用（社保功能）
2 2027-01-26 前办完；单位：职工参保登记、单位集中申领社会保障卡；本人：社会保障卡银行账户激活、社会保障卡启用（社保功能）
3 2027-01-26 前办完；单位：职工参保登记、单位集中申领社会保障卡；本人：社会保障卡银行账户激活、社会保障卡启用（社保功能）
4 办不了：已参保登记；先办好“单位参保登记”，就有办法
5 这一行要改：age: '二十四' is not a whole number from 0 to 60000
"""

import csv
from pathlib import Path

from medcard import MedcardError, Plan, plan_many

with Path(__file__).with_name("new_hires.csv").open(encoding="utf-8", newline="") as file:
    table = list(csv.DictReader(file))
about = {"scenario": "employer-batch", "on": "2026-11-23", "assume": "typical"}
answers = plan_many({**about, **{name: value for name, value in row.items() if name != "row"}} for row in table)

for row, answer in zip(table, answers, strict=True):
    match answer:
        case Plan():
            ours, theirs = ([s.name.zh for s in answer.steps if s.actor == who] for who in ("employer", "self"))
            print(
                f"{row['row']} {answer.timeline.finish.latest} 前办完；单位：{'、'.join(ours)}；本人：{'、'.join(theirs)}"
            )
        case MedcardError():
            print(f"{row['row']} 这一行要改：{answer}")
        case _:
            print(f"{row['row']} 办不了：{answer.causes[0].name.zh}；{answer.fixes[0].text.zh}")
