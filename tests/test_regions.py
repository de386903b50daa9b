"""Every row of the table resolves or is ambiguous with its candidates; names are understood as documented."""

from __future__ import annotations

import pickle
import re
import subprocess
import sys
from collections import Counter, defaultdict
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medcard import regions
from medcard.errors import AmbiguousRegion, MedcardError, UnknownRegion
from medcard.regions import Level, Region, all_regions, candidates, find_region, region

EVERY = all_regions()
NATION = region("000000")

# Names whose usual reading is wrong, each with the reading of the place.
HARD_PINYIN = """
洪洞县 Hongtong Xian|浚县 Xunxian|单县 Shanxian|六合区 Luhe Qu|涡阳县 Guoyang Xian|长治市 Changzhi Shi
荥经县 Yingjing Xian|荥阳市 Xingyang Shi|郫都区 Pidu Qu|筠连县 Junlian Xian|珲春市 Hunchun Shi
宕昌县 Tanchang Xian|繁峙县 Fanshi Xian|乐陵市 Laoling Shi|曾都区 Zengdu Qu|覃塘区 Qintang Qu
铅山县 Yanshan Xian|尉犁县 Yuli Xian|尉氏县 Weishi Xian|大埔县 Dabu Xian|东阿县 Dong'e Xian|番禺区 Panyu Qu
厦门市 Xiamen Shi|六安市 Lu'an Shi|蚌埠市 Bengbu Shi|亳州市 Bozhou Shi|歙县 Shexian|黟县 Yixian
枞阳县 Zongyang Xian|砀山县 Dangshan Xian|泌阳县 Biyang Xian|渑池县 Mianchi Xian|郏县 Jiaxian|睢县 Suixian
柘城县 Zhecheng Xian|武陟县 Wuzhi Xian|乐清市 Yueqing Shi|台州市 Taizhou Shi|丽水市 Lishui Shi
鄞州区 Yinzhou Qu|嵊州市 Shengzhou Shi|衢州市 Quzhou Shi|莘县 Shenxian|莒县 Juxian|茌平区 Chiping Qu
临朐县 Linqu Xian|无棣县 Wudi Xian|即墨区 Jimo Qu|盱眙县 Xuyi Xian|邗江区 Hanjiang Qu|邳州市 Pizhou Shi
黄陂区 Huangpi Qu|监利市 Jianli Shi|秭归县 Zigui Xian|耒阳市 Leiyang Shi|郴州市 Chenzhou Shi
儋州市 Danzhou Shi|东莞市 Dongguan Shi|百色市 Baise Shi|犍为县 Qianwei Xian|邛崃市 Qionglai Shi
阆中市 Langzhong Shi|勐海县 Menghai Xian|綦江区 Qijiang Qu|涪陵区 Fuling Qu|北碚区 Beibei Qu|吴堡县 Wubu Xian
勉县 Mianxian|柞水县 Zhashui Xian|鄠邑区 Huyi Qu|张掖市 Zhangye Shi|莎车县 Shache Xian|井陉县 Jingxing Xian
蔚县 Yuxian|蠡县 Lixian|隰县 Xixian|磴口县 Dengkou Xian|乐亭县 Laoting Xian|穆棱市 Muling Shi
都江堰市 Dujiangyan Shi|万柏林区 Wanbolin Qu|朝阳市 Chaoyang Shi|重庆市 Chongqing Shi|什邡市 Shifang Shi
石鼓区 Shigu Qu|龙圩区 Longxu Qu|长子县 Zhangzi Xian|康巴什区 Kangbashi Qu|襄都区 Xiangdu Qu|民乐县 Minle Xian
召陵区 Shaoling Qu|吕梁市 Lüliang Shi|略阳县 Lüeyang Xian|西安市 Xi'an Shi|建瓯市 Jian'ou Shi
"""


def codes(found: tuple[Region, ...]) -> tuple[str, ...]:
    return tuple(one.code for one in found)


# The table


def test_the_table_is_whole() -> None:
    assert Counter(one.level for one in EVERY) == {
        Level.PROVINCE: 34,
        Level.PREFECTURE: 333,
        Level.COUNTY: 2847,
    }
    assert [one.code for one in EVERY] == sorted({one.code for one in EVERY})


@pytest.mark.parametrize("field", ["name", "short_name"])
def test_chinese_names_are_chinese_characters_only(field: str) -> None:
    assert [one for one in EVERY if not re.fullmatch(r"[\u3400-\u9fff]{2,}", getattr(one, field))] == []


