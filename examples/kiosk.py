"""A hospital's kiosk: no usable card, a doctor today. One question, then the way, in two cities.

Prints:

长春，有智能手机：医保电子凭证（医保码）激活（国家医保服务平台 App）；2026-11-23 能用医保结算
长春，没有智能手机：社会保障卡申领（联名银行网点），临时社会保障卡（社会保障卡综合服务大厅）；2026-11-23 能用医保结算
北京，有智能手机：医保电子凭证（医保码）激活（国家医保服务平台 App）；2026-11-23 能用医保结算
北京，没有智能手机：社会保障卡申领（合作银行即时制卡网点（当场拿卡）），社会保障卡银行账户激活（发卡银行的网点柜台）；2026-11-23 能用医保结算
"""

from datetime import date

from medcard import Applicant, CardScenario, make_plan

today = CardScenario(id="use-today", care_needed="outpatient")
for city in ("长春", "北京"):
    for smartphone in (True, False):
        person = Applicant(age=35, insured_as="employee", enrolled=True, premium_paid=True, smartphone=smartphone)
        plan = make_plan(person, today, region=city, on=date(2026, 11, 23), assume="typical")
        way = "，".join(f"{step.name.zh}（{step.channel_name.zh}）" for step in plan.steps)
        print(
            f"{city}，{'有' if smartphone else '没有'}智能手机：{way}；{plan.timeline.covered[0].latest} 能用医保结算"
        )
