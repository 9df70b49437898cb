"""原本からの補記: what our text of the plan lost, and what the municipality copied from its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Final, get_args

import pandas as pd

from yamato_dx import i18n
from yamato_dx.entries.supplements import (
    BAR,
    FOOTNOTE,
    SUPPLEMENT,
    TEXT,
    Bar,
    CopiedText,
    Footnote,
    Supplement,
    thing_name,
    thing_words,
    year_labels,
)
from yamato_dx.fiscal_year import FiscalYear, Unclear, parse_fiscal_year
from yamato_dx.kept_answers import kept
from yamato_dx.plan.model.types import Gap, GapKind, Plan, WorkItem
from yamato_dx.queries.assessed import View, assessed
from yamato_dx.queries.entries import Entry, standing
from yamato_dx.queries.schedule.tables import stated_years_words
from yamato_dx.rows import Row, is_missing, rows_of
from yamato_dx.store.record import Record

GRIDS: Final = ("bars", "footnotes")

# By key, what a save enters; None takes it away.
Supplements = dict[str, Supplement | None]
HeldSupplement = Entry[Supplement]


@dataclass(frozen=True)
class Saved:
    """A text that somebody copied. `saved`: who and when, in words."""

    text: str
    source: str
    saved: str


@dataclass(frozen=True)
class SupplementFault:
    """Why nothing is stored: a code for `plan.supplements.fault.…`, and the rows it is about."""

    code: str
    rows: tuple[str, ...]


def parts_of(plan: Plan) -> dict[str, tuple[Gap, ...]]:
    """The parts of the page, in its order, with the gaps of the plan that they fill: one of each
    kind, and of free texts one each. The name of a part with a text is the key of its entry."""
    parts: dict[str, tuple[Gap, ...]] = {}
    kinds = get_args(GapKind)
    for kind in kinds:
        for gap in plan.gaps:
            # A plan that an earlier release recorded does not say the kind: then it is a text.
            if gap.kind == kind or (kind == "text" and gap.kind not in kinds):
                name = SUPPLEMENT.key(TEXT, gap.gap_id) if kind == "text" else kind
                parts[name] = (*parts.get(name, ()), gap)
    return parts


@kept(32)
def supplement_counts_by_part(record: Record, view: View) -> dict[str, tuple[int, int]]:
    """Per part of the page: how many are entered, of how many."""
    plan = version_of(record, view)
    keys = _held(record, view)
    rows = {
        "bars": [SUPPLEMENT.key(BAR, item.work_item_id) for item in plan.work_items],
        "footnotes": [SUPPLEMENT.key(FOOTNOTE, str(number)) for number in lost_footnotes(plan)],
    }
    wanted = {name: rows.get(name, [name]) for name in parts_of(plan)}
    return {name: (sum(key in keys for key in of), len(of)) for name, of in wanted.items()}


def supplement_counts(record: Record, view: View) -> tuple[int, int]:
    """How many things were copied from the original, of how many that our text lost."""
    counts = supplement_counts_by_part(record, view).values()
    return sum(entered for entered, _ in counts), sum(total for _, total in counts)


def lost_footnotes(plan: Plan) -> tuple[int, ...]:
    """The footnotes whose explanation is ours, because the plan's own is lost."""
    numbers = (term.footnote_no for term in plan.glossary if term.is_ours)
    return tuple(sorted(number for number in numbers if number is not None))


def bars(record: Record, view: View, lang: str) -> pd.DataFrame:
    """One row per work item: work_item_id, initiative, work_item, hint (what the text still
    proves), first and last (labels of years, missing while nobody copied them), source, saved."""
    plan = version_of(record, view)
    held = _held(record, view)
    labels = year_labels(plan, lang)
    return pd.DataFrame(
        [
            _bar_row(item, held.get(SUPPLEMENT.key(BAR, item.work_item_id)), labels, lang)
            for item in plan.work_items
        ]
    ).astype(dict.fromkeys(BAR_COLUMNS, "str"))


BAR_COLUMNS: Final = (
    "work_item_id",
    "initiative",
    "work_item",
    "hint",
    "first",
    "last",
    "source",
    "saved",
)


