"""What is wanted and what has happened: the scenario's id and the facts that belong to it."""

from __future__ import annotations

from datetime import date

import attrs

from medcard.applicant import Whereabouts
from medcard.errors import InvalidFacts, brief
from medcard.facts import Choice, Kind, fact
from medcard.record import Record


class CardState(Choice):
    """Where the physical card stands now."""

    NEVER = "never", "从来没有过卡", "never had a card"
    IN_PRODUCTION = "in-production", "已申请，正在制卡", "applied for, being made"
    MADE_UNCOLLECTED = "made-uncollected", "做好了还没领", "made, not collected"
    SEALED = "sealed", "领了，社保功能还没启用", "collected, not enabled"
    NORMAL = "normal", "正常", "in use"
    LOST = "lost", "丢了，还没挂失", "lost, not reported"
    TEMP_LOST = "temp-lost", "已临时挂失", "temporary loss report made"
    FORMAL_LOST = "formal-lost", "已正式挂失", "formal loss report made"
    DAMAGED = "damaged", "损坏", "damaged"
    EXPIRED = "expired", "已过有效期", "expired"
    EXPIRING = "expiring", "快到有效期", "about to expire"
    LOCKED = "locked", "密码锁定", "locked by wrong passwords"
    CANCELLED = "cancelled", "已注销", "cancelled"


class LossKind(Choice):
    """How the card was lost."""

    LOST = "lost", "丢失", "lost"
    STOLEN = "stolen", "被偷", "stolen"
    TAKEN = "taken", "被别人拿着", "held by somebody else"
    SWALLOWED = "swallowed", "被机器吞了", "kept by a machine"


class Changed(Choice):
    """Which of the details on the card or its record has changed."""

    NAME = "name", "姓名", "name"
    ID_NUMBER = "id-number", "身份证号码", "identity number"
    PHOTO = "photo", "照片", "photo"
    BANK = "bank", "银行", "bank"
    CONTACT = "contact", "电话或住址", "phone or address"
    PROVINCE = "province", "参保省份", "province of insurance"


class CareNeeded(Choice):
    """Whether a doctor is needed now."""

    NONE = "none", "暂时不看病", "no"
    OUTPATIENT = "outpatient", "门诊", "outpatient"
    INPATIENT = "inpatient", "住院", "inpatient"
    EMERGENCY = "emergency", "急诊", "emergency"


class DefectCause(Choice):
    """Why a card does not work."""

    QUALITY = "quality", "卡本身质量问题", "a defect of the card"
    USER = "user", "使用中弄坏", "damaged in use"


MADE_WRONG = {"card-state": CardState.DAMAGED.value, "defect-cause": DefectCause.QUALITY.value}
"""The facts about a card that was made wrong: it is to be replaced, and its holder is not to blame."""


class PasswordOf(Choice):
    """Which of the card's two passwords is meant."""

    SOCIAL = "social", "社保功能密码", "the social application"
    BANK = "bank", "银行账户密码", "the bank account"


def _is_id(_: object, __: attrs.Attribute[str], value: object) -> None:
    if not isinstance(value, str):
        raise InvalidFacts([f"scenario: {brief(value)} is no id; give one such as 'lost'"])


@attrs.frozen(kw_only=True, eq=False, repr=False)
class CardScenario(Record):
    """What is wanted and what has happened; None means unknown.

    ``id`` names a scenario of the catalogue (``medcard scenarios`` lists them).
    A value outside a closed set raises InvalidFacts, which names the values that are accepted.

    >>> CardScenario(id="lost", loss_kind="stolen").loss_kind.en
    'stolen'
    """

    id: str = attrs.field(validator=_is_id)
    card_state: CardState | None = fact(
        CardState,
        "卡的状态",
        "state of the card",
        ask=("卡现在是什么状态？", "What is the state of the card?"),
        found_by="card-status-query",
        cases=(("卡的状态是“{}”", "the state of the card is “{}”"),),
        given=True,
    )
    card_reissue_applied: bool | None = fact(
        Kind.YES_NO,
        "已申请补卡",
        "reissue applied for",
        ask=("已经申请补卡了吗？", "Has a new card been applied for?"),
        typical="no",
        cases=(
            ("已经申请补卡", "a new card has been applied for"),
            ("还没申请补卡", "no new card has been applied for"),
        ),
        given=True,
    )
    loss_kind: LossKind | None = fact(
        LossKind,
        "怎么丢的",
        "how it was lost",
        ask=("卡是怎么丢的？", "How was the card lost?"),
        typical="lost",
        cases=(("卡是{}的", "the card was {}"),),
        given=True,
    )
    defect_cause: DefectCause | None = fact(
        DefectCause,
        "损坏原因",
        "cause of the defect",
        ask=("卡是怎么坏的？", "Why does the card not work?"),
        typical="user",
        cases=(("损坏原因是“{}”", "the cause of the defect is “{}”"),),
        given=True,
    )
    changed: Changed | None = fact(
        Changed,
        "变了什么",
        "what changed",
        ask=("哪一项变了？", "Which detail has changed?"),
        typical="name",
        cases=(("变的是{}", "what has changed is the {}"),),
        given=True,
    )
    password_of: PasswordOf | None = fact(
        PasswordOf,
        "哪个密码",
        "which password",
        ask=("忘的是哪个密码？", "Which password is it?"),
        typical="social",
        cases=(("忘的是{}", "the forgotten password is that of {}"),),
        given=True,
    )
    care_needed: CareNeeded | None = fact(
        CareNeeded,
        "近期就医",
        "care needed",
        ask=("最近要看病吗？", "Is a doctor needed soon?"),
        typical="none",
        cases=(
            ("暂时不看病", "no doctor is needed"),
            ("要看门诊", "an outpatient visit is needed"),
            ("要住院", "a stay in hospital is needed"),
            ("要看急诊", "emergency care is needed"),
        ),
        given=True,
    )
    care_place: Whereabouts | None = fact(
        Whereabouts,
        "看病地点",
        "place of care",
        ask=("在哪里看病？", "Where is the doctor?"),
        typical="same-area",
        cases=(("在{}看病", "the doctor is in: {}"),),
        near_first=True,
    )
    remote_record: bool | None = fact(
        Kind.YES_NO,
        "已办异地就医备案",
        "remote care recorded",
        ask=("办过异地就医备案吗？", "Is care elsewhere on record?"),
        typical="no",
        cases=(
            ("已办异地就医备案", "care elsewhere is on record"),
            ("没办异地就医备案", "care elsewhere is not on record"),
        ),
    )
    needed_on: date | None = fact(
        Kind.DATE, "最晚哪天要用", "needed on", ask=("最晚哪天要用上？", "By which day must it work?")
    )
    applied_on: date | None = fact(
        Kind.DATE, "申请日期", "applied on", ask=("哪天申请的？", "On which day was it applied for?")
    )
    expires_on: date | None = fact(
        Kind.DATE,
        "卡的有效期",
        "end of the card's term",
        ask=("卡的有效期到哪天？", "Until which day is the card valid?"),
    )
    hired_on: date | None = fact(Kind.DATE, "入职日期", "hired on", ask=("哪天入职的？", "When was the person hired?"))
