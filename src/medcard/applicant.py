"""The person the card is for: the facts that change the answer, never a name or a number."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import cast

import attrs

from medcard.errors import InvalidFacts, brief
from medcard.facts import Choice, Kind, fact
from medcard.record import Record


class InsuredAs(Choice):
    """How the person is covered by basic medical insurance."""

    NONE = "none", "没有参保", "not insured"
    EMPLOYEE = "employee", "职工参保", "employee"
    FLEXIBLE = "flexible", "灵活就业参保", "flexible worker"
    RESIDENT = "resident", "城乡居民参保", "resident"
    RETIRED = "retired", "退休职工", "retired employee"


class Person(Choice):
    """Which identity documents the person holds."""

    MAINLAND = "mainland", "内地居民", "mainland resident"
    HONG_KONG = "hong-kong", "香港居民", "Hong Kong resident"
    MACAU = "macau", "澳门居民", "Macau resident"
    TAIWAN = "taiwan", "台湾居民", "Taiwan resident"
    FOREIGNER = "foreigner", "外国人", "foreigner"
    OVERSEAS_CHINESE = "overseas-chinese", "华侨", "overseas Chinese"


class Actor(Choice):
    """Who does an act."""

    SELF = "self", "本人", "the applicant"
    GUARDIAN = "guardian", "监护人", "the guardian"
    AGENT = "agent", "代办人", "an agent"
    EMPLOYER = "employer", "用人单位", "the employer"
    SCHOOL = "school", "学校", "the school"


class IdStatus(Choice):
    """The state of the person's identity card."""

    VALID = "valid", "有效", "valid"
    TEMPORARY = "temporary", "只有临时身份证", "only a temporary one"
    EXPIRED = "expired", "过期", "expired"
    LOST = "lost", "丢失，正在补办", "lost, being replaced"
    NONE = "none", "还没有办过", "never had one"


class InSchool(Choice):
    """Where a child or student is enrolled."""

    NO = "no", "不在学", "not in school"
    KINDERGARTEN = "kindergarten", "幼儿园", "kindergarten"
    SCHOOL = "school", "中小学", "school"
    UNIVERSITY = "university", "大中专院校", "university"


class Whereabouts(Choice):
    """Where something is, seen from the place of insurance."""

    SAME_AREA = "same-area", "参保地", "the place of insurance"
    SAME_PROVINCE = "same-province", "省内其他地方", "elsewhere in the province"
    OTHER_PROVINCE = "other-province", "外省", "another province"
    ABROAD = "abroad", "境外", "abroad"


class Benefits(Choice):
    """What is paid into the card's bank account."""

    NONE = "none", "没有", "nothing"
    PENSION = "pension", "养老金", "a pension"
    UNEMPLOYMENT = "unemployment", "失业金", "unemployment benefit"
    INJURY = "injury", "工伤待遇", "work-injury benefit"
    SUBSIDY = "subsidy", "补贴", "a subsidy"
    WAGE = "wage", "工资", "wages"


