"""参考値: what others publish about this municipality, beside the plan and never in a verdict."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import pandas as pd

from yamato_dx import i18n
from yamato_dx.assessment.words.digits import WHOLE
from yamato_dx.assessment.words.figures import percent, percent_number
from yamato_dx.kept_answers import kept
from yamato_dx.plan.folder.references import REFERENCE_COLUMNS
from yamato_dx.queries.library import SourceNames, library_of
from yamato_dx.rows import Row, is_missing, rows_of
from yamato_dx.store.record import Record

# Figures of one kind about many things: shown folded.
FOLDED: Final = ("use_", "steps_")
# How the files write that nobody has read the terms of use.
UNREAD: Final = ("", "未確認")


@dataclass(frozen=True)
class Reference:
    """One published figure in words. `is_detail`: one of many of its kind."""

    name: str
    value: str
    note: str
    group: str
    publisher: str
    made: str
    is_detail: bool


@kept(32)
def references_of(record: Record, initiative_no: int, lang: str) -> tuple[Reference, ...]:
    """What is published about one initiative of this municipality; nothing for another town."""
    rows = references_in(record)
    return _worded(rows[rows["initiative_no"].eq(initiative_no).fillna(value=False)], lang)


@kept(8)
def references_on(record: Record, topic: str, lang: str) -> tuple[Reference, ...]:
    """What is published about its `organisation` or its `people`."""
    rows = references_in(record)
    return _worded(rows[rows["topic"] == topic], lang)


def references_table(record: Record, lang: str) -> pd.DataFrame:
    """One row per figure published about this municipality."""
    rows = references_in(record)
    return rows.assign(
        reference_group=rows[f"group_{lang}"],
        indicator=rows[f"indicator_{lang}"],
        reference_words=pd.array([_value(row, lang) for row in rows_of(rows)], dtype="str"),
        publisher=rows[f"publisher_{lang}"],
        note=rows[f"note_{lang}"],
    )


def references_in(record: Record) -> pd.DataFrame:
    """REFERENCE_COLUMNS of the record's municipality."""
    every = library_of(record).references
    mine: pd.DataFrame = every[every["municipality_code"] == record.municipality_code]
    return mine.reset_index(drop=True)[list(REFERENCE_COLUMNS)]


def _worded(rows: pd.DataFrame, lang: str) -> tuple[Reference, ...]:
    return tuple(_reference(row, lang) for row in rows_of(rows))


def _reference(row: Row, lang: str) -> Reference:
    note = row[f"note_{lang}"]
    return Reference(
        name=str(row[f"indicator_{lang}"]),
        value=_value(row, lang),
        note="" if is_missing(note) else str(note),
        group=str(row[f"group_{lang}"]),
        publisher=str(row[f"publisher_{lang}"]),
        made=_made(row, lang),
        is_detail=str(row["indicator_id"]).startswith(FOLDED),
    )


def _value(row: Row, lang: str) -> str:
    """実施, 未実施, 100%, 10/21（48%）."""
    if not is_missing(row["value_status"]):
        return i18n.text(f"plan.page.reference.{row['value_status']}", lang)
    share = float(row["reference_value"])
    whole = percent(share) == int(percent(share))
    shown = f"{percent_number(share, lang, (WHOLE,), 0 if whole else 1)}%"
    if is_missing(row["denominator"]):
        return shown
    done, total = (i18n.number(row[name], 0, lang) for name in ("numerator", "denominator"))
    return i18n.text("plan.page.reference.of", lang, done=done, total=total, share=shown)


def _made(row: Row, lang: str) -> str:
    """When it was published, and of which day it is."""
    published = (
        []
        if is_missing(row["published_on"])
        else [i18n.text("plan.page.reference.published", lang, day=_day(row["published_on"], lang))]
    )
    base = (
        i18n.text("plan.page.reference.no_base", lang)
        if is_missing(row["base_date"])
        else i18n.text("plan.page.reference.base", lang, day=_day(row["base_date"], lang))
    )
    return i18n.text("plan.page.reference.between", lang).join([*published, base])


def _day(day: pd.Timestamp, lang: str) -> str:
    return i18n.day(day.date(), lang)


def terms_words(terms: object, names: SourceNames, lang: str) -> str:
    """The terms of use as the file has them; «未確認» where nobody has read them."""
    written = "" if is_missing(terms) else str(terms)
    if written in UNREAD:
        return i18n.text("plan.page.reference.terms_unread", lang)
    return names.words(written, lang)