def test_pinyin_is_capitalised_words_without_tones() -> None:
    word = r"[A-Z][a-zü]*('[aeo][a-zü]*)*"
    assert [one for one in EVERY if not re.fullmatch(rf"{word}( {word})*", one.pinyin)] == []


def test_short_names_begin_their_names() -> None:
    assert [one for one in EVERY if not one.name.startswith(one.short_name)] == []


def test_equal_short_names_are_read_alike() -> None:
    readings = defaultdict(set)
    for one in EVERY:
        readings[one.short_name].add(one.pinyin.partition(" ")[0])
    assert {name: found for name, found in readings.items() if len(found) > 1} == {}


@pytest.mark.parametrize("line", HARD_PINYIN.strip().replace("|", "\n").splitlines())
def test_hard_names_are_romanised_as_the_place_is_called(line: str) -> None:
    name, _, pinyin = line.partition(" ")
    assert {one.pinyin for one in EVERY if one.name == name} == {pinyin}


@pytest.mark.parametrize(
    ("code", "short_name", "pinyin"),
    [
        ("422800", "恩施", "Enshi Tujiazu Miaozu Zizhizhou"),
        ("650000", "新疆", "Xinjiang Weiwu'er Zizhiqu"),
        ("150000", "内蒙古", "Neimenggu Zizhiqu"),
        ("622926", "东乡", "Dongxiang Zu Zizhixian"),
        ("622927", "积石山", "Jishishan Bao'anzu Dongxiangzu Salazu Zizhixian"),
        ("810000", "香港", "Xianggang Tebiexingzhengqu"),
        ("429021", "神农架", "Shennongjia Linqu"),
        ("441803", "清新", "Qingxin Qu"),
        ("310115", "浦东", "Pudong Xinqu"),
        ("130107", "井陉矿区", "Jingxingkuangqu"),
        ("150622", "准格尔", "Zhunge'er Qi"),
        ("150726", "新巴尔虎左旗", "Xinba'erhuzuoqi"),
        ("140502", "城区", "Chengqu"),
    ],
)
def test_short_names_lose_the_kind_and_the_peoples(code: str, short_name: str, pinyin: str) -> None:
    found = region(code)
    assert (found.short_name, found.pinyin) == (short_name, pinyin)


# Chains


def test_every_chain_runs_from_the_nation_down() -> None:
    order = list(Level)
    for one in (NATION, *EVERY):
        chain = one.chain
        levels = [order.index(above.level) for above in chain]
        assert (chain[0], chain[-1]) == (NATION, one)
        assert [child.parent for child in chain] == [None, *chain[:-1]]
        assert levels == sorted(set(levels))
        assert all(one.code.startswith(above.code.rstrip("0")) for above in chain)
        assert one.full_name.endswith(one.name)


def test_a_county_stands_under_its_prefecture_if_the_table_has_it() -> None:
    prefectures = {one.code for one in EVERY if one.level is Level.PREFECTURE}
    inside = [one for one in EVERY if one.level is Level.COUNTY and one.code[:4] + "00" in prefectures]
    assert len(inside) > 2700
    assert [one for one in inside if one.chain[2].code != one.code[:4] + "00"] == []


@pytest.mark.parametrize(
    ("code", "chain"),
    [
        ("000000", "全国"),
        ("110105", "全国 北京市 朝阳区"),
        ("500229", "全国 重庆市 城口县"),
        ("460106", "全国 海南省 海口市 龙华区"),
        ("469001", "全国 海南省 五指山市"),
        ("469030", "全国 海南省 琼中黎族苗族自治县"),
        ("419001", "全国 河南省 济源市"),
        ("429004", "全国 湖北省 仙桃市"),
        ("429021", "全国 湖北省 神农架林区"),
        ("659001", "全国 新疆维吾尔自治区 石河子市"),
        ("659013", "全国 新疆维吾尔自治区 草湖市"),
        ("653132", "全国 新疆维吾尔自治区 喀什地区 岑岭县"),
        ("441900", "全国 广东省 东莞市"),
        ("442000", "全国 广东省 中山市"),
        ("460400", "全国 海南省 儋州市"),
        ("620200", "全国 甘肃省 嘉峪关市"),
        ("710000", "全国 台湾省"),
        ("810000", "全国 香港特别行政区"),
        ("820000", "全国 澳门特别行政区"),
    ],
)
def test_chains_of_every_shape(code: str, chain: str) -> None:
    assert [above.name for above in region(code).chain] == chain.split()


