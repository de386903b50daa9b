"""A dialogue that asks only what can change the plan; here the person always answers with the first option.

Prints:

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
