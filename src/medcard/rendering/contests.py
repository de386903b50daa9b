"""Who wins each field of a region's packs, and what changes, as text and as JSON, in the notation of packs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from medcard.catalogue import AnyStatement, Rules
from medcard.conditions import ALWAYS
from medcard.model import Text
from medcard.packs.notation import condition, written
from medcard.rendering.breaks import columns
from medcard.rendering.text import padded, wrap
from medcard.review.changes import Change
from medcard.review.winners import Contest, Loser

USED = Text("用", "used")
NOT_USED = Text("不用", "not used")
NOT_PUBLISHED = Text("没公布", "not published")
UNDATED = Text("无日期", "undated")
FOR = Text("限", "for")
NOTHING = Text("无", "nothing")
BY = Text("输在", "loses by")


def contests_text(found: Sequence[Contest], rules: Rules, lang: str) -> str:
    """Each field with the statements that are used, those that lose and by what, and those that say "not published"."""
    blocks = ("\n".join(_lines(contest, rules, lang)) for contest in found)
    return "\n\n".join(blocks) + "\n"


def _lines(contest: Contest, rules: Rules, lang: str) -> Iterator[str]:
    owner = rules.procedures.get(contest.field.owner) or rules.papers.get(contest.field.owner)
    called = owner.name.get(lang) if owner is not None and owner.name is not None else ""
    yield from wrap(f"{contest.field}  {called}".rstrip())
    width = max(columns(each.get(lang)) for each in (USED, NOT_USED, NOT_PUBLISHED))
    said = [
        *((USED, each, None) for each in contest.winners),
        *((NOT_USED, each.statement, each.by) for each in contest.losers),
        *((NOT_PUBLISHED, each, None) for each in contest.unpublished),
    ]
    for verdict, statement, by in said:
        first, rest = f"  {padded(verdict.get(lang), width)}  ", " " * (width + 4)
        yield from wrap(_said(statement, lang), first, rest)
        yield from wrap(_whence(statement, lang), rest, rest)
        if by is not None:
            yield from wrap(f"{BY.get(lang)}：{by.zh}" if lang == "zh" else f"{BY.en}: {by.en}", rest, rest)


def _whence(statement: AnyStatement, lang: str) -> str:
    source = statement.source
    kind = source.kind.zh if lang == "zh" else source.kind.en
    dated = source.stated or UNDATED.get(lang)
    told = f"{source.id}（{kind}，{dated}）" if lang == "zh" else f"{source.id} ({kind}, {dated})"
    return f"{statement.origin}  {told} {source.title}"


def change_line(change: Change, lang: str) -> str:
    """A changed field in one line: ``card-reissue.fee: 20 yuan (old.yaml:12) → 7 yuan (new.yaml:14)``."""
    return f"{change.field}: {_used(change.old, lang)} → {_used(change.new, lang)}"


def _used(statements: Sequence[AnyStatement], lang: str) -> str:
    return "; ".join(f"{_said(each, lang)} ({each.origin})" for each in statements) or NOTHING.get(lang)


def _said(statement: AnyStatement, lang: str) -> str:
    about = "" if statement.about == ALWAYS else f"  {FOR.get(lang)} {condition(statement.about)}"
    return written(statement.value) + about


def contests_json(found: Sequence[Contest], rules: Rules) -> dict[str, object]:
    """The same as ``medcard/fields/1``: values and conditions as packs write them, criteria in both languages."""
    return {
        "schema": "medcard/fields/1",
        "region": rules.chain[-1],
        "chain": list(rules.chain),
        "as_of": rules.as_of.isoformat(),
        "fields": [
            {
                "field": str(contest.field),
                "used": [_statement(each) for each in contest.winners],
                "not_used": [_loser(each) for each in contest.losers],
                "not_published": [_statement(each) for each in contest.unpublished],
            }
            for contest in found
        ],
    }


def _loser(loser: Loser) -> dict[str, object]:
    return {**_statement(loser.statement), "by": {"zh": loser.by.zh, "en": loser.by.get("en")}}


def _statement(statement: AnyStatement) -> dict[str, object]:
    source, origin = statement.source, statement.origin
    return {
        "value": written(statement.value),
        "for": None if statement.about == ALWAYS else condition(statement.about),
        "from": statement.first.isoformat() if statement.first else None,
        "until": statement.until.isoformat() if statement.until else None,
        "fixed": statement.fixed,
        "region": origin.region,
        "file": origin.file,
        "line": origin.line,
        "source": {
            "id": source.id,
            "kind": source.kind.value,
            "title": source.title,
            "publisher": source.publisher,
            "stated": source.stated,
            "checked": source.checked_on.isoformat(),
            "url": source.url,
            "number": source.number,
        },
    }