def test_regions_without_any_below() -> None:
    parents = {one.parent for one in EVERY}
    leaves = {one.name for one in EVERY if one.level is not Level.COUNTY and one not in parents}
    assert " ".join(sorted(leaves)) == "东莞市 中山市 儋州市 台湾省 嘉峪关市 澳门特别行政区 香港特别行政区"


def test_full_names() -> None:
    assert region("460106").full_name == "海南省海口市龙华区"
    assert region("110105").full_name == "北京市朝阳区"
    assert NATION.full_name == "全国"
    assert len({one.full_name for one in EVERY}) == len(EVERY)


# Every row, by every spelling


@pytest.mark.parametrize("spelling", ["code", "full_name"])
def test_codes_and_full_names_mean_one_region(spelling: str) -> None:
    assert [one for one in EVERY if find_region(getattr(one, spelling)) is not one] == []


@pytest.mark.parametrize("spelling", ["name", "short_name", "pinyin"])
def test_every_spelling_has_its_region_among_the_candidates(spelling: str) -> None:
    assert [one for one in EVERY if one not in candidates(getattr(one, spelling))] == []


def test_every_first_word_of_pinyin_has_its_region_among_the_candidates() -> None:
    assert [one for one in EVERY if one not in candidates(one.pinyin.partition(" ")[0])] == []


def test_an_official_name_means_the_regions_that_bear_it_and_no_other() -> None:
    bearers = defaultdict(list)
    for one in EVERY:
        bearers[one.name].append(one)
    assert [name for name, found in bearers.items() if candidates(name)[: len(found)] != tuple(found)] == []
    assert [name for name, (first, *more) in bearers.items() if not more and find_region(name) != first] == []
    shared = [name for name, found in bearers.items() if len(found) > 1]
    assert len(shared) == 28
    assert {name: len(bearers[name]) for name in shared if not ambiguous(name)} == {}


def ambiguous(text: str) -> tuple[tuple[str, str], ...]:
    """The candidates of the error that ``text`` raises."""
    with pytest.raises(AmbiguousRegion) as caught:
        find_region(text)
    return caught.value.candidates


def test_a_shared_short_name_is_ambiguous_unless_a_province_bears_it() -> None:
    bearers = defaultdict(list)
    for one in EVERY:
        bearers[one.short_name].append(one)
    shared = {name for name, found in bearers.items() if len(found) > 1}
    assert len(shared) == 118
    provinces = {one.short_name for one in EVERY if one.level is Level.PROVINCE}
    assert shared & provinces == {"吉林", "海南", "河南", "河北"}
    for name in shared - {"海南", "河南", "河北"}:
        assert {one.code for one in bearers[name]} <= {one.code for one in candidates(name)}
        assert len(ambiguous(name)) > 1


def test_every_province_is_found_by_its_short_name_but_jilin() -> None:
    provinces = [one for one in EVERY if one.level is Level.PROVINCE and one.short_name != "吉林"]
    assert [find_region(one.short_name) for one in provinces] == provinces


