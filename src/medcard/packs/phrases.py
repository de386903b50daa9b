"""What guides write about fees, times and papers, in the notation of packs: for the advice in problems, nothing else.

An author who copies ``15个工作日内`` out of a guide is told ``within 15 working``. Words that are not understood give
nothing: what stands in a pack is always the author's own writing, never a guess.
"""

from __future__ import annotations

import re

_SPAN = r"(?P<least>{number})(?:\s*(?:-|~|～|—|–|至|到)\s*(?P<most>{number}))?\s*"
_FEE = _SPAN.format(number=r"\d+(?:\.\d{1,2})?") + r"(?:元|块|圆)(?:钱|人民币)?(?:/?[张套卡次]|/每[张套卡次])?"
_WAIT = _SPAN.format(number=r"\d{1,4}") + r"个?(?P<unit>工作日|自然日|日历日|天|日|个?月|小时)(?P<within>之?以?内)?"
_UNITS = {
    "工作日": "working",
    "自然日": "calendar",
    "日历日": "calendar",
    "天": "calendar",
    "日": "calendar",
    "月": "month",
}
_FREE = ("免费", "不收费", "免收", "免工本费", "0", "无")
_AT_ONCE = ("当场", "即时", "立等可取", "即办", "当天", "当日", "马上")
_BOTH = r"原件(?:及|和|与|、|\+|加)?(?P<n>\d{1,2})?[份张]?复印件"
_COPY = r"(?P<n>\d{1,2})?[份张]?复印件(?P<after>\d{1,2})?[份张]?"
_PRINT = r"(?:\d{1,2}张)?(?:照片|相片|一寸照片|一寸照)"


def fee(word: str) -> str | None:
    """A fee.

    >>> fee("20元/张"), fee("16-20 元"), fee("免费"), fee("看情况")
    ('20 yuan', '16..20 yuan', '0 yuan', None)
    """
    if word in _FREE:
        return "0 yuan"
    found = re.fullmatch(_FEE, word)
    return None if found is None else f"{_range(found)} yuan"


def wait(word: str) -> str | None:
    """A time; hours are whole days, which is the finest that plans count.

    >>> wait("15个工作日内"), wait("3-7个工作日"), wait("30天"), wait("24小时"), wait("立等可取"), wait("尽快")
    ('within 15 working', '3..7 working', '30 calendar', '1 calendar', 'same day', None)
    """
    if word in _AT_ONCE:
        return "same day"
    found = re.fullmatch(_WAIT, word)
    if found is None:
        return None
    if found["unit"] == "小时":
        return f"{max(1, -(-int(found['most'] or found['least']) // 24))} calendar"
    within = "within " * (found["within"] is not None and found["most"] is None)
    return f"{within}{_range(found)} {_UNITS[found['unit'].removeprefix('个')]}"


def papers(word: str) -> str | None:
    """How a paper is brought.

    >>> papers("原件"), papers("复印件2份"), papers("原件及复印件"), papers("照片"), papers("带上")
    ('original', '2 copies', 'original + 1 copy', '1 print', None)
    """
    if word == "原件":
        return "original"
    if word in ("不要", "免", "不用"):
        return "none"
    if both := re.fullmatch(_BOTH, word):
        return f"original + {_copies(both['n'])}"
    if copy := re.fullmatch(_COPY, word):
        return _copies(copy["n"] or copy["after"])
    return "1 print" if re.fullmatch(_PRINT, word) else None


def _range(found: re.Match[str]) -> str:
    least, most = found["least"], found["most"]
    return least if most is None else f"{least}..{most}"


def _copies(number: str | None) -> str:
    many = int(number or 1)
    return "1 copy" if many == 1 else f"{many} copies"