def bars_to_enter(
    held: pd.DataFrame, edited: pd.DataFrame, plan: Plan, *, source: str, is_checked: bool
) -> tuple[Supplements, tuple[SupplementFault, ...]]:
    """The bars of the rows that differ, and what is wrong with them; with a fault nothing
    is to be stored. A year is read as offices write it: R6, 令和6年度, 2024.

    `is_checked`: somebody looked into the original where a bar contradicts what is left of it.
    """
    pairs = zip(rows_of(held), rows_of(edited), strict=True)
    read = [(new, _years_of(new)) for old, new in pairs if _years_of(old) != _years_of(new)]
    unread = [
        _written(row, name)
        for row, years in read
        for name, year in zip(ENDS, years, strict=True)
        if isinstance(year, Unclear)
    ]
    outside = [
        _written(row, name)
        for row, years in read
        for name, year in zip(ENDS, years, strict=True)
        if isinstance(year, FiscalYear) and year not in plan.fiscal_years
    ]
    half = [row for row, years in read if years.count(None) == 1]
    spans = {
        _bar_key(row): (row, first, last)
        for row, (first, last) in read
        if isinstance(first, FiscalYear) and isinstance(last, FiscalYear)
    }
    backwards = [row for row, first, last in spans.values() if first > last]
    against = [
        row
        for row, first, last in spans.values()
        if first <= last and not is_checked and not _covers_what_is_left(plan, row, first, last)
    ]
    copied: Supplements = {key: Bar(first, last, source) for key, (_, first, last) in spans.items()}
    gone = {_bar_key(row): None for row, years in read if years == (None, None)}
    return copied | gone, _faults(
        {
            "year_unread": tuple(unread),
            "year_outside": tuple(outside),
            "half": _names(half),
            "backwards": _names(backwards),
            AGAINST: _names(against),
            "no_source": _no_source(source),
        }
    )


ENDS: Final = ("first", "last")
# A bar that contradicts what is left of it: asked, and entered once somebody looked again.
AGAINST: Final = "against_what_is_left"


def _covers_what_is_left(plan: Plan, row: Row, first: FiscalYear, last: FiscalYear) -> bool:
    """Whether the bar holds the year of the arrow that our text kept, and the years in words."""
    item = next(item for item in plan.work_items if item.work_item_id == row["work_item_id"])
    stated = item.stated_years
    left = (item.arrow_year, *((stated.first, stated.last) if stated else ()))
    return all(first <= year <= last for year in left if year)


def _bar_key(row: Row) -> str:
    return SUPPLEMENT.key(BAR, str(row["work_item_id"]))


def footnotes(record: Record, view: View, lang: str) -> list[dict[str, str]]:
    """One row per lost footnote: number, hint (the term as our glossary has it, ours), term,
    definition, source, saved."""
    plan = version_of(record, view)
    held = _held(record, view)
    ours = {term.footnote_no: term for term in plan.glossary}
    return [
        {
            "number": str(number),
            "hint": ours[number].term.in_language(lang),
            "our_definition": ours[number].definition.in_language(lang),
        }
        | _footnote(held.get(SUPPLEMENT.key(FOOTNOTE, str(number))), lang)
        for number in lost_footnotes(plan)
    ]


def footnotes_to_enter(
    held: list[dict[str, str]], told: Mapping[str, tuple[str, str]], source: str
) -> tuple[Supplements, tuple[SupplementFault, ...]]:
    """`told`: number → term and definition as typed. As `bars_to_enter`."""
    changed = {
        footnote["number"]: told[footnote["number"]]
        for footnote in held
        if told[footnote["number"]] != (footnote["term"], footnote["definition"])
    }
    half = tuple(number for number, words in changed.items() if sum(map(bool, words)) == 1)
    copied: Supplements = {
        SUPPLEMENT.key(FOOTNOTE, number): Footnote(term, definition, source)
        if term and definition
        else None
        for number, (term, definition) in changed.items()
    }
    return copied, _faults({"half_footnote": half, "no_source": _no_source(source)})


def saved_text(record: Record, view: View, name: str, lang: str) -> Saved:
    """The text of one part as somebody copied it; empty while nobody did."""
    held = _held(record, view).get(name)
    if held is None or not isinstance(held.value, CopiedText):
        return Saved("", "", "")
    return Saved(held.value.text, held.value.source, _saved(held, lang))


