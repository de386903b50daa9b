"""Reading packs: each limit and each slip at its place; any other text gives a tree, never another error."""

from __future__ import annotations

import contextlib
import json
import pickle
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from medcard.errors import InvalidPack, MedcardError
from medcard.packs import characters, reader
from medcard.packs.nodes import Mapping, Node, Scalar, Sequence, as_mapping
from medcard.packs.problems import MOST_PROBLEMS, Code, PackProblem, Problems, shown, suggest
from medcard.packs.reader import MOST_DEPTH, MOST_NODES, read, read_into, read_node

BAD = sorted((Path(__file__).parent / "bad_yaml").glob("*.yaml"))
PARSERS = {"libyaml": yaml.CBaseLoader, "pure": yaml.BaseLoader}


@pytest.fixture(params=sorted(PARSERS))
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(reader, "_LOADER", PARSERS[request.param])
    return str(request.param)


def refused(text: str | bytes) -> list[str]:
    """The problems of a text that must not be read, as ``line:col code``."""
    with pytest.raises(InvalidPack) as caught:
        read(text, file="x.yaml")
    return [f"{p.line}:{p.col} {p.code}" for p in caught.value.found if isinstance(p, PackProblem)]


def plain(node: Node) -> Any:
    """The tree without its places."""
    match node:
        case Scalar():
            return node.text
        case Mapping():
            return {key: plain(value) for key, value in node.items.items()}
        case Sequence():
            return [plain(value) for value in node.items]


# Slips, one file each.


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_bad_file_is_refused_where_it_is_wrong(path: Path) -> None:
    raw = path.read_bytes()
    expected = re.findall(r"^\ufeff?# expect: (\S+ \S+)\r?$", raw.decode("utf-8", "replace"), re.MULTILINE)
    assert expected
    assert refused(raw) == expected


def test_every_code_of_the_yaml_layer_has_a_case() -> None:
    shown_by_files = {word for path in BAD for word in re.findall(rb"expect: \S+ ([a-z0-9-]+)", path.read_bytes())}
    yaml_layer = list(Code)[: list(Code).index(Code.NOT_A_LIST)]
    by_limits = {Code.TOO_LARGE, Code.TOO_DEEP, Code.TOO_MANY_NODES, Code.TOO_MANY_PROBLEMS}
    assert {code for code in yaml_layer if code.encode() not in shown_by_files} == by_limits


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("name: 海口: 社保局\n", "quote the text"),
        ("a: 1\na: 2\n", "key 'a' stands already at 1:1"),
        ("age: >=60\n", "quote text that begins with '>'"),
        ("a: {b: c，d: e}\n", "no full-width signs"),
        ("a:\n\tb: 1\n", "indent with spaces, not tabs"),
        ("a: 'b\n", "never closed"),
        ("天数：3\n", "full-width colon after '天数'; write ':' and a space"),
        ("", "the file says nothing"),
    ],
)
def test_message_says_what_to_do(text: str, words: str) -> None:
    with pytest.raises(InvalidPack, match=re.escape(words)):
        read(text, file="x.yaml")


# Limits.


@pytest.mark.usefixtures("parser")
def test_depth_limit_is_exact() -> None:
    def deep(levels: int) -> str:
        return "a: " + "[" * (levels - 1) + "]" * (levels - 1)

    assert plain(read(deep(MOST_DEPTH), file="x.yaml"))
    assert refused(deep(MOST_DEPTH + 1)) == [f"1:{3 + MOST_DEPTH} too-deep"]


def test_node_limit_is_exact() -> None:
    full = "a:\n" + "- x\n" * (MOST_NODES - 3)
    assert len(plain(read(full, file="x.yaml"))["a"]) == MOST_NODES - 3
    assert refused(full + "- x\n") == [f"{MOST_NODES - 1}:3 too-many-nodes"]
    assert refused(full + "- {}\n") == [f"{MOST_NODES - 1}:3 too-many-nodes"]
    assert refused("".join(f"k{n}: v\n" for n in range(60_000))) == ["25000:9 too-many-nodes"]


