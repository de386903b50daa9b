"""A page to read on a phone and to print: self-contained, with boxes to tick, and sources folded away.

The templates are ``data/templates``; jinja2, of the extra ``html``, fills them in and escapes every word.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING

import attrs

from medcard import bundle
from medcard.errors import MissingExtra
from medcard.plan import Answer, Plan
from medcard.record import Record
from medcard.rendering import flow_svg, timeline_svg
from medcard.rendering.document import Block, Entry, Section, Table
from medcard.rendering.names import Manner
from medcard.rendering.sections import document
from medcard.rendering.words import language, words

if TYPE_CHECKING:
    from jinja2 import Environment, Template
    from markupsafe import Markup

_FOLDED = ("head.rejected", "head.disputes", "head.sources", "head.data", "head.flow")
_TODO = ("head.urgent", "head.steps", "head.visits", "head.materials", "head.deadlines")
_OPEN, _CLOSE = "\ue000", "\ue001"
"""What stands around the number of a source: no text of a pack can hold these letters, see ``Words.plain``."""
_LINKS = re.compile(rf"{_OPEN}(\d+){_CLOSE}|(?<!\S)(https?://\S+)")


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Part(Record):
    """One section of the page: blocks in groups of a kind, or a picture."""

    name: str
    title: str
    folded: bool
    groups: tuple[tuple[str, tuple[Block, ...]], ...] = ()
    picture: str = ""


def render(answer: Answer, *, lang: str = "zh") -> str:
    """The answer as one HTML page that needs nothing else. MissingExtra where jinja2 is not installed."""
    page, title = _template("page.html"), document(answer, lang).title
    return page.render(title=title, language=language(lang), answer=_safe(fragment(answer, lang=lang)))


def fragment(answer: Answer, *, lang: str = "zh") -> str:
    """The answer as a piece of HTML for a page of the caller's, such as a notebook; its style touches nothing else."""
    template, doc = _template("answer.html"), document(answer, lang, Manner(cite=f"{_OPEN}{{}}{_CLOSE}", ids=False))
    return template.render(
        title=doc.title,
        lead=doc.lead,
        language=language(lang),
        style=_safe(bundle.read("templates", "answer.css").decode()),
        parts=_parts(doc.sections, answer, lang),
    )


def _parts(sections: Sequence[Section], answer: Answer, lang: str) -> list[Part]:
    """The sections of the page; what is to be done is followed by its pictures."""
    todo = [_part(section) for section in sections if section.key in _TODO]
    beside = [_part(section) for section in sections if section.key not in _TODO]
    if not isinstance(answer, Plan) or not answer.steps:
        return [_part(section) for section in sections]
    return [*todo, *_pictures(answer, lang), *beside]


def _part(section: Section) -> Part:
    groups = tuple((kind, tuple(blocks)) for kind, blocks in groupby(section.blocks, key=_kind))
    name = section.key.partition(".")[2]
    return Part(name=name, title=section.title, folded=section.key in _FOLDED, groups=groups)


def _kind(block: Block) -> str:
    return "entries" if isinstance(block, Entry) else "table" if isinstance(block, Table) else "lines"


def _pictures(plan: Plan, lang: str) -> list[Part]:
    drawn = (("head.timeline", timeline_svg.render(plan, lang=lang)), ("head.flow", flow_svg.render(plan, lang=lang)))
    return [
        Part(name="picture", title=words(lang)(key), folded=key in _FOLDED, picture=_framed(words(lang)(key), picture))
        for key, picture in drawn
    ]


def _framed(name: str, picture: str) -> Markup:
    """A picture that can be scrolled sideways, by keyboard too, where it is wider than the page."""
    from markupsafe import Markup

    frame = Markup('<div class="wide" role="region" aria-label="{}" tabindex="0">{}</div>')
    return frame.format(name, Markup(picture))


def _cited(words: str) -> Markup:
    """Words with the numbers of sources and the addresses of the web as links; all else is escaped."""
    from markupsafe import Markup, escape

    parts: list[Markup] = []
    end = 0
    for found in _LINKS.finditer(words):
        parts.append(escape(words[end : found.start()]))
        number, address = found.groups()
        link = '<a class="cite" href="#medcard-source-{0}">[{0}]</a>' if number else '<a href="{0}">{0}</a>'
        parts.append(Markup(link).format(number or address))
        end = found.end()
    return Markup("").join([*parts, escape(words[end:])])


def _safe(made: str) -> Markup:
    """What was made here and needs no escaping."""
    from markupsafe import Markup

    return Markup(made)


@cache
def _template(name: str) -> Template:
    return _environment().from_string(bundle.read("templates", name).decode())


def _environment() -> Environment:
    try:
        import jinja2
    except ImportError:
        raise MissingExtra("the format html", "jinja2", "html") from None
    environment = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined, keep_trailing_newline=True)
    environment.filters["cited"] = _cited
    return environment
