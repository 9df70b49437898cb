"""Templates of the screens: layout only, every sentence asked from the catalogues."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2.ext import Extension
from markupsafe import Markup

from yamato_dx.i18n import text
from yamato_dx.root import ROOT

INDENT: Final = re.compile(r"^ +", re.M)
LINK: Final = re.compile(
    r'<a\b[^>]*\bhref="/(?P<page>[^"?]*)[^"]*"[^>]*>(?P<words>.*?)</a>', re.DOTALL
)
# One folder per noun; a name is given once in all of them.
TEMPLATES: Final = ROOT / "yamato_dx" / "ui" / "templates"


class Unindented(Extension):
    """Indentation is for who reads a template; no page carries it."""

    def preprocess(self, source: str, _name: str | None, _filename: str | None = None) -> str:
        return INDENT.sub("", source)


@cache
def environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(sorted(TEMPLATES.iterdir())),
        autoescape=True,
        undefined=StrictUndefined,
        extensions=[Unindented],
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def speaker(lang: str) -> Callable[..., str]:
    """`say(id, **values)` in one language."""

    def say(message_id: str, **values: object) -> str:
        return text(message_id, lang, **values)

    return say


# A page has twenty or so; a schedule of all years is 100 kB, most are 2.
KEPT: Final = 512


Values = Mapping[str, object]


@dataclass(frozen=True)
class Block:
    """What is to be drawn: two are one where template, language and key are equal."""

    template: str
    lang: str
    key: Hashable
    make: Callable[[], Values] = field(compare=False)


def key_of(value: object) -> Hashable:
    """`value` as something to look up: lists and mappings by content, 1 apart from 1.0 and True,
    words that are still to be escaped apart from those that are markup already. What cannot be
    looked up (a frame, a problem with its values) is like nothing else and drawn anew."""
    if type(value) is str:
        return value
    if isinstance(value, list | tuple):
        return tuple([key_of(item) for item in value])
    if isinstance(value, Mapping):
        return tuple([(name, key_of(item)) for name, item in value.items()])
    try:
        hash(value)
    except TypeError:
        return object()
    return type(value), value


class Html(Markup):
    """Markup that the framework takes as it is: it need not look whether a file is called so, nor
    for an indent to cut off."""

    def _repr_html_(self) -> str:
        return str(self)


def render(template: str, lang: str, **values: object) -> Html:
    """HTML of one template that explains no terms; made once for equal values."""
    return _rendered(Block(template, lang, key_of(values), lambda: values))


@lru_cache(maxsize=KEPT)
def _rendered(block: Block) -> Html:
    return fill(block.template, block.lang, block.make())


def fill(template: str, lang: str, values: Values) -> Html:
    """HTML of one template; values are escaped, `say` speaks `lang`."""
    page = environment().get_template(f"{template}.html")
    figure = macro("figure", "figure")
    return Html(page.render(say=speaker(lang), figure=figure, lang=lang, **values))


def without_links(html: Html, pages: frozenset[str]) -> Html:
    """With the words alone of links to these `pages`, by the names in their addresses."""
    if not pages:
        return html

    def kept(link: re.Match[str]) -> str:
        return link["words"] if link["page"] in pages else link[0]

    return Html(LINK.sub(kept, html))


@cache
def macro(template: str, name: str) -> Callable[..., Markup]:
    """One macro of a template, to be called with its values; they are escaped."""
    module = environment().get_template(f"{template}.html").module
    found: Callable[..., Markup] = getattr(module, name)
    return found