def test_size_limit_counts_bytes() -> None:
    full = "a: " + "医" * 333_332 + "x"
    assert len(full.encode()) == 1_000_000
    assert read(full, file="x.yaml").items
    assert refused(full + "x") == refused((full + "x").encode()) == ["1:1 too-large"]


def test_short_test_for_bad_characters_agrees_with_the_pattern() -> None:
    every = [chr(code) for code in [*range(0x10000), *range(0xE0000, 0xE0200)]]
    by_pattern = re.findall(characters._BAD_CHARACTER, "".join(every))
    assert [sign for sign in every if characters.bad_characters(sign)] == by_pattern
    assert characters.bad_characters("一\t\u3000\r\n") == []


def test_many_problems_are_cut_and_said_so() -> None:
    problems = Problems("x.yaml")
    for line in range(MOST_PROBLEMS + 5, 0, -1):
        problems.add((line, 1), Code.ALIAS, "no")
    found = problems.found()
    assert len(found) == MOST_PROBLEMS + 1
    assert [p.line for p in found] == [*range(6, MOST_PROBLEMS + 6), MOST_PROBLEMS + 5]
    assert found[-1].code is Code.TOO_MANY_PROBLEMS
    problems.unknown((1, 1), Code.UNKNOWN_KEY, "a", ["b"])
    assert (len(problems), problems.found()) == (MOST_PROBLEMS, found)


HOSTILE: dict[str, str | bytes] = {
    "brackets": "[" * 50_000 + "]" * 50_000,
    "more brackets": "a: " + "[" * 200_000,
    "braces": "{a: " * 100_000,
    "dashes": "- " * 200_000,
    "question marks": "? " * 200_000,
    "aliases": "a0: &a0 x\n" + "".join(f"a{n}: &a{n} [{f'*a{n - 1}, ' * 9}]\n" for n in range(1, 60)),
    "same key": "k: v\n" * 60_000,
    "tags": "a: !!x b\n" * 60_000,
    "tag directives": "".join(f"%TAG !a{n}! tag:x\n" for n in range(30_000)) + "---\na: 1\n",
    "huge key": "x" * 900_000 + ": 1",
    "too large": "a: " + "x" * 2_000_000,
    "control characters": "a: " + "\0" * 900_000,
    "documents": "---\n" * 200_000,
    "no text": "\n" * 900_000,
    "bytes": b"\xff" * 900_000,
    "UTF-16": "a: 医".encode("utf-16"),
    "GB 18030": "a: 医保".encode("gb18030"),
    "surrogate": "a: \ud800",
    "escapes": 'a: "' + "\\" * 900_001,
}


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_hostile_text_is_refused(name: str) -> None:
    assert refused(HOSTILE[name])


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize("escape", ["\\UFFFFFFFF", "\\U00110000", "\\ud800"])
def test_escape_of_no_character_is_refused(escape: str) -> None:
    assert refused(f'a: "{escape}"')


