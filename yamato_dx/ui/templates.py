"""Templates of the screens: layout only, every sentence asked from the catalogues."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

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


def render(template: str, lang: str, **values: object) -> Markup:
    """HTML of one template; values are escaped, `say` speaks `lang`."""
    page = environment().get_template(f"{template}.html")
    figure = macro("figure", "figure")
    return Markup(page.render(say=speaker(lang), figure=figure, lang=lang, **values))  # noqa: S704


@cache
def macro(template: str, name: str) -> Callable[..., Markup]:
    """One macro of a template, to be called with its values; they are escaped."""
    module = environment().get_template(f"{template}.html").module
    found: Callable[..., Markup] = getattr(module, name)
    return found
