"""Templates of the screens: layout only, every sentence asked from the catalogues."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache, partial
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from yamato_dx.i18n import text


@cache
def environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def speaker(lang: str) -> Callable[..., str]:
    """`say(id, **values)` in one language."""

    def say(message_id: str, **values: object) -> str:
        return text(message_id, lang, **values)

    return say


# Of a page's twenty or so, in two languages; a schedule of all years is 100 kB, most are 2.
KEPT: Final = 256


Values = Mapping[str, object]


@dataclass(frozen=True)
class _Asked:
    """What was asked for: two are one where template, language and key are equal."""

    template: str
    lang: str
    key: Hashable
    make: Callable[[], Values] = field(compare=False)


def render(template: str, lang: str, **values: object) -> Markup:
    """HTML of one template; values are escaped, `say` speaks `lang`. Equal values, same object."""
    return _rendered(_Asked(template, lang, _key(values), lambda: values))


def render_once(template: str, lang: str, key: Hashable, make: Callable[[], Values]) -> Markup:
    """As `render` of what `make` makes, which is not even made again for the same `key`: question,
    arguments, moment of the record."""
    return _rendered(_Asked(template, lang, key, make))


@lru_cache(maxsize=KEPT)
def _rendered(asked: _Asked) -> Markup:
    page = environment().get_template(f"{asked.template}.html")
    figure = partial(environment().get_template("figure.html").module.figure)  # type: ignore[attr-defined]
    html = page.render(say=speaker(asked.lang), figure=figure, lang=asked.lang, **asked.make())
    return Markup(html)  # noqa: S704


def _key(value: object) -> Hashable:
    """`value` as something to look up: lists and mappings by content, 1 apart from 1.0 and True,
    words that are still to be escaped apart from those that are markup already."""
    if type(value) is str:
        return value
    if isinstance(value, list | tuple):
        return tuple([_key(one) for one in value])
    if isinstance(value, Mapping):
        return tuple([(name, _key(one)) for name, one in value.items()])
    return type(value), value