# What is read.


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("no: no\nyes: Yes\nnull: ~\nempty:\n", {"no": "no", "yes": "Yes", "null": "~", "empty": ""}),
        ("code: 010100\noct: 0o17\ntime: 1:30\n", {"code": "010100", "oct": "0o17", "time": "1:30"}),
        ("on: 2026-11-20\nfee: 1_000.50\n", {"on": "2026-11-20", "fee": "1_000.50"}),
        ("a: {b: c, d: [e, f], g: {}}\n", {"a": {"b": "c", "d": ["e", "f"], "g": {}}}),
        ("一网通办: {zh: 海口　社保局, 是否: 是}\n", {"一网通办": {"zh": "海口　社保局", "是否": "是"}}),
        ("note: 时间：9点，周末休息\n", {"note": "时间：9点，周末休息"}),
        ("same: [a：b]\n", {"same": ["a：b"]}),
        ("bank:zsrcb: 1\napp:x-y: 2\n", {"bank:zsrcb": "1", "app:x-y": "2"}),
        ("born: 2025-01-01..\nspan: 3..7 working\nfrom: ..2\n", None),
        ("\ufeffa: b\r\nc: d\r\n", {"a": "b", "c": "d"}),
        ("---\na: b\n...\n", {"a": "b"}),
        ("{}", {}),
        ("a: |\n  一\n  二\nb: >\n  三\n  四\n", {"a": "一\n二\n", "b": "三 四\n"}),
        ("? a\n: b\n", {"a": "b"}),
        ("\"<\": 'a'\n", {"<": "a"}),
    ],
)
def test_scalars_stay_text(text: str, tree: dict[str, Any] | None) -> None:
    expected = tree or yaml.load(text, yaml.BaseLoader)
    assert plain(read(text, file="x.yaml")) == expected
    assert plain(read(text.encode(), file="x.yaml")) == expected


@pytest.mark.usefixtures("parser")
def test_places_and_quotes_are_kept() -> None:
    root = read("\ufeff# 注\r\nfee: '20'\r\nwho:\r\n  - {self: no, 代办: 是}\r\n", file="x.yaml")
    fee, who = root.items["fee"], root.items["who"]
    assert isinstance(fee, Scalar)
    assert isinstance(who, Sequence)
    assert (fee.text, fee.quoted, fee.line, fee.col) == ("20", True, 2, 6)
    flow = who.items[0]
    assert isinstance(flow, Mapping)
    assert ((root.line, root.col), (who.line, who.col), (flow.line, flow.col)) == ((2, 1), (4, 3), (4, 5))
    assert (root.key_at, flow.key_at) == ({"fee": (2, 1), "who": (3, 1)}, {"self": (4, 6), "代办": (4, 16)})
    assert repr(flow.items["代办"]) == "Scalar('是', False, 4, 20)"
    assert repr(read("a: [b]", file="x.yaml")) == ("Mapping({'a': Sequence([Scalar('b', False, 1, 5)], 1, 4)}, 1, 1)")


def test_tree_survives_duplicate_keys_only() -> None:
    problems = Problems("x.yaml")
    root = read_into(problems, "a: 1\na: 2\nb: 3\n")
    assert root is not None
    assert plain(root) == {"a": "2", "b": "3"}
    assert [p.code for p in problems.found()] == [Code.DUPLICATE_KEY]
    assert read_into(Problems("x.yaml"), "a: &x 1\n") is None


def test_a_list_at_the_top_is_read_where_it_is_asked_for() -> None:
    problems = Problems("x.cases.yaml")
    root = read_node(problems, "- {name: 六岁儿童}\n- {}\n")
    assert root is not None
    assert plain(root) == [{"name": "六岁儿童"}, {}]
    assert (len(problems), read_node(problems, "# nothing\n"), len(problems)) == (0, None, 1)


# Where a block was expected.


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: 天数：3", "1:6 full-width-colon"),
        ("a: x:3", "1:5 no-space-after-colon"),
        ("a: x:\u30003", "1:6 bad-space"),
        ("a: x:\u00a03", "1:6 bad-space"),
        ("a: '天数：3'", "1:4 not-a-mapping"),
        ("a: 三天", "1:4 not-a-mapping"),
        ("a: [b]", "1:4 not-a-mapping"),
        ("a:", "1:3 not-a-mapping"),
    ],
)
def test_text_where_a_block_belongs(text: str, expected: str) -> None:
    problems = Problems("x.yaml")
    assert as_mapping(read(text, file="x.yaml").items["a"], problems) is None
    assert [f"{p.line}:{p.col} {p.code}" for p in problems.found()] == [expected]


def test_block_is_handed_through() -> None:
    node = read("a: {b: c}", file="x.yaml").items["a"]
    assert as_mapping(node, Problems("x.yaml")) is node


# Problems.


