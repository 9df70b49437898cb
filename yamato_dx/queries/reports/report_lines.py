"""What a report brings as people read it: one line per KPI and year, its months behind it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import pandas as pd

from yamato_dx import i18n
from yamato_dx.assessment.words import wording
from yamato_dx.assessment.words.figures import spoken
from yamato_dx.plan.model.types import Kpi, Plan
from yamato_dx.queries.kpi_words import years_of
from yamato_dx.queries.words import reported_words, understood_figure
from yamato_dx.rows import Row, is_missing, rows_of

# By KPI and fiscal year: rows of an assessment, which have the year's figure.
AssessedYears = Mapping[tuple[str, int], Row]

NO_YEARS: Final[AssessedYears] = {}
_YEAR_MONTHS: Final = 12


@dataclass(frozen=True)
class MonthTable:
    """The months of a line, across: `rows` are (heading, one word per month)."""

    months: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]
    changed: tuple[bool, ...]


@dataclass(frozen=True)
class ReportLine:
    """`value`: of the year, sent as such or what its months make. `held`: what stands before, and
    which report brought it. `status`: of all its values, «» where none or several are said. `kind`:
    new, changed, unchanged in words. `row`, `raw`: where a file has it (row or cell), as what."""

    kpi: str
    kpi_id: str
    fiscal_year: int
    period: str
    held: str
    value: str
    status: str
    kind: str
    row: str
    raw: str
    months: MonthTable | None


def report_lines(
    values: pd.DataFrame,
    plan: Plan,
    lang: str,
    *,
    before: AssessedYears = NO_YEARS,
    after: AssessedYears,
) -> tuple[ReportLine, ...]:
    """In the order in which the values stand. Where they are compared (`is_same_value`), with what
    they take the place of."""
    if values.empty:
        return ()
    dated = values.assign(fiscal_year=years_of(values["period_start"]))
    groups: dict[tuple[str, int], list[Row]] = {}
    for row in rows_of(dated):
        groups.setdefault((str(row["kpi_id"]), int(row["fiscal_year"])), []).append(row)
    has_sheets = "sheet" in values and values["sheet"].nunique() > 1
    return tuple(
        _line(
            rows,
            plan.kpi(key[0]),
            lang,
            before=before.get(key),
            after=after.get(key),
            names_sheet=has_sheets,
        )
        for key, rows in groups.items()
    )


def years_in(frame: pd.DataFrame) -> AssessedYears:
    """Of an assessment; of several plans that judge a year the first one's."""
    firsts = frame.drop_duplicates(["kpi_id", "fiscal_year"])
    return {(str(row["kpi_id"]), int(row["fiscal_year"])): row for row in rows_of(firsts)}


def _line(
    rows: Sequence[Row],
    kpi: Kpi,
    lang: str,
    *,
    before: Row | None,
    after: Row | None,
    names_sheet: bool,
) -> ReportLine:
    months = [row for row in rows if row["period_months"] != _YEAR_MONTHS]
    whole = next((row for row in rows if row["period_months"] == _YEAR_MONTHS), None)
    year = int(rows[0]["fiscal_year"])
    told = [whole] if whole else months
    return ReportLine(
        kpi=f"{kpi.kpi_no} {kpi.short_name.in_language(lang)}",
        kpi_id=kpi.kpi_id,
        fiscal_year=year,
        period=wording.year_words(kpi, year, lang),
        held=_held(whole, before, kpi, lang),
        value=reported_words(whole, kpi, lang) if whole else _year_words(after, kpi, lang),
        status=_status_of(told, lang),
        kind=_kind_of(told, lang),
        row=f"{_sheet_of(told)}{_rows_of_file(told)}" if names_sheet else _rows_of_file(told),
        raw=_text(whole, "raw_text") if whole else "",
        months=_month_table(months, kpi, lang) if months else None,
    )


def _held(whole: Row | None, before: Row | None, kpi: Kpi, lang: str) -> str:
    """What the line takes the place of; of a year that was never sent whole, what its months make,
    and the other way round."""
    held = held_words(whole, kpi, lang) if whole else i18n.MISSING
    return _year_words(before, kpi, lang, named=True) if held == i18n.MISSING else held


def _year_words(year: Row | None, kpi: Kpi, lang: str, *, named: bool = False) -> str:
    """What the year's months make; nothing where they do not yet make one. `named`: with the
    report that brought it last."""
    if year is None or is_missing(year["actual_value"]):
        return i18n.MISSING
    words = spoken(wording.reported_figure(year, kpi, lang), lang)
    if not named or is_missing(year["batch_id"]):
        return words
    return i18n.text("reports.typing.held", lang, value=words, batch=year["batch_id"])