def _local(value: Mapping[str, bool] | Iterable[tuple[str, bool]]) -> tuple[tuple[str, bool], ...]:
    try:
        told = cast("dict[object, object]", dict(value))
    except (TypeError, ValueError):
        raise InvalidFacts([f"local: {brief(value)} is no mapping; write {{name: True}}"]) from None
    wrong = [(name, said) for name, said in told.items() if not (isinstance(name, str) and isinstance(said, bool))]
    if wrong:
        advice = "write a name and True or False"
        raise InvalidFacts([f"local: {brief(name)} is {brief(said)}; {advice}" for name, said in wrong])
    return tuple(sorted(dict(value).items()))


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Applicant(Record):
    """What is known about the person the card is for; None means unknown.

    Give the birth date, or the age in completed years, or the age in days, all on the planning day; they must
    agree where more than one is given. ``local`` holds yes/no facts that only some regions' packs ask for.
    A value outside a closed set raises InvalidFacts, which names the values that are accepted.

    >>> Applicant(insured_as="employee", age=35).insured_as.zh
    '职工参保'
    """

    insured_as: InsuredAs | None = fact(
        InsuredAs,
        "参保身份",
        "insured as",
        ask=("现在以什么身份参加医保？", "How is the person covered by medical insurance?"),
        typical="resident",
        cases=(("参保身份是“{}”", "the person is insured as “{}”"),),
        given=("none", "employee", "retired"),
    )
    birth_date: date | None = fact(
        Kind.DATE, "出生日期", "birth date", ask=("哪天出生？", "When was the person born?"), secret=True
    )
    age: int | None = fact(
        Kind.INTEGER, "年龄", "age", ask=("满几周岁？", "How old is the person, in full years?"), typical="30"
    )
    age_days: int | None = fact(
        Kind.INTEGER,
        "出生天数",
        "age in days",
        ask=("出生多少天了？", "How many days old is the child?"),
        secret=True,
    )
    person: Person | None = fact(
        Person,
        "身份类别",
        "kind of person",
        ask=(
            "是内地居民、港澳台居民还是外国人？",
            "Mainland, Hong Kong, Macau, Taiwan resident or foreigner?",
        ),
        typical="mainland",
        cases=(("本人是{}", "the person is: {}"),),
        given=True,
    )
    acts: Actor | None = fact(
        Actor,
        "由谁来办",
        "who goes",
        ask=("由谁去办？", "Who can go and do it?"),
        cases=(("由{}去办", "{} goes"),),
        given=("employer", "school"),
    )
    household_registered: bool | None = fact(
        Kind.YES_NO,
        "已上户口",
        "entered in the household register",
        ask=("上户口了吗？", "Is the person entered in the household register?"),
        typical="yes",
        cases=(("已经上了户口", "in the household register"), ("还没上户口", "not yet in the household register")),
    )
    local_household: bool | None = fact(
        Kind.YES_NO,
        "本地户籍",
        "local household",
        ask=("户口在本地吗？", "Is the household register local?"),
        typical="yes",
        cases=(("户口在本地", "a local household register"), ("户口不在本地", "no local household register")),
        given=True,
    )
    residence_permit: bool | None = fact(
        Kind.YES_NO,
        "有本地居住证",
        "holds a local residence permit",
        ask=("有本地居住证吗？", "Does the person hold a local residence permit?"),
        typical="no",
        cases=(("有本地居住证", "a local residence permit"), ("没有本地居住证", "no local residence permit")),
    )
    enrolled: bool | None = fact(
        Kind.YES_NO,
        "已参保登记",
        "enrolled in medical insurance",
        ask=("在本地参加医保了吗？", "Is the person enrolled in medical insurance here?"),
        typical="yes",
        found_by="card-status-query",
        cases=(("已经在本地参保", "enrolled here"), ("还没在本地参保", "not yet enrolled here")),
    )
    employer_enrolled: bool | None = fact(
        Kind.YES_NO,
        "单位已给参保",
        "enrolled by the employer",
        ask=("单位给办了参保吗？", "Has the employer enrolled the person?"),
        typical="yes",
        cases=(
            ("单位已经给办了参保", "enrolled by the employer"),
            ("单位还没给办参保", "not yet enrolled by the employer"),
        ),
    )
    premium_paid: bool | None = fact(
        Kind.YES_NO,
        "已缴本期保费",
        "premium paid",
        ask=("这一期的医保费交了吗？", "Is the current premium paid?"),
        typical="yes",
        cases=(("这一期的保费交了", "the premium is paid"), ("这一期的保费还没交", "the premium is not paid")),
    )
    in_school: InSchool | None = fact(
        InSchool,
        "在学情况",
        "in school",
        ask=("在幼儿园或学校就读吗？", "In kindergarten or school?"),
        typical="no",
        cases=(("在学情况是“{}”", "the school is “{}”"),),
        given=True,
    )
    id_status: IdStatus | None = fact(
        IdStatus,
        "身份证状态",
        "identity card",
        ask=("身份证现在能用吗？", "Is the identity card valid?"),
        typical="valid",
        cases=(("身份证的情况是“{}”", "the identity card is “{}”"),),
        given=("expired", "lost", "none"),
    )
    photo_on_record: bool | None = fact(
        Kind.YES_NO,
        "系统里已有照片",
        "photo on record",
        ask=("以前办证照或办卡时在本地留过照片吗？", "Does the authority already hold a photo?"),
        typical="no",
        cases=(("本地系统里有照片", "a photo is on record"), ("本地系统里没有照片", "no photo is on record")),
    )
    bank_active: bool | None = fact(
        Kind.YES_NO,
        "银行账户已激活",
        "bank account activated",
        ask=("卡上的银行账户激活过吗？", "Has the card's bank account been activated?"),
        typical="yes",
        found_by="card-status-query",
        cases=(
            ("卡上的银行账户激活过", "bank account activated"),
            ("卡上的银行账户没激活过", "bank account not activated"),
        ),
    )
    medical_code: bool | None = fact(
        Kind.YES_NO,
        "已激活医保码",
        "medical code active",
        ask=("手机上激活医保码了吗？", "Is the medical insurance code active on a phone?"),
        typical="no",
        cases=(("手机上激活了医保码", "medical code active"), ("手机上没激活医保码", "medical code not active")),
    )
    electronic_card: bool | None = fact(
        Kind.YES_NO,
        "已有电子社保卡",
        "electronic card issued",
        ask=("申领过电子社保卡吗？", "Is there an electronic social security card?"),
        typical="no",
        cases=(("申领过电子社保卡", "an electronic card is there"), ("没申领过电子社保卡", "no electronic card yet")),
    )
    benefits: Benefits | None = fact(
        Benefits,
        "卡里领的钱",
        "paid into the card",
        ask=("有养老金、工资这类钱打到这张卡里吗？", "Is a pension, wage or benefit paid into the card?"),
        typical="none",
        cases=(("打到卡里的钱是“{}”", "what is paid into the card is “{}”"),),
        given=True,
    )
    smartphone: bool | None = fact(
        Kind.YES_NO,
        "会用智能手机",
        "uses a smartphone",
        ask=("能用智能手机办事吗？", "Can a smartphone be used?"),
        typical="yes",
        cases=(("会用智能手机", "able to use a smartphone"), ("不会用智能手机", "not able to use a smartphone")),
    )
    can_travel: bool | None = fact(
        Kind.YES_NO,
        "能出门",
        "can travel",
        ask=("本人能出门去窗口吗？", "Can the person go to a counter?"),
        typical="yes",
        cases=(("本人能出门", "able to go out"), ("本人出不了门", "not able to go out")),
    )
    region_now: str | None = fact(
        Kind.REGION,
        "现在所在地",
        "where the person is now",
        ask=("现在人在哪里？", "Where is the person now?"),
    )
    now_in: Whereabouts | None = fact(
        Whereabouts,
        "人在哪里",
        "whereabouts",
        ask=("人现在在参保地吗？", "Is the person at the place of insurance now?"),
        typical="same-area",
        cases=(("人在{}", "now in: {}"),),
        near_first=True,
    )
    local: tuple[tuple[str, bool], ...] = attrs.field(default=(), converter=_local)
