"""原本からの補記: what our text of the plan lost, and what the municipality copied from its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final, get_args

import pandas as pd

from yamato_dx import i18n
from yamato_dx.plan.model.types import Gap, GapKind, Plan, WorkItem
from yamato_dx.queries.assessed import View, assessed
from yamato_dx.queries.rows import Row, is_missing, rows_of
from yamato_dx.queries.schedule.tables import stated_years_words
from yamato_dx.store.record import Record

KIND: Final = "supplement"
BAR: Final = "bar:"
FOOTNOTE: Final = "footnote:"
TEXT: Final = "text:"
GRIDS: Final = ("bars", "footnotes")

Documents = dict[str, dict[str, Any] | None]


@dataclass(frozen=True)
class Saved:
    """A text that somebody copied. `saved`: who and when, in words."""

    text: str
    source: str
    saved: str


@dataclass(frozen=True)
class Fault:
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
                name = f"{TEXT}{gap.gap_id}" if kind == "text" else kind
                parts[name] = (*parts.get(name, ()), gap)
    return parts


def part_name(plan: Plan, name: str, lang: str) -> str:
    """A free text is called as the plan calls what was lost."""
    if not name.startswith(TEXT):
        return i18n.text(f"plan.supplements.part.{name}", lang)
    titles = {f"{TEXT}{gap.gap_id}": gap.title.in_language(lang) for gap in plan.gaps}
    return titles.get(name, name)


@lru_cache(maxsize=32)
def supplement_counts_by_part(record: Record, view: View) -> dict[str, tuple[int, int]]:
    """Per part of the page: how many are entered, of how many."""
    plan = version_of(record, view)
    keys = set(record.entries(KIND, view.revision)["entry_key"])
    rows = {
        "bars": [f"{BAR}{one.work_item_id}" for one in plan.work_items],
        "footnotes": [f"{FOOTNOTE}{number}" for number in lost_footnotes(plan)],
    }
    wanted = {name: rows.get(name, [name]) for name in parts_of(plan)}
    return {name: (sum(one in keys for one in of), len(of)) for name, of in wanted.items()}


def supplement_counts(record: Record, view: View) -> tuple[int, int]:
    """How many things were copied from the original, of how many that our text lost."""
    counts = supplement_counts_by_part(record, view).values()
    return sum(entered for entered, _ in counts), sum(total for _, total in counts)


def lost_footnotes(plan: Plan) -> tuple[int, ...]:
    """The footnotes whose explanation is ours, because the plan's own is lost."""
    numbers = (one.footnote_no for one in plan.glossary if one.is_ours)
    return tuple(sorted(number for number in numbers if number is not None))


