"""The divisions of China (GB/T 2260): from a code or a name to a region, from a region up to the nation.

The table ``data/regions.tsv`` has every province, prefecture and county of the Ministry of Civil Affairs'
list; its header names that table, its date and where each line comes from. It is read on the first question about
a code; names are indexed on the first that is not one Chinese name. All of it is immutable, so threads may share it.

**How a name is understood** (:func:`find_region`), first that matches:

1. six digits are a code;
2. a full official name means exactly that: 吉林市, 海南藏族自治州;
3. a short name, pinyin of the full or short name, or another spelling: 海口, ``Haikou``, ``Tibet``, 恩施州;
4. 2 or 3 after the names of regions above it, any of which may be left out: 海南海口, 吉林长春朝阳区.

If several regions match in one way, the name is ambiguous and nothing is guessed, with one exception: **the
bare name of a province means the province, unless a city (地级市) has the same name**. 海南 is 海南省 though
there are a 海南藏族自治州 and a 海南区, which nobody calls so without 州 or 区; but 吉林 may be 吉林省 or
吉林市, and 西安 may be 西安市 or one of two 西安区. Spaces, case, hyphens, apostrophes and tone marks do not
matter; ü may be written u, v or yu.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from functools import cache
from typing import NamedTuple

import attrs

from medcard import bundle
from medcard.arguments import expect
from medcard.errors import AmbiguousRegion, UnknownRegion
from medcard.record import Record

NATION_CODE = "000000"
AS_TEXT = "a six-digit code or a name as text, such as '海口'"
_NATION_ROW = f"{NATION_CODE}\t全国\t全国\tQuanguo\t中国,中华人民共和国,China,PRC"
_MOST_CHARACTERS = 80  # longer than any chain of names; keeps a pasted page from being searched


class Level(StrEnum):
    """Where a region stands. A county is what is at the third level, be it called 县, 区, 市 or 旗."""

    NATION = "nation"
    PROVINCE = "province"
    PREFECTURE = "prefecture"
    COUNTY = "county"


_NEITHER = re.compile(r"[\W_]+")
_FIRST_CHINESE = "\u4e00"
_ALIKE = 0.65  # two of three characters: 海扣市 is like 海口市


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Region(Record):
    """One division, or the nation.

    ``name`` is official (海口市), ``short_name`` lacks the kind of division and the peoples (海口; what would
    keep one character stays whole: 单县). ``pinyin`` romanises the whole name without tones, and its first
    word is the short name's (Haikou Shi).
    """

    code: str
    name: str
    short_name: str
    pinyin: str
    level: Level

    @property
    def parent(self) -> Region | None:
        """The region directly above, None for the nation.

        >>> region("460106").parent.name, region("469001").parent.name, region("110105").parent.name
        ('海口市', '海南省', '北京市')
        """
        if self.level is Level.NATION:
            return None
        return region(_parent_code(self.code))

    @property
    def chain(self) -> tuple[Region, ...]:
        """From the nation down to this region, both included; two to four regions, one for the nation.

        >>> [above.name for above in region("460106").chain]
        ['全国', '海南省', '海口市', '龙华区']
        """
        parent = self.parent
        return (*parent.chain, self) if parent else (self,)

    @property
    def full_name(self) -> str:
        """The official names from the province down, as an address has them; no two regions share one.

        >>> region("460100").full_name, region("110105").full_name
        ('海南省海口市', '北京市朝阳区')
        """
        return "".join(above.name for above in self.chain[1:]) or self.name


def region(code: str) -> Region:
    """The region of a six-digit code, ``000000`` for the nation. Reads the table, indexes no names.

    UnknownRegion for any other text; no name is tried (:func:`find_region` does that).

    >>> region("460100").name
    '海口市'
    """
    expect("region", code, str, AS_TEXT)
    if code not in _rows():
        raise UnknownRegion(code, _suggestions(code))
    return _region(code)


def all_regions() -> tuple[Region, ...]:
    """Every division in the order of codes; the nation, which is no division, is left out."""
    return tuple(_region(code) for code in _rows() if code != NATION_CODE)


def find_region(text: str) -> Region:
    """The one region that ``text`` means; the module's page says how names are understood.

    UnknownRegion, with up to three suggestions, if no region is called so. AmbiguousRegion, with the
    candidates by code, if several are.

    >>> find_region("海口").code, find_region("海南海口").code, find_region("haikou").code
    ('460100', '460100', '460100')
    >>> find_region("shanxi")
    Traceback (most recent call last):
    medcard.errors.AmbiguousRegion: 'shanxi' may be 140000 山西省 or 610000 陕西省: give the code or full name
    """
    found, meant = _understand(text)
    if not found:
        raise UnknownRegion(text, _suggestions(text))
    if len(meant) != 1:
        raise AmbiguousRegion(text, tuple((code, region(code).full_name) for code in meant))
    return region(meant[0])


def candidates(text: str) -> tuple[Region, ...]:
    """Every region that ``text`` may mean, first those that :func:`find_region` would choose among.

    Both parts in the order of codes; empty if no region is called so.

    >>> [found.full_name for found in candidates("海南")]
    ['海南省', '内蒙古自治区乌海市海南区', '青海省海南藏族自治州']
    """
    found, meant = _understand(text)
    return tuple(region(code) for code in (*meant, *(code for code in found if code not in meant)))


@cache
def _rows() -> Mapping[str, str]:
    """Code to line, in the order of codes, the nation first."""
    lines = bundle.read("regions.tsv").decode().splitlines()
    return {line[:6]: line for line in (_NATION_ROW, *lines) if line[0] != "#"}


@cache
def _region(code: str) -> Region:
    _, name, short_name, pinyin, _ = _rows()[code].split("\t")
    return Region(code=code, name=name, short_name=short_name, pinyin=pinyin, level=_level(code))


def _level(code: str) -> Level:
    if code == NATION_CODE:
        return Level.NATION
    if code.endswith("0000"):
        return Level.PROVINCE
    return Level.PREFECTURE if code.endswith("00") else Level.COUNTY


def _parent_code(code: str) -> str:
    """The prefecture's code where the table has it, else the province's, else the nation's.

    Districts of the four municipalities and the counties that a province runs itself (4290xx, 469xxx, 6590xx)
    have no prefecture, and the table has no invented one.
    """
    above = (code[:4] + "00", code[:2] + "0000", NATION_CODE)
    return next(parent for parent in above if parent != code and parent in _rows())


class _Names(NamedTuple):
    """Codes, in their order, by what is looked up: full official names, and all other spellings."""

    official: Mapping[str, Sequence[str]]
    everyday: Mapping[str, Sequence[str]]


@cache
def _names() -> _Names:
    return _index(_rows())


def _names_with(key: str) -> _Names:
    """The index of all rows that can have ``key``: Chinese spellings are their own keys, so most rows cannot."""
    if min(key) < _FIRST_CHINESE:
        return _names()
    return _index({code: line for code, line in _rows().items() if key in line})


def _index(rows: Mapping[str, str]) -> _Names:
    official: dict[str, list[str]] = {}
    everyday: dict[str, list[str]] = {}
    for code, line in rows.items():
        _, name, short_name, pinyin, aliases = line.split("\t")
        official.setdefault(name, []).append(code)
        # Pinyin never wins as a full name does: jianshi is 吉安市 and 集安市, but 建始 no less.
        keys = {short_name, *_keys(pinyin), *_keys(pinyin.partition(" ")[0])}
        if aliases:
            keys.update(key for alias in aliases.split(",") for key in _keys(alias))
        for key in keys:
            everyday.setdefault(key, []).append(code)
    return _Names(official, everyday)


def _keys(spelling: str) -> Sequence[str]:
    """The spelling as it is looked up; what has ü, in each way of writing it."""
    if spelling.isascii():
        return (_key(spelling),)
    plain = spelling.lower()
    return (_key(plain), _key(plain.replace("ü", "u")), _key(plain.replace("ü", "yu")))


def _key(text: str) -> str:
    """Letters and digits in lower case without tone marks: ``Lǚ liang`` → ``lvliang``, ``Xi'an`` → ``xian``."""
    plain = unicodedata.normalize("NFKD", text).casefold().replace("u\N{COMBINING DIAERESIS}", "v")
    return _NEITHER.sub("", plain)


