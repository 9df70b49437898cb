"""住民向け: one plain page for the municipality's own web site, and half a sheet for its paper."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from yamato_dx.i18n import text

TEMPLATES: Final = Path(__file__).parent / "templates"


@dataclass(frozen=True)
class ClaimYear:
    year: str
    target: str
    actual: str
    verdict: str


@dataclass(frozen=True)
class ResidentClaim:
    """One figure and all that it stands on. `facts`: label and words. `told`: what the section
    says of it, label and words. `meanings`: words explained here first."""

    name: str
    mark: str
    verdict: str
    tone: str
    sentence: str
    target: str
    actual: str
    facts: tuple[tuple[str, str], ...]
    told: tuple[tuple[str, str], ...]
    years: tuple[ClaimYear, ...]
    meanings: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class ClaimGroup:
    """`kind`: not_yet, unknown, done, no_target."""

    kind: str
    title: str
    note: str
    claims: tuple[ResidentClaim, ...]


@dataclass(frozen=True)
class ResidentsPaper:
    """`meanings`: of the words above the claims; `short_meanings`: of all that stand on half a
    sheet. `notices`: that it is a draft, that the data are fictitious. `foot`: how it came to be,
    line by line. `left_out`: what it does not take, and why."""

    lang: str
    municipality: str
    title: str
    headline: str
    lead: tuple[str, ...]
    meanings: tuple[tuple[str, str], ...]
    short_meanings: tuple[tuple[str, str], ...]
    notices: tuple[str, ...]
    groups: tuple[ClaimGroup, ...]
    left_out: tuple[str, ...]
    asked_at: str
    foot: tuple[str, ...]


def residents_html(paper: ResidentsPaper) -> bytes:
    """The page as one file: no script, no address of anywhere else. Every text is escaped."""

    def say(message_id: str, **values: object) -> str:
        return text(message_id, paper.lang, **values)

    return _template().render(paper=paper, say=say).encode()


@cache
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.get_template("residents.html")