def bars(record: Record, view: View, lang: str) -> pd.DataFrame:
    """One row per work item: work_item_id, initiative, work_item, hint (what the text still
    proves), first and last (labels of years, missing while nobody copied them), source, saved."""
    plan = version_of(record, view)
    held = _held(record, view)
    labels = year_labels(plan, lang)
    return pd.DataFrame(
        [
            _bar_row(one, held.get(f"{BAR}{one.work_item_id}"), labels, lang)
            for one in plan.work_items
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


def year_labels(plan: Plan, lang: str) -> dict[int, str]:
    """Start year → R7（2025） / FY2025: what the grid offers."""
    return {year.start_year: i18n.fiscal_year(year, lang, "short") for year in plan.fiscal_years}


def bars_to_enter(
    held: pd.DataFrame, edited: pd.DataFrame, plan: Plan, lang: str, source: str
) -> tuple[Documents, tuple[Fault, ...]]:
    """The documents of the rows that differ, and what is wrong with them; with a fault nothing
    is to be stored."""
    years = {label: year for year, label in year_labels(plan, lang).items()}
    pairs = zip(rows_of(held), rows_of(edited), strict=True)
    changed = [new for old, new in pairs if _years_of(old) != _years_of(new)]
    half = [one for one in changed if len([year for year in _years_of(one) if year]) == 1]
    full = [one for one in changed if all(_years_of(one))]
    backwards = [one for one in full if years[one["first"]] > years[one["last"]]]
    documents: Documents = {
        f"{BAR}{one['work_item_id']}": {
            "first": years[one["first"]],
            "last": years[one["last"]],
            "source": source,
        }
        for one in full
    } | {f"{BAR}{one['work_item_id']}": None for one in changed if not any(_years_of(one))}
    return documents, _faults(
        {"half": _names(half), "backwards": _names(backwards), "no_source": _no_source(source)}
    )


def footnotes(record: Record, view: View, lang: str) -> list[dict[str, str]]:
    """One row per lost footnote: number, hint (the term as our glossary has it, ours), term,
    definition, source, saved."""
    plan = version_of(record, view)
    held = _held(record, view)
    ours = {one.footnote_no: one for one in plan.glossary}
    return [
        {
            "number": str(number),
            "hint": ours[number].term.in_language(lang),
            "our_definition": ours[number].definition.in_language(lang),
        }
        | _footnote(held.get(f"{FOOTNOTE}{number}"), lang)
        for number in lost_footnotes(plan)
    ]


def footnotes_to_enter(
    held: list[dict[str, str]], told: Mapping[str, tuple[str, str]], source: str
) -> tuple[Documents, tuple[Fault, ...]]:
    """`told`: number → term and definition as typed. As `bars_to_enter`."""
    changed = {
        one["number"]: told[one["number"]]
        for one in held
        if told[one["number"]] != (one["term"], one["definition"])
    }
    half = tuple(number for number, words in changed.items() if sum(map(bool, words)) == 1)
    documents: Documents = {
        f"{FOOTNOTE}{number}": {"term": term, "definition": definition, "source": source}
        if term and definition
        else None
        for number, (term, definition) in changed.items()
    }
    return documents, _faults({"half_footnote": half, "no_source": _no_source(source)})


def saved_text(record: Record, view: View, name: str, lang: str) -> Saved:
    """The text of one part as somebody copied it; empty while nobody did."""
    row = _held(record, view).get(name)
    if row is None:
        return Saved("", "", "")
    said = row["document"]
    return Saved(str(said["text"]), str(said["source"]), _saved(row, lang))


def text_to_enter(
    name: str, told: str, source: str, held: Saved | None = None
) -> tuple[Documents, tuple[Fault, ...]]:
    """An empty text takes the entry away; what is `held` already is nothing to store."""
    if held and (told, source) == (held.text, held.source):
        return {}, ()
    if not told:
        return {name: None}, ()
    return {name: {"text": told, "source": source}}, _faults({"no_source": _no_source(source)})


def supplements_table(record: Record, view: View, lang: str) -> pd.DataFrame:
    """One row per thing copied from the original."""
    plan = version_of(record, view)
    labels = year_labels(plan, lang)
    rows = [
        {
            "municipality_code": plan.municipality.municipality_code,
            "supplement_id": row["entry_key"],
            "supplement_name": thing_name(plan, row["entry_key"], row["document"], lang),
            "supplement_text": thing_words(row["document"], labels, lang),
            "supplement_source": row["document"]["source"],
            "entered_by": row["actor_name"],
            "recorded_at": row["recorded_at"],
        }
        for row in rows_of(record.entries(KIND, view.revision))
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
    return next(one for one in held.plans if one.plan_version == held.plan.plan_version)


def _held(record: Record, view: View) -> dict[str, Row]:
    return {row["entry_key"]: row for row in rows_of(record.entries(KIND, view.revision))}


def _bar_row(
    item: WorkItem, held: Row | None, labels: Mapping[int, str], lang: str
) -> dict[str, str | None]:
    said = held["document"] if held else {}
    return {
        "work_item_id": item.work_item_id,
        "initiative": str(item.initiative_no),
        "work_item": item.name.in_language(lang),
        "hint": _hint(item, lang),
        "first": labels.get(said["first"]) if said else None,
        "last": labels.get(said["last"]) if said else None,
        "source": str(said["source"]) if said else None,
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


def _footnote(held: Row | None, lang: str) -> dict[str, str]:
    if held is None:
        return dict.fromkeys(("term", "definition", "source", "saved"), "")
    said = held["document"]
    return {name: str(said[name]) for name in ("term", "definition", "source")} | {
        "saved": _saved(held, lang)
    }


def _saved(row: Row, lang: str) -> str:
    return i18n.text(
        "plan.supplements.saved",
        lang,
        by=row["actor_name"],
        moment=i18n.moment(row["recorded_at"].to_pydatetime(), lang),
    )


def _years_of(row: Row) -> tuple[str | None, str | None]:
    first, last = (None if is_missing(row[name]) else row[name] for name in ("first", "last"))
    return first, last


def _names(rows: list[Row]) -> tuple[str, ...]:
    return tuple(str(one["work_item"]) for one in rows)


def _no_source(source: str) -> tuple[str, ...]:
    return () if source else ("",)


def _faults(found: Mapping[str, tuple[str, ...]]) -> tuple[Fault, ...]:
    return tuple(Fault(code, rows) for code, rows in found.items() if rows)


def thing_name(plan: Plan, key: str, said: Mapping[str, Any], lang: str) -> str:
    """What is copied under that key: the work item of a bar, a footnote, a part."""
    if key.startswith(BAR):
        items = {one.work_item_id: one.name.in_language(lang) for one in plan.work_items}
        return items.get(key.removeprefix(BAR), key)
    if key.startswith(FOOTNOTE):
        number, term = key.removeprefix(FOOTNOTE), said.get("term", "")
        return i18n.text("plan.supplements.footnote", lang, number=number, term=term).strip()
    return part_name(plan, key, lang)


def thing_words(said: Mapping[str, Any], labels: Mapping[int, str], lang: str) -> str:
    """What was copied: years, a definition, a text. `labels` as of `year_labels`."""
    if "first" in said:
        first, last = (labels.get(said[one], str(said[one])) for one in ("first", "last"))
        return i18n.text("queries.years.span", lang, first=first, last=last)
    return str(said.get("definition") or said.get("text") or "")