def _understand(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(every code that the text may mean, those of them that it means by the rules of the module's page)."""
    expect("region", text, str, AS_TEXT)
    if text.strip() in _rows():
        return (text.strip(),), (text.strip(),)
    key = _key(text[: _MOST_CHARACTERS + 1])
    if not 2 <= len(key) <= _MOST_CHARACTERS:
        return (), ()
    names = _names_with(key)
    official, everyday = set(names.official.get(key, ())), set(names.everyday.get(key, ()))
    if not official and not everyday:
        official, everyday = _below(key, _names())
    found = tuple(sorted({*official, *everyday}))
    return found, tuple(sorted(official)) or _province_first(everyday)


def _province_first(codes: Iterable[str]) -> tuple[str, ...]:
    """Without prefectures and counties that a province of the same name stands before; cities stay."""
    codes = tuple(sorted(codes))
    if all(_level(code) is not Level.PROVINCE for code in codes):
        return codes
    return tuple(
        code
        for code in codes
        if _level(code) is Level.PROVINCE or (_level(code) is Level.PREFECTURE and region(code).name.endswith("市"))
    )


def _below(key: str, names: _Names) -> tuple[set[str], set[str]]:
    """Codes whose name ends ``key`` after names of regions above them: (by full name, by another)."""
    reached: dict[int, set[str]] = {}  # what key[:end] may mean, so that no beginning is read twice
    for end in range(2, len(key) - 1):
        start = key[:end]
        codes = {*names.official.get(start, ()), *names.everyday.get(start, ())}
        codes |= _ending(start, reached, names.official) | _ending(start, reached, names.everyday)
        if codes:
            reached[end] = codes
    return _ending(key, reached, names.official), _ending(key, reached, names.everyday)


def _ending(key: str, reached: Mapping[int, set[str]], keys: Mapping[str, Sequence[str]]) -> set[str]:
    return {code for end, above in reached.items() for code in keys.get(key[end:], ()) if above & _codes_above(code)}


def _codes_above(code: str) -> set[str]:
    return {above.code for above in region(code).chain[:-1]}


def _suggestions(text: str) -> tuple[str, ...]:
    """Full names of up to three regions most like the text, then by level and code; for a code the one above it."""
    from difflib import SequenceMatcher  # only a mistake needs it

    key = _key(text[:_MOST_CHARACTERS])
    if key.isdecimal():
        above = (key[:6].ljust(6, "0"), key[:4].ljust(6, "0"), key[:2].ljust(6, "0"))
        return tuple(region(code).full_name for code in above if code in _rows())[:1]
    scores: dict[str, float] = {}
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(key)
    full_names = ((found.full_name, (found.code,)) for found in all_regions())
    for other, codes in (*_names().official.items(), *_names().everyday.items(), *full_names):
        matcher.set_seq1(other)
        if matcher.real_quick_ratio() >= _ALIKE and matcher.quick_ratio() >= _ALIKE:
            score = matcher.ratio()
            scores.update((code, max(score, scores.get(code, 0.0))) for code in codes)
    near = (code for code, score in scores.items() if score >= _ALIKE)
    best = sorted(near, key=lambda code: (-scores[code], tuple(Level).index(_level(code)), code))
    return tuple(region(code).full_name for code in best[:3])