def text_to_enter(
    name: str, told: str, source: str, held: Saved | None = None
) -> tuple[Supplements, tuple[SupplementFault, ...]]:
    """An empty text takes the entry away; what is `held` already is nothing to store."""
    if held and (told, source) == (held.text, held.source):
        return {}, ()
    if not told:
        return {name: None}, ()
    return {name: CopiedText(told, source)}, _faults({"no_source": _no_source(source)})


def supplements_table(record: Record, view: View, lang: str) -> pd.DataFrame:
    """One row per thing copied from the original."""
    plan = version_of(record, view)
    labels = year_labels(plan, lang)
    rows = [
        {
            "municipality_code": plan.municipality.municipality_code,
            "supplement_id": key,
            "supplement_name": thing_name(plan, key, held.value, lang),
            "supplement_text": thing_words(held.value, labels, lang),
            "supplement_source": held.value.source,
            "entered_by": held.actor_name,
            "recorded_at": held.recorded_at,
        }
        for key, held in _held(record, view).items()
    ]
    return pd.DataFrame(rows, columns=list(TABLE_COLUMNS))


TABLE_COLUMNS: Final = (
    "municipality_code",
    "supplement_id",
    "supplement_name",
    "supplement_text",
    "supplement_source",
    "entered_by",
    "recorded_at",
)


def version_of(record: Record, view: View) -> Plan:
    """The plan in force as its text has it, without the municipality's own words laid over."""
    held = assessed(record, view)
    return next(plan for plan in held.plans if plan.plan_version == held.plan.plan_version)


def _held(record: Record, view: View) -> dict[str, HeldSupplement]:
    return standing(record, SUPPLEMENT, version_of(record, view).plan_id, view.revision)


def _bar_row(
    item: WorkItem, held: HeldSupplement | None, labels: Mapping[int, str], lang: str
) -> dict[str, str | None]:
    bar = held.value if held and isinstance(held.value, Bar) else None
    return {
        "work_item_id": item.work_item_id,
        "initiative": str(item.initiative_no),
        "work_item": item.name.in_language(lang),
        "hint": _hint(item, lang),
        "first": labels.get(bar.first.start_year) if bar else None,
        "last": labels.get(bar.last.start_year) if bar else None,
        "source": bar.source if bar else None,
        "saved": _saved(held, lang) if held else None,
    }


def _hint(item: WorkItem, lang: str) -> str:
    """What the text at hand still proves: an arrow of one year, years in words, or nothing."""
    said = []
    if item.arrow_year:
        year = i18n.fiscal_year(item.arrow_year, lang, "short")
        said.append(i18n.text("plan.supplements.hint.arrow", lang, year=year))
    if item.stated_years:
        said.append(
            i18n.text(
                "plan.supplements.hint.stated",
                lang,
                years=stated_years_words(item.stated_years, lang),
                chapter=i18n.chapter(item.stated_years.chapter, lang),
            )
        )
    return i18n.text("queries.list", lang).join(said) or i18n.text(
        "plan.supplements.hint.nothing", lang
    )


def _footnote(held: HeldSupplement | None, lang: str) -> dict[str, str]:
    if held is None or not isinstance(held.value, Footnote):
        return dict.fromkeys(("term", "definition", "source", "saved"), "")
    return asdict(held.value) | {"saved": _saved(held, lang)}


def _saved(held: HeldSupplement, lang: str) -> str:
    return i18n.text(
        "plan.supplements.saved",
        lang,
        by=held.actor_name,
        moment=i18n.moment(held.recorded_at, lang),
    )


def _years_of(row: Row) -> tuple[FiscalYear | Unclear | None, ...]:
    """First and last; None where nothing is written."""
    return tuple(
        None
        if is_missing(row[name]) or not str(row[name]).strip()
        else parse_fiscal_year(row[name])
        for name in ENDS
    )


def _written(row: Row, name: str) -> str:
    return f"{row['work_item']}「{row[name]}」"


def _names(rows: list[Row]) -> tuple[str, ...]:
    return tuple(str(row["work_item"]) for row in rows)


def _no_source(source: str) -> tuple[str, ...]:
    return () if source else ("",)


def _faults(found: Mapping[str, tuple[str, ...]]) -> tuple[SupplementFault, ...]:
    return tuple(SupplementFault(code, rows) for code, rows in found.items() if rows)