# Spellings


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("460100", "460100"),
        (" 460100 ", "460100"),
        ("海口市", "460100"),
        ("海口", "460100"),
        ("haikou", "460100"),
        ("Haikou Shi", "460100"),
        ("HAI-KOU", "460100"),
        ("Hǎikǒu", "460100"),
        ("海南海口", "460100"),
        ("海南省海口市", "460100"),
        ("海南省 海口市", "460100"),
        ("海南·海口", "460100"),
        ("中国海南省海口市", "460100"),
        ("hainan haikou", "460100"),
        ("海南 haikou", "460100"),
        ("海南", "460000"),
        ("hainan", "460000"),
        ("海南州", "632500"),
        ("海南区", "150303"),
        ("青海海南", "632500"),
        ("内蒙古乌海海南", "150303"),
        ("河南", "410000"),
        ("河南县", "632324"),
        ("河北", "130000"),
        ("北京", "110000"),
        ("北京市", "110000"),
        ("北京朝阳", "110105"),
        ("吉林省", "220000"),
        ("吉林市", "220200"),
        ("吉林吉林", "220200"),
        ("吉林长春朝阳区", "220104"),
        ("吉林朝阳", "220104"),
        ("辽宁朝阳市", "211300"),
        ("朝阳朝阳县", "211321"),
        ("西安市", "610100"),
        ("陕西西安", "610100"),
        ("Shaanxi", "610000"),
        ("Shaanxi Xi'an", "610100"),
        ("陕西", "610000"),
        ("Nei Mongol", "150000"),
        ("inner mongolia", "150000"),
        ("Neimenggu", "150000"),
        ("Xizang", "540000"),
        ("Tibet", "540000"),
        ("Hong Kong", "810000"),
        ("xianggang", "810000"),
        ("Macau", "820000"),
        ("Macao", "820000"),
        ("Taiwan", "710000"),
        ("Harbin", "230100"),
        ("Ürümqi", "650100"),
        ("urumqi", "650100"),
        ("吕梁", "141100"),
        ("Lüliang", "141100"),
        ("Lǚliáng", "141100"),
        ("lvliang", "141100"),
        ("lyuliang", "141100"),
        ("LÜEYANG", "610727"),
        ("恩施州", "422800"),
        ("陵水县", "469028"),
        ("鄂伦春旗", "150723"),
        ("石河子", "659001"),
        ("新疆石河子", "659001"),
        ("神农架", "429021"),
        ("仙桃", "429004"),
        ("东莞", "441900"),
        ("嘉峪关", "620200"),
        ("单县", "371722"),
        ("全国", "000000"),
        ("中国", "000000"),
        ("China", "000000"),
    ],
)
def test_spellings(text: str, code: str) -> None:
    assert find_region(text).code == code


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("吉林", "220000 220200"),
        ("jilin", "220000 220200"),
        ("朝阳", "110105 211300 211321 220104"),
        ("朝阳区", "110105 220104"),
        ("辽宁朝阳", "211300 211321"),
        ("鼓楼区", "320106 320302 350102 410204"),
        ("西安", "220403 231005 610100"),
        ("大理", "532900 532901"),
        ("shanxi", "140000 610000"),
        ("suzhou", "320500 341300 620902"),
        ("luliang", "141100 530322"),
        ("fengxian", "310120 320321 610330"),
        ("jianshi", "220582 360800 422822"),
        ("河北新华", "130105 130902"),
    ],
)
def test_ambiguous_names_show_their_candidates(text: str, expected: str) -> None:
    found = ambiguous(text)
    assert found == tuple((code, region(code).full_name) for code in expected.split())
    assert codes(candidates(text))[: len(found)] == tuple(expected.split())


def test_candidates_show_what_the_rule_passed_over() -> None:
    assert codes(candidates("海南")) == ("460000", "150303", "632500")
    assert codes(candidates("海口")) == ("460100",)
    assert candidates("海囗") == ()


PATHS = st.sampled_from([one for one in EVERY if one.level is not Level.PROVINCE])
FORMS = st.sampled_from(["name", "short_name", "pinyin", ""])


@settings(deadline=None)  # the first example indexes the names
@given(one=PATHS, forms=st.lists(FORMS, min_size=2, max_size=2), last=FORMS.filter(bool))
def test_any_regions_above_may_stand_before_a_name(one: Region, forms: list[str], last: str) -> None:
    above = [getattr(region, form, "") for region, form in zip(one.chain[1:-1], forms, strict=False)]
    assert one in candidates(" ".join([*above, getattr(one, last)]))


@settings(deadline=None)  # the first example indexes the names
@given(one=st.sampled_from(EVERY), separator=st.sampled_from(["", " ", "-", "'", "·", "，"]))
def test_case_and_separators_do_not_matter(one: Region, separator: str) -> None:
    text = one.pinyin.replace(" ", separator)
    assert candidates(text.upper()) == candidates(text.lower()) == candidates(one.pinyin)


@settings(deadline=None)  # the first example indexes the names
@given(st.text())
def test_no_text_breaks_the_look_up(text: str) -> None:
    found = candidates(text)
    assert len(set(found)) == len(found)
    assert set(found) <= {NATION, *EVERY}


# Errors


@pytest.mark.parametrize(
    "text",
    ["", " ", "市", "省", "区", "海", "46", "4601", "999999", "460199", "110100", "市辖区", "海口海南", "\0"],
)
def test_what_is_no_region_is_unknown(text: str) -> None:
    with pytest.raises(UnknownRegion) as caught:
        find_region(text)
    assert caught.value.text == text
    assert candidates(text) == ()