def test_problems_come_sorted_and_once() -> None:
    problems = Problems("x.yaml")
    problems.raise_if_any()
    problems.add((2, 1), Code.TAG, "b")
    problems.add(Scalar("x", False, 1, 9), Code.TAG, "a")
    problems.add((2, 1), Code.TAG, "b")
    assert [str(p) for p in problems.found()] == ["x.yaml:1:9: tag: a", "x.yaml:2:1: tag: b"]
    with pytest.raises(InvalidPack) as caught:
        problems.raise_if_any()
    assert caught.value.problems == ("x.yaml:1:9: tag: a", "x.yaml:2:1: tag: b")


def test_invalid_pack_survives_pickling() -> None:
    with pytest.raises(InvalidPack) as caught:
        read("a: *b\n", file="x.yaml")
    again = pickle.loads(pickle.dumps(caught.value))
    assert (str(again), again.found, again.args) == (str(caught.value), caught.value.found, caught.value.args)
    assert isinstance(again, ValueError)
    assert isinstance(again, MedcardError)


def test_codes_are_stable_words_with_an_explanation() -> None:
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", code) for code in Code)
    assert all(code.name == code.upper().replace("-", "_").replace("UTF_8", "UTF8") for code in Code)
    assert len({code.zh for code in Code}) == len({code.en for code in Code}) == len(Code)


def test_unknown_word_is_named_with_its_kind() -> None:
    problems = Problems("x.yaml")
    problems.unknown((3, 1), Code.UNKNOWN_FACT, "insured_as", ["insured-as", "age"])
    assert str(problems.found()[0]) == "x.yaml:3:1: unknown-fact: unknown fact 'insured_as'; did you mean 'insured-as'?"


def test_suggestion_does_not_depend_on_order() -> None:
    known = ["damaged", "damages", "lost"]
    assert suggest("damage", known) == suggest("damage", known[::-1]) == "; did you mean 'damages'?"
    assert suggest("insured_as", ["insured-as"]) == "; did you mean 'insured-as'?"
    assert suggest("x" * 1_000_000, ["x" * 1_000_000]) == ""


def test_shown_text_stays_on_one_short_line() -> None:
    assert shown("a\n\u00a0b") == r"'a\n\xa0b'"
    assert len(shown("医" * 1_000_000)) < 50


# Laws.

SIGNS = st.sampled_from(
    [*" \n\n\r\t:-?,[]{}#&*!|>'\"%@`~<=\\ab01.", "：", "，", "医", "\u00a0", "\u3000", "\0", "\u2028"]
)
PIECES = st.sampled_from(
    ["a: ", "- ", "\n", "  ", "{a: b}", "[a, b]", "<<: ", "&a ", "*a ", "!t ", "---\n", "...\n", "%TAG ! x\n"]
) | st.sampled_from(
    [
        "'b'",
        '"b"',
        '"\\u',
        "|\n",
        ">-\n",
        "? ",
        ": ",
        "a：b",
        "医保",
        "#",
        "\r\n",
        "\ufeff",
        "\x85",
        "\\",
        "\ud800",
    ]
)


@given(st.binary(max_size=40))
@settings(max_examples=300, deadline=None)
def test_any_bytes_are_read_or_refused(raw: bytes) -> None:
    with contextlib.suppress(InvalidPack):
        read(raw, file="x.yaml")


WORDS = st.builds("{}{}".format, st.sampled_from("a0医"), st.text(st.sampled_from("b01保-./：:x"), max_size=9)).filter(
    lambda text: not text.endswith(":")
)
KEYS = st.builds("{}{}".format, st.sampled_from("a0医"), st.text(st.sampled_from("b1-保"), max_size=5))
LINES = st.text(st.sampled_from([*"ab0 :#-?,[]{}&*!|>'\"%@\\", "：", "医", "\u00a0"]), max_size=12)
FORMS = (
    WORDS.map(lambda text: (text, text))
    | LINES.map(lambda text: (text, "'" + text.replace("'", "''") + "'"))
    | LINES.map(lambda text: (text, json.dumps(text, ensure_ascii=False)))
)
"""A text and the form in which it is written."""
TREES = st.dictionaries(
    KEYS,
    st.recursive(FORMS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4)),
    max_size=5,
)


