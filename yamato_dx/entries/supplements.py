"""原本からの補記: what our text of the plan lost, copied from the municipality's own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from yamato_dx import i18n
from yamato_dx.entries.kind import Document, EntryContext, EntryKind, History
from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.plan.model.types import Plan

# The first part of the key says of which sort it is; the other parts of the page are texts.
BAR: Final = "bar"
FOOTNOTE: Final = "footnote"
TEXT: Final = "text"


@dataclass(frozen=True)
class Bar:
    """The years of a work item's bar."""

    first: FiscalYear
    last: FiscalYear
    source: str


@dataclass(frozen=True)
class Footnote:
    term: str
    definition: str
    source: str


@dataclass(frozen=True)
class CopiedText:
    text: str
    source: str


Supplement = Bar | Footnote | CopiedText


def _read(key: str, document: Document) -> Supplement:
    sort, source = SUPPLEMENT.parts_of(key)[0], str(document.get("source") or "")
    if sort == BAR:
        first, last = int(document["first"]), int(document["last"])
        return Bar(FiscalYear(first), FiscalYear(last), source)
    if sort == FOOTNOTE:
        term, definition = (str(document.get(name) or "") for name in ("term", "definition"))
        return Footnote(term, definition, source)
    return CopiedText(str(document.get("text") or ""), source)


def _write(supplement: Supplement) -> Document:
    source = {"source": supplement.source}
    if isinstance(supplement, Bar):
        first, last = supplement.first.start_year, supplement.last.start_year
        return {"first": first, "last": last} | source
    if isinstance(supplement, Footnote):
        return {"term": supplement.term, "definition": supplement.definition} | source
    return {"text": supplement.text} | source


def part_name(plan: Plan, name: str, lang: str) -> str:
    """Of a part of the page: a free text is called as the plan calls what was lost."""
    if not name.startswith(SUPPLEMENT.beginning(TEXT)):
        return i18n.text(f"plan.supplements.part.{name}", lang)
    titles = {SUPPLEMENT.key(TEXT, gap.gap_id): gap.title.in_language(lang) for gap in plan.gaps}
    return titles.get(name, name)


def thing_name(plan: Plan, key: str, supplement: Supplement | None, lang: str) -> str:
    """What is copied under that key: the work item of a bar, a footnote, a part."""
    sort, thing = SUPPLEMENT.parts_of(key)
    if sort == BAR:
        items = {item.work_item_id: item.name.in_language(lang) for item in plan.work_items}
        return items.get(thing, key)
    if sort == FOOTNOTE:
        term = supplement.term if isinstance(supplement, Footnote) else ""
        return i18n.text("plan.supplements.footnote", lang, number=thing, term=term).strip()
    return part_name(plan, key, lang)


def thing_words(supplement: Supplement, labels: Mapping[int, str], lang: str) -> str:
    """What was copied: years, a definition, a text. `labels` as of `year_labels`."""
    if isinstance(supplement, Bar):
        first, last = (
            labels.get(year.start_year, str(year.start_year))
            for year in (supplement.first, supplement.last)
        )
        return i18n.text("queries.years.span", lang, first=first, last=last)
    return supplement.definition if isinstance(supplement, Footnote) else supplement.text


def year_labels(plan: Plan, lang: str) -> dict[int, str]:
    """Start year → R7（2025） / FY2025: what the grid offers."""
    return {year.start_year: i18n.fiscal_year(year, lang, "short") for year in plan.fiscal_years}


def _called(context: EntryContext, key: str, supplement: Supplement | None) -> str:
    return thing_name(context.plan, key, supplement, context.lang)


def _words(context: EntryContext, _key: str, supplement: Supplement) -> str:
    return thing_words(supplement, year_labels(context.plan, context.lang), context.lang)


SUPPLEMENT: Final[EntryKind[Supplement]] = EntryKind(
    name="supplement",
    act="supplement",
    parts=("sort", "thing"),
    read=_read,
    write=_write,
    called=_called,
    words=_words,
    history=History("supplement", "queries.moment.supplement"),
)
