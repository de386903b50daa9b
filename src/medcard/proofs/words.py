"""What is said of each kind of finding: what is wrong, for whom, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterable

from medcard.faults import Fault
from medcard.model import Text
from medcard.proofs.suspect import Suspect

SAID = {
    Fault.UNSERVED: Text(
        "{who} 怎么办都办不成；看看是不是少了渠道，或者条件收得太窄",
        "{who} can never have it; look for a missing channel, or for conditions that are too narrow",
    ),
    Fault.NO_CHANNEL: Text(
        "事项收 {who}，却没有一个渠道收；放宽渠道的 only-if，或者在事项的 only-if 里写明不收",
        "{who} is admitted, but by no channel; widen a channel's only-if, or say so in the procedure's own",
    ),
    Fault.NO_ACTOR: Text(
        "渠道收 {who}，却没有谁可以去办；在 who 里写上谁可以，或者在 only-if 里写明不收",
        "{who} is admitted, but nobody may act; say in 'who' who may, or in only-if that they are not admitted",
    ),
    Fault.NO_PAPER: Text(
        "{who} 没有一样能用的材料；在 one-of 里加一样，或者用 when 写明不要",
        "{who} has none of the papers; add one to one-of, or say with 'when' that none is asked for",
    ),
    Fault.NO_VALUE: Text(
        "对有的人写了，对 {who} 什么都没写；补上，查不到就写 unknown",
        "stated for some, and nothing for {who}; add it, or 'unknown' if nobody publishes it",
    ),
    Fault.TIE: Text(
        "对 {who}，和 {other} 说法不同又不分高下；写明各管谁，或者去掉一个",
        "{other} says something else for {who}, and nothing tells which is right; say for whom each is, or drop one",
    ),
    Fault.AGAINST_LAW: Text(
        "{other} 的全国规定地方不能改，对 {who} 永远用不上这一条；删掉",
        "national law at {other} may not be changed, so this never counts for {who}; drop it",
    ),
    Fault.NEVER_USED: Text(
        "这条特殊规定总输给 {other} 的一般规定，对 {who} 也是；换更强的依据，或者删掉",
        "this exception always loses to the rule at {other}, for {who} too; find a stronger source, or drop it",
    ),
    Fault.DEAD_CONDITION: Text(
        "这里有个条件谁也不符合，{who} 也不行；改对，或者删掉",
        "nobody meets a condition here, not even {who}; correct it, or drop it",
    ),
    Fault.IDLE_CHANNEL: Text(
        "没有人能用这个渠道，{who} 也不行；看看它和事项的 only-if、who 是不是打架",
        "nobody can use this channel, {who} neither; its only-if and 'who' may contradict those of the procedure",
    ),
    Fault.NOTHING_WITHDRAWN: Text(
        "上级和本地都没有写过它，没什么可取消的；删掉",
        "nothing states it, so there is nothing to withdraw; drop this",
    ),
}


def said(suspect: Suspect, facts: Iterable[tuple[str, str]]) -> Text:
    """The words of a finding; ``facts`` tell its witness."""
    other = suspect.against.origin if suspect.against else ""
    told = ", ".join(f"{name}: {value}" for name, value in facts)
    who = Text(f"{{{told}}}", f"{{{told}}}") if told else Text("任何人", "anybody")
    template = SAID[suspect.fault]
    return Text(template.zh.format(who=who.zh, other=other), template.get("en").format(who=who.get("en"), other=other))