def flow(tree: Any) -> str:
    match tree:
        case dict():
            return "{" + ", ".join(f"{key}: {flow(value)}" for key, value in tree.items()) + "}"
        case list():
            return "[" + ", ".join(map(flow, tree)) + "]"
        case _:
            return str(tree[1])


def block(tree: Any, depth: int, flow_from: int) -> str:
    """The tree as YAML, in blocks down to ``flow_from`` and in braces and brackets below."""
    pad = "\n" + "  " * depth
    match tree:
        case dict() | list() if not tree or depth >= flow_from:
            return " " + flow(tree)
        case dict():
            return "".join(f"{pad}{key}:{block(value, depth + 1, flow_from)}" for key, value in tree.items())
        case list():
            return "".join(f"{pad}-{block(value, depth + 1, flow_from)}" for value in tree)
        case _:
            return f" {tree[1]}"


def written_at(tree: Any, node: Node) -> Iterator[tuple[str, tuple[int, int]]]:
    """Each text as it was written, and the place that its node claims."""
    match tree, node:
        case dict(), Mapping():
            for key, value in tree.items():
                yield key, node.key_at[key]
                yield from written_at(value, node.items[key])
        case list(), Sequence():
            for value, inner in zip(tree, node.items, strict=True):
                yield from written_at(value, inner)
        case (text, form), Scalar():
            assert (node.text, node.quoted) == (text, form[0] in "'\"")
            yield form, (node.line, node.col)
        case _:
            raise AssertionError(f"{tree!r} became {node!r}")


@given(TREES, st.integers(0, 5), st.sampled_from(["\n", "\r\n", "\r"]), st.sampled_from(sorted(PARSERS)))
@settings(max_examples=300, deadline=None)
def test_every_place_points_at_its_text(tree: Any, flow_from: int, line_end: str, parser_name: str) -> None:
    source = block(tree, 0, flow_from) + "\n"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reader, "_LOADER", PARSERS[parser_name])
        root = read(source.replace("\n", line_end), file="x.yaml")
    lines = source.split("\n")
    for form, (line, col) in written_at(tree, root):
        assert lines[line - 1][col - 1 :].startswith(form)


SOURCES = st.builds(block, TREES, st.just(0), st.integers(0, 5))
DAMAGED = st.builds(
    lambda source, start, end, sign: source[: start % (len(source) + 1)] + sign + source[end % (len(source) + 1) :],
    SOURCES,
    st.integers(0, 500),
    st.integers(0, 500),
    PIECES | SIGNS,
)
TEXTS = DAMAGED | st.text(SIGNS, max_size=60) | st.lists(PIECES | SIGNS, max_size=40).map("".join)


def check_reads_or_refuses(text: str) -> None:
    trees: list[Any] = []
    for loader in PARSERS.values():
        with pytest.MonkeyPatch.context() as patch, contextlib.suppress(InvalidPack):
            patch.setattr(reader, "_LOADER", loader)
            trees.append(plain(read(text, file="x.yaml")))
    assert trees[:1] == trees[1:] or len(trees) < 2, "the two parsers read different trees"
    with contextlib.suppress(InvalidPack):
        read(text.encode("utf-8", "surrogatepass"), file="x.yaml")


@given(TEXTS)
@settings(max_examples=300, deadline=None)
@example("")
@example("\ufeff")
@example('a: "\\UFFFFFFFF"')
def test_any_text_is_read_or_refused(text: str) -> None:
    check_reads_or_refuses(text)


@pytest.mark.extra
@given(TEXTS)
@settings(max_examples=10_000, deadline=None)
def test_any_text_is_read_or_refused_at_length(text: str) -> None:
    check_reads_or_refuses(text)