def held_words(value: Row, kpi: Kpi, lang: str) -> str:
    """今の値: what the value takes the place of, and which report brought it."""
    if "change" not in value or is_missing(value["before_batch_id"]):
        return i18n.MISSING
    words = reported_words(_before(value), kpi, lang)
    return i18n.text("reports.typing.held", lang, value=words, batch=value["before_batch_id"])


def _before(value: Row) -> Row:
    return value | {
        "actual_value": value["before_value"],
        "value_status": value["before_status"],
        "numerator": value["before_numerator"],
        "denominator": value["before_denominator"],
    }


def _kind_of(rows: Sequence[Row], lang: str) -> str:
    """変更; of several months 変更1・変更なし11."""
    if "change" not in rows[0]:
        return ""
    kinds = Counter(kind_words(row, lang) for row in rows)
    if len(kinds) == 1:
        return next(iter(kinds))
    counted = (
        i18n.text("reports.sending.kind.counted", lang, kind=kind, count=count)
        for kind, count in kinds.items()
    )
    return i18n.text("reports.sending.kind.and", lang).join(counted)


def kind_words(value: Row, lang: str) -> str:
    """A figure that stands is never 変更: what else is said of it may be."""
    change = str(value["change"])
    if change != "changed" or not value["is_same_value"]:
        return i18n.text(f"reports.sending.kind.{change}", lang)
    states = [_state(value["before_status"], lang), _state(value["value_status"], lang)]
    if states[0] == states[1]:
        return i18n.text("reports.sending.kind.same_value", lang)
    before, after = states
    return i18n.text("reports.sending.kind.other_state", lang, before=before, after=after)


def _state(status: object, lang: str) -> str:
    return i18n.text(f"reports.typing.status.{'none' if is_missing(status) else status}", lang)


def _status_of(rows: Sequence[Row], lang: str) -> str:
    statuses = {None if is_missing(row["value_status"]) else row["value_status"] for row in rows}
    (status,) = statuses if len(statuses) == 1 else (None,)
    return i18n.text(f"intake.status.{status}", lang) if status else ""


def _sheet_of(rows: Sequence[Row]) -> str:
    """Before the row or cell, where the values of a report stand on several sheets."""
    sheet = rows[0].get("sheet")
    return "" if is_missing(sheet) else f"{sheet}　"


def _rows_of_file(rows: Sequence[Row]) -> str:
    """7, or 7–18: as the file numbers them; of rows that have several values E7, or E7–P7."""
    cells = [str(row["cell"]) for row in rows if not is_missing(row.get("cell"))]
    if cells:
        return cells[0] if len(cells) == 1 else f"{cells[0]}–{cells[-1]}"
    numbers = [int(row["row_no"]) for row in rows if not is_missing(row["row_no"])]
    if not numbers:
        return ""
    first, last = min(numbers), max(numbers)
    return str(first) if first == last else f"{first}–{last}"


def _month_table(rows: Sequence[Row], kpi: Kpi, lang: str) -> MonthTable:
    unit, people = kpi.unit.in_language(lang), i18n.text("assessment.unit.people", lang)
    lines: list[tuple[str, Callable[[Row], str]]] = [
        (
            i18n.text("reports.typing.cell.month", lang, unit=unit),
            lambda row: _figure(row, kpi, lang),
        )
    ]
    if not all(is_missing(row["weight"]) for row in rows):
        heading = i18n.text("reports.typing.cell.month_people", lang, unit=people)
        lines.append((heading, lambda row: _count(row["weight"], lang)))
    if "change" in rows[0] and not all(is_missing(row["before_batch_id"]) for row in rows):
        heading = i18n.text("reports.sending.months.held", lang, unit=unit)
        lines.append((heading, lambda row: _figure(_before(row), kpi, lang)))
    if len({_text(row, "value_status") for row in rows}) > 1:
        heading = i18n.text("reports.typing.status", lang)
        lines.append((heading, lambda row: _state(row["value_status"], lang)))
    return MonthTable(
        tuple(i18n.month_name(row["period_start"].month, lang) for row in rows),
        tuple((heading, tuple(words(row) for row in rows)) for heading, words in lines),
        tuple("change" in row and not row["is_same_value"] for row in rows),
    )


def _figure(row: Row, kpi: Kpi, lang: str) -> str:
    if row["value_status"] == "awaiting":
        return i18n.text("assessment.status.awaiting", lang)
    return understood_figure(row, kpi, lang).number


def _count(number: object, lang: str) -> str:
    return i18n.MISSING if is_missing(number) else i18n.number(float(str(number)), 0, lang)


def _text(row: Row, name: str) -> str:
    return "" if is_missing(row[name]) else str(row[name])
