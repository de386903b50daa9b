"""The stable names of everything that can be said against a pack: problems, which it must not have, and remarks."""

from __future__ import annotations

from medcard.facts import Choice


class Code(Choice):
    """One kind of problem or remark; ``zh`` and ``en`` say what it means and what to do.

    ``docs/error-codes.md`` shows each with a before and an after.

    >>> Code.DUPLICATE_KEY, Code("alias").en, Code.STALE.is_remark
    (<Code.DUPLICATE_KEY: 'duplicate-key'>, 'an alias (*name); write the text out again', True)
    """

    # The file and its YAML.
    TOO_LARGE = "too-large", "文件太大，超过一百万字节；拆成几个", "the file holds more than 1,000,000 bytes"
    NOT_UTF8 = (
        "not-utf-8",
        "文件不是 UTF-8 编码；另存为 UTF-8",
        "the file holds bytes that are not UTF-8; save it as UTF-8",
    )
    BAD_CHARACTER = (
        "bad-character",
        "有看不见的字符（多半是从网页抄来的）；删掉",
        "a control or invisible character; delete it",
    )
    SYNTAX = "syntax", "这里不合 YAML 的写法，后面的没有读", "this is not YAML; nothing after it was read"
    EMPTY = "empty", "文件里什么也没写", "the file says nothing"
    TWO_DOCUMENTS = (
        "two-documents",
        "一个文件里有两份（---）；一份一个文件",
        "a second document (---) in one file; one file is one document",
    )
    DIRECTIVE = "directive", "有 % 开头的指令行；删掉", "a YAML directive (%YAML, %TAG); delete the line"
    TOO_DEEP = "too-deep", "套了 24 层以上；少套几层", "more than 24 blocks inside each other"
    TOO_MANY_NODES = "too-many-nodes", "键和值超过五万个；拆成几个文件", "more than 50,000 keys and values"
    TOO_MANY_PROBLEMS = (
        "too-many-problems",
        "问题太多，没有全列；先改这些",
        "the file has more problems than are listed",
    )
    TAG = "tag", "有 ! 标签；文字以 ! 开头就加引号", "a YAML tag (!name); quote text that begins with '!'"
    ANCHOR = "anchor", "有 & 锚点；文字以 & 开头就加引号", "an anchor (&name); quote text that begins with '&'"
    ALIAS = "alias", "有 * 引用；把内容再写一遍", "an alias (*name); write the text out again"
    MERGE_KEY = "merge-key", "有 << 合并；把各项再写一遍", "a merge key (<<); write the keys out again"
    DUPLICATE_KEY = "duplicate-key", "同一块里同一个键写了两次；留一个", "the same key twice in one block"
    COMPLEX_KEY = (
        "complex-key",
        "冒号前面是一块或一个列表；键只能是文字",
        "a block or a list used as a key; a key is plain text",
    )
    EMPTY_KEY = "empty-key", "冒号前面没有键", "nothing stands before the colon"
    FULL_WIDTH_COLON = (
        "full-width-colon",
        "用了全角冒号“：”；改成半角冒号加一个空格",
        "the full-width colon ：; write ':' and a space",
    )
    BAD_SPACE = (
        "bad-space",
        "用了全角空格或不换行空格；改成普通空格",
        "a no-break or full-width space where an ordinary space belongs",
    )
    NO_SPACE_AFTER_COLON = (
        "no-space-after-colon",
        "冒号后面没有空格；加一个",
        "a key and its value without a space after the colon",
    )
    # The shape of a node.
    NOT_A_MAPPING = "not-a-mapping", "这里应当是一块“键: 值”", "a block of keys was expected"
    NOT_A_LIST = "not-a-list", "这里应当是列表；用 [ ] 括起来", "a list was expected"
    NOT_TEXT = "not-text", "这里应当是文字，不是一块或列表，也不能空着", "text was expected, not a block or a list"
    UNKNOWN_KEY = "unknown-key", "这里没有这个键；看看是不是拼错了", "a key that this block does not have"
    MISSING_KEY = "missing-key", "少了一个必须有的键；补上", "a key that this block must have"
    # What the words mean.
    BAD_VALUE = "bad-value", "这个值不在允许的范围里", "a value that is not one of those allowed here"
    BAD_DATE = (
        "bad-date",
        "日期不对；写成 2026-11-23，并且日历上要有",
        "not a date of the calendar, YYYY-MM-DD, or not one in its place",
    )
    BAD_WAIT = (
        "bad-wait",
        "时限写得不对；写成 3..7 working、within 15 working、same day 或 unknown",
        "not a wait such as '3..7 working', 'same day' or 'unknown'",
    )
    BAD_CONDITION = "bad-condition", "条件写得不对；写成 {事实: 值}", "not a condition on known facts"
    NO_SOURCE = "no-source", "没有写是谁说的；加 by", "a statement without a source"
    UNKNOWN_SOURCE = "unknown-source", "sources 里没有这个依据", "a source that the file does not list"
    UNKNOWN_FACT = "unknown-fact", "没有这个事实；medcard facts 列出全部", "a fact that is not in the vocabulary"
    UNKNOWN_ID = (
        "unknown-id",
        "上级和本地的数据包里都没有这个名字；看看是不是拼错了",
        "a reference to something that no pack of the chain declares",
    )
    UNKNOWN_REGION = (
        "unknown-region",
        "没有这个地区代码；用 medcard regions 查",
        "a code that is not in the table of regions",
    )
    UNKNOWN_AUTHORITY = "unknown-authority", "没有这个主管部门", "an authority that is not one of those known"
    UNKNOWN_CHANNEL = "unknown-channel", "没有这种办理渠道", "a kind of channel that is not one of those known"
    UNKNOWN_ACTOR = "unknown-actor", "没有这种办理人", "an actor that is not one of those known"
    UNKNOWN_STAGE = "unknown-stage", "没有这个环节", "a stage of a wait that is not one of those known"
    BAD_ID = "bad-id", "代号只能用小写字母、数字和连字符", "an id is small ASCII letters, digits and hyphens"
    BAD_FEE = (
        "bad-fee",
        "费用写得不对；写成 20 yuan、0..20 yuan 或 unknown",
        "not a fee such as '20 yuan', '0..20 yuan' or 'unknown'",
    )
    BAD_PAPERS = (
        "bad-papers",
        "材料写得不对；写成 original、2 copies、original + 1 copy、1 print、form 或 none",
        "not a way to ask for a paper such as 'original + 1 copy' or 'none'",
    )
    BAD_RANGE = "bad-range", "范围写反了；小的、早的写在前面", "a range that ends before it begins"
    DUPLICATE = "duplicate", "同样的东西写了两次；留一个", "the same thing twice in one list or block"
    CONTRADICTION = (
        "contradiction",
        "同一个依据说了两样，而且对同一个人都成立；写明各是对谁说的，或者去掉一个",
        "two statements of one source that cannot both hold",
    )
    # Files beside each other.
    UNREADABLE = "unreadable", "文件或文件夹不在，或者打不开", "the file or folder is not there or cannot be opened"
    TWO_PACKS = (
        "two-packs",
        "同一个地区有两个数据包，没写谁代替谁；加 replaces",
        "two packs of one region, and neither says which it replaces",
    )
    # Remarks: the pack can be used as it is.
    UNREACHABLE = (
        "unreachable",
        "没有一个情形用得着这个事项，写了也不会出现在方案里",
        "a procedure that no scenario needs or offers",
    )
    NEVER_HOLDS = "never-holds", "这个条件对谁都不成立", "a condition that nobody can meet"
    COVERS_NOBODY = "covers-nobody", "这个渠道谁也用不了", "a channel that nobody may use"
    AS_INHERITED = (
        "as-inherited",
        "和上一级说的完全一样，依据也一样；不用再写",
        "a statement that only repeats what is inherited from the same text",
    )
    STALE = "stale", "依据旧了；找找有没有新的，没有就留着，方案里会提醒先打电话问", "a source that is old"
    UNUSED = "unused", "列出来了，但没有一处用到；删掉，或者写上 by", "something listed that nothing uses"
    NO_CASES = "no-cases", "旁边没有案例；写一个，免得以后改错", "no file of cases stands beside the pack"
    SECOND_PACK = (
        "second-pack",
        "medcard 自带这个地区的数据包；要代替它就写 replaces",
        "medcard brings a pack of this region itself, and this one does not replace it",
    )

    @property
    def is_remark(self) -> bool:
        """Whether the pack can be used as it is, so that this is only worth knowing."""
        return self in _REMARKS


_REMARKS = frozenset(list(Code)[list(Code).index(Code.UNREACHABLE) :])
