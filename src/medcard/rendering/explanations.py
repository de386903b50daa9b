"""Explanations as a document: each reason with the rules it rests on and where they stand, then the sources."""

from __future__ import annotations

from medcard.explaining.values import Explanation, Reason
from medcard.rendering.asides import source
from medcard.rendering.document import Document, Entry, Section, detail, section
from medcard.rendering.words import Words

Explained = Explanation | tuple[Explanation, ...]
"""One explanation, or several that are read together."""


def document(explained: Explained, w: Words) -> Document:
    """One document of all, each under its title; sources that several rest on are listed once."""
    explanations = explained if isinstance(explained, tuple) else (explained,)
    sources = {each.id: each for explanation in explanations for each in explanation.sources}
    numbers = {id_: number for number, id_ in enumerate(sorted(sources), 1)}
    several = len(explanations) != 1
    return Document(
        title=w("title.why") if several else w.of(explanations[0].title),
        lead=(),
        sections=(
            *(_explained(each, numbers, several, w) for each in explanations),
            *section(w, "head.sources", *(source(sources[id_], number, w) for id_, number in numbers.items())),
        ),
    )


def _explained(explanation: Explanation, numbers: dict[str, int], several: bool, w: Words) -> Section:
    entries = [_reason(reason, numbers, w) for reason in explanation.reasons]
    if explanation.instead is not None:
        steps = (w("alternative.step", date=w.day(s.on.latest), name=w.of(s.name)) for s in explanation.instead.steps)
        entries.append(Entry(w("why.instead"), detail("", *steps)))
    return Section("head.why", w.of(explanation.title) if several else w("head.why"), tuple(entries))


def _reason(reason: Reason, numbers: dict[str, int], w: Words) -> Entry:
    cited = sorted({numbers[id_] for id_ in reason.sources if id_ in numbers})
    refs = "".join(f"[{number}]" for number in cited)
    stands = w.several(dict.fromkeys(w.plain(rule.origin) for rule in reason.rules))
    label = w.known(f"why.{reason.kind}", "")
    said = w.of(reason.text) + refs
    title = w("why.item", label=label, text=said) if label else said
    return Entry(title, detail(w("label.origin"), stands))
