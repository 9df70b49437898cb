"""What a column, a row or a cell of a file was read as, or is said to be, in words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from yamato_dx import i18n
from yamato_dx.fiscal_year import FiscalYear, parse_fiscal_year
from yamato_dx.i18n import text
from yamato_dx.intake.header import HEADINGS
from yamato_dx.intake.tables.corrections import (
    HEADER,
    KPI,
    LABEL,
    MONTHS,
    ROLE,
    UNREAD,
    YEAR,
    Correction,
)
from yamato_dx.intake.tables.figures import TableFigure
from yamato_dx.intake.tables.headings import ColumnMeaning
from yamato_dx.queries.reports.preview import Preview

_CELL: Final = re.compile(r"[A-Z]+[0-9]+")


@dataclass(frozen=True)
class Saying:
    """What can be said of a place. `needs`: what has to be told beside it, «year», «kpi» or
    nothing."""

    says: str
    needs: str = ""


# In the order in which a person looks for them.
SAYINGS: Final[tuple[Saying, ...]] = (
    Saying(HEADER),
    Saying(UNREAD),
    Saying(YEAR, "year"),
    Saying(MONTHS, "year"),
    *(Saying(f"{ROLE}:{role}") for role in ("actual", "target", "baseline", "attainment_ratio")),
    Saying(f"{ROLE}:sum"),
    *(Saying(f"{LABEL}:{label}") for label in ("kpi_no", "kpi_name", "unit", "note")),
    *(Saying(f"{LABEL}:{label}") for label in ("fiscal_year", "month")),
    Saying(KPI, "kpi"),
)
OF_CELLS: Final = (Saying(UNREAD),)


def is_cell(place: str) -> bool:
    return bool(_CELL.fullmatch(place))


def place_words(place: str, lang: str) -> str:
    """«4行目», «D列», «D4»."""
    if place.isdigit():
        return text("readings.place.row", lang, row=place)
    return place if is_cell(place) else text("readings.place.column", lang, column=place)


def saying_words(saying: Saying, lang: str) -> str:
    """Before it is told which year or KPI."""
    kind, _, what = saying.says.partition(":")
    return _kind_words(kind, what, lang) if what else text(f"readings.says.{kind}", lang)


def correction_words(one: Correction, lang: str, *, names_sheet: bool = True) -> str:
    """«D列：令和6年度»."""
    place = place_words(one.place, lang)
    where = f"{one.sheet}　{place}" if one.sheet and names_sheet else place
    says = _kind_words(one.kind, one.what, lang)
    return text("readings.correction", lang, place=where, says=says)


def recalled_sentences(preview: Preview, lang: str) -> tuple[str, ...]:
    """That what was said of files of this form is used, or that a form has changed."""
    return (*filter(None, [used_sentence(preview, lang)]), *changed_sentences(preview, lang))


def used_sentence(preview: Preview, lang: str) -> str:
    """«» where nothing is remembered of files of this form."""
    recalled = preview.reading.recalled
    if not recalled.used:
        return ""
    newest = max((preview.kept[one] for one in recalled.used), key=lambda kept: kept.recorded_at)
    is_used = preview.reading.corrections == recalled.corrections
    names_sheet = len(preview.reading.grids) > 1
    said = (
        correction_words(one, lang, names_sheet=names_sheet) for one in recalled.corrections.of_file
    )
    return text(
        "readings.used" if is_used else "readings.unused",
        lang,
        day=i18n.day(newest.recorded_at, lang),
        said=text("frame.list", lang).join(said),
    )


def changed_sentences(preview: Preview, lang: str) -> tuple[str, ...]:
    kept = (preview.kept[reading] for reading in preview.reading.recalled.changed)
    return tuple(
        text(
            "readings.changed.note",
            lang,
            day=i18n.day(one.recorded_at, lang),
            file=one.file_name,
        )
        for one in kept
    )


def _kind_words(kind: str, what: str, lang: str) -> str:
    if kind == ROLE:
        return text(f"readings.role.{what}", lang)
    if kind == LABEL:
        return label_words(what, lang)
    if kind in (YEAR, MONTHS):
        year = year_words(f"{what}年度", lang)
        return year if kind == YEAR else text("readings.months_of", lang, year=year)
    if kind == KPI:
        return text("readings.kpi_of", lang, kpi=what)
    return text(f"readings.says.{kind}", lang)


def label_words(label: str, lang: str) -> str:
    room = "intake.column" if label in HEADINGS else "readings.label"
    return text(f"{room}.{label}", lang)


def year_words(written: str, lang: str) -> str:
    """As written where the era is still to be found."""
    year = parse_fiscal_year(written)
    return i18n.fiscal_year(year, lang) if isinstance(year, FiscalYear) else written


def column_words(column: ColumnMeaning, lang: str) -> str:
    """«» of a column of which nothing is read."""
    if column.is_unread:
        return text("readings.says.unread", lang)
    if column.label:
        return label_words(column.label, lang)
    role = column.aggregate or column.role
    parts = [
        column.kpi,
        year_words(column.year, lang) if column.year else "",
        column.month,
        column.status or "",
        text(f"readings.role.{role}", lang) if role else "",
    ]
    return text("readings.and", lang).join(part for part in parts if part)


def figure_words(figure: TableFigure, lang: str) -> str:
    """Of a value that stands beside its label."""
    year = figure.year[0]
    parts = [
        year_words(year, lang) if year else "",
        text(f"readings.role.{figure.role}", lang) if figure.role else "",
    ]
    return text("readings.and", lang).join(part for part in parts if part)
