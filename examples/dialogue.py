"""A dialogue that asks what can change the plan; here the person always answers with the first option.

Prints:

身份证现在能用吗？ valid
是内地居民、港澳台居民还是外国人？ mainland
能用智能手机办事吗？ yes
本人能出门去窗口吗？ yes
在本地参加医保了吗？ yes
这一期的医保费交了吗？ yes
人现在在参保地吗？ same-area
最近要看病吗？ none
2026-11-23 社会保障卡领取 银行网点
2026-11-23 社会保障卡银行账户激活 卡面银行的任一网点
2026-11-23 社会保障卡启用（社保功能） 电子社保卡或掌上12333 App
"""

from datetime import date

from medcard import Applicant, Undecided, decide

answer = decide(Applicant(insured_as="resident", age=70), "not-collected", region="长春", on=date(2026, 11, 23))
while isinstance(answer, Undecided):
    ask = answer.questions[0]
    value = ask.options[0][0] if ask.options else "2026-11-02"
    print(f"{ask.text.zh} {value}")
    answer = answer.answer(ask.fact, value)
for step in answer.steps:
    print(step.on.latest, step.name.zh, step.channel_name.zh)