@pytest.mark.parametrize("text", ["海口", "haikou", "", "46", "460199", "４６０１００"])
def test_region_takes_codes_only(text: str) -> None:
    with pytest.raises(UnknownRegion, match="six-digit code"):
        region(text)


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [
        ("海南省海扣市", "海南省海口市"),
        ("haiko", "海南省海口市"),
        ("米林县", "西藏自治区林芝市米林市"),
        ("鸟鲁木齐", "新疆维吾尔自治区乌鲁木齐市"),
        ("460199", "海南省海口市"),
        ("469999", "海南省"),
        ("46", "海南省"),
    ],
)
def test_suggestions_begin_with_what_was_meant(text: str, suggestion: str) -> None:
    with pytest.raises(UnknownRegion) as caught:
        find_region(text)
    assert caught.value.suggestions[0] == suggestion
    assert len(caught.value.suggestions) <= 3
    assert suggestion in str(caught.value)
    assert [find_region(name).full_name for name in caught.value.suggestions] == [*caught.value.suggestions]


def test_a_pasted_page_is_refused_quickly_and_shortly() -> None:
    with pytest.raises(UnknownRegion) as caught:
        find_region("海南" * 50_000)
    assert len(str(caught.value)) < 200


@pytest.mark.parametrize(
    "error",
    [
        UnknownRegion("海扣", ("海南省海口市",)),
        AmbiguousRegion("吉林", (("220000", "吉林省"), ("220200", "吉林市"))),
    ],
    ids=lambda error: type(error).__name__,
)
def test_errors_are_lookup_errors_and_survive_pickling(error: MedcardError) -> None:
    again = pickle.loads(pickle.dumps(error))
    assert isinstance(again, LookupError)
    assert (type(again), vars(again), str(again)) == (type(error), vars(error), str(error))


def test_messages_say_what_to_do() -> None:
    assert str(UnknownRegion("海扣", ("海南省海口市",))) == (
        "no region is called '海扣': did you mean 海南省海口市? Give a six-digit code or a name such as 海南省海口市"
    )
    assert str(AmbiguousRegion("吉林", (("220000", "吉林省"), ("220200", "吉林省吉林市")))) == (
        "'吉林' may be 220000 吉林省 or 220200 吉林省吉林市: give the code or full name"
    )


# Values and laziness


def test_regions_are_values() -> None:
    again = pickle.loads(pickle.dumps(region("460100")))
    assert again == region("460100")
    assert hash(again) == hash(region("460100"))
    with pytest.raises(AttributeError):
        again.name = "海口"


def test_work_is_done_when_it_is_needed() -> None:
    script = """
import sys, attrs
before = set(sys.modules)
from medcard import regions
heavy = {"yaml", "cattrs", "chinese_calendar", "importlib.resources", "difflib"} - before
print(sorted(heavy & set(sys.modules)), regions._rows.cache_info().currsize)
regions.region("460106").chain, regions.region("460106").full_name
print(regions._rows.cache_info().currsize, regions._names.cache_info().currsize)
regions.find_region("460100")
print(regions._names.cache_info().currsize)
regions.find_region("海口")
print(regions._names.cache_info().currsize)
regions.find_region("haikou")
print(regions._names.cache_info().currsize)
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, encoding="utf-8")
    assert done.stdout.splitlines() == ["[] 0", "1 0", "0", "0", "1"]


def test_chinese_spellings_are_their_own_keys_so_that_rows_can_be_picked_by_text() -> None:
    for row in regions._rows().values():
        _, name, short_name, _, aliases = row.split("\t")
        chinese = [word for word in (name, short_name, *aliases.split(",")) if word > regions._FIRST_CHINESE]
        assert chinese == [regions._key(word) for word in chinese]
    for row in [*regions._rows().values()][::9]:
        for key in row.split("\t")[1:3]:
            assert regions._names_with(key).official.get(key) == regions._names().official.get(key)
            assert regions._names_with(key).everyday.get(key) == regions._names().everyday.get(key)


def test_threads_that_ask_first_get_the_same_answers() -> None:
    for cached in (regions._rows, regions._region, regions._names):
        cached.cache_clear()
    names = [one.full_name for one in EVERY[::40]] * 4
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(find_region, names))
    assert found == [*EVERY[::40]] * 4
