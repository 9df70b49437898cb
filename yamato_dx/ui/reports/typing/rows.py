"""The rows of «実績の報告» without a file: what is owed, and the cells to report it in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Final

from markupsafe import Markup

from yamato_dx import i18n
from yamato_dx.i18n import text
from yamato_dx.queries.rows import Row, is_missing
from yamato_dx.queries.schedule.items import STATUSES
from yamato_dx.ui.frame.templates import fill
from yamato_dx.ui.reports.tables.progress import progress_cells, progress_words

if TYPE_CHECKING:
    from yamato_dx.plan.model.types import Kpi
    from yamato_dx.queries.reports.owed import Owed, OwedItem, OwedKpi

BY_MONTH: Final = "month"
YEAR_MONTHS: Final = 12
# Of a share in percent: what a double of it holds, without what it cannot.
SHARE_DIGITS: Final = 10
ITEM_CELLS: Final = ("status", "start_month", "finish_month", "evidence")
CHOICES: Final = {
    "status": ("", "forecast", "preliminary", "final", "awaiting"),
    "period": ("", BY_MONTH),
    "progress": ("", *STATUSES),
}
NO_INITIATIVE: Final = 0


@dataclass(frozen=True)
class Field:
    """One cell to type into, or to choose from `options` (code, words). `size` names a width of
    the stylesheet; `hint` stands in it while it is empty; `start` is what it shows until typed."""

    name: str
    label: str
    size: str = ""
    hint: str = ""
    options: tuple[tuple[str, str], ...] = ()
    start: str = ""


@dataclass(frozen=True)
class TypingRow:
    """`key`: the prefix of the names of its cells. `words`: of a KPI its name, of a work item what
    was last said of it."""

    key: str
    about: OwedKpi | OwedItem
    words: str
    fields: Sequence[Field]


@dataclass(frozen=True, eq=False)
class DeskPart:
    """HTML of some rows or fields, and what each of their cells shows until something is typed."""

    html: Markup
    starts: Mapping[str, str]


def _part(template: str, lang: str, cells: Iterable[Field], **values: object) -> DeskPart:
    starts = {cell.name: cell.start for cell in cells}
    return DeskPart(fill(template, lang, values), starts)


def _fields_of(rows: Sequence[TypingRow]) -> Iterator[Field]:
    return (field for row in rows for field in row.fields)


# --- KPIs ---


@lru_cache(maxsize=64)
def kpi_part(
    answer: Owed, lang: str, months: tuple[date, ...], by_month: frozenset[str] = frozenset()
) -> DeskPart:
    """A row per KPI; those of `by_month` have a cell for each of `months`."""
    rows = [
        _kpi_row(owed_kpi, lang, months if owed_kpi.kpi.kpi_id in by_month else ())
        for owed_kpi in answer.kpis
    ]
    before = i18n.fiscal_year(answer.fiscal_year.start_year - 1, lang)
    return _part("typing_kpis", lang, _fields_of(rows), rows=rows, last_year=before)


def _kpi_row(owed_kpi: OwedKpi, lang: str, months: Sequence[date]) -> TypingRow:
    kpi, key = owed_kpi.kpi, f"kpi.{owed_kpi.kpi.kpi_id}"
    fields = _month_fields(kpi, lang, months) if months else _value_fields(kpi, lang)
    fields.append(_choice(f"{key}.value_status", _label(kpi, lang, "status"), lang, "status"))
    if kpi.value_form != "count_with_coverage":
        fields.append(_choice(f"{key}.period", _label(kpi, lang, "period"), lang, "period"))
    return TypingRow(key, owed_kpi, kpi.short_name.in_language(lang), fields)


def _value_fields(kpi: Kpi, lang: str) -> list[Field]:
    prefix, unit = f"kpi.{kpi.kpi_id}", kpi.unit.in_language(lang)
    label = partial(_label, kpi, lang)
    if kpi.value_form == "fraction":
        of_plan = text("reports.typing.of_plan", lang, total=f"{kpi.total:g}") if kpi.total else ""
        fields = [
            Field(f"{prefix}.numerator", label("numerator", unit)),
            Field(f"{prefix}.denominator", label("denominator", unit), hint=of_plan),
        ]
    elif kpi.value_form == "count_with_coverage":
        people = text("assessment.unit.people", lang)
        fields = [
            Field(f"{prefix}.actual_value", label("count", unit)),
            Field(f"{prefix}.numerator", label("attended", people)),
            Field(f"{prefix}.denominator", label("eligible", people)),
        ]
    else:
        fields = [Field(f"{prefix}.actual_value", label("value", unit))]
    if kpi.aggregation == "last":
        hint = text("reports.typing.measured_on.hint", lang)
        fields.append(Field(f"{prefix}.measured_on", label("measured_on"), hint=hint))
    return fields


def _month_fields(kpi: Kpi, lang: str, months: Sequence[date]) -> list[Field]:
    """One per month, and one for its number of people where a mean needs it."""
    unit, fields = kpi.unit.in_language(lang), []
    for month in months:
        prefix = f"kpi.{kpi.kpi_id}.{month:%Y-%m}"
        name = text("reports.typing.month", lang, month=month.month)
        label = text("reports.typing.field.month", lang, number=kpi.kpi_no, month=name, unit=unit)
        fields.append(Field(f"{prefix}.actual_value", label, "month"))
        if kpi.aggregation == "weighted_mean":
            label = text("reports.typing.field.month_people", lang, number=kpi.kpi_no, month=name)
            fields.append(Field(f"{prefix}.weight", label, "month"))
    return fields


def _label(kpi: Kpi, lang: str, field: str, unit: str = "") -> str:
    """Named with the KPI's number: heard alone, it still says which cell it is."""
    return text(f"reports.typing.field.{field}", lang, number=kpi.kpi_no, unit=unit)


# --- values that were read, as somebody would type them ---


def cells_of_value(row: Row, kpi: Kpi) -> dict[str, str]:
    """By the names of the form's cells; «» where there is nothing. The value as it was understood,
    in the unit beside its field: the words of a file may be in thousands."""
    key, is_month = f"kpi.{kpi.kpi_id}", row["period_months"] != YEAR_MONTHS
    of_kpi = {f"{key}.{name}": _words(row[name]) for name in ("value_status", "reason")}
    if not is_month:
        return of_kpi | {f"{key}.{name}": words for name, words in _year_cells(row, kpi).items()}
    month = f"{key}.{row['period_start']:%Y-%m}"
    return of_kpi | {
        f"{key}.period": BY_MONTH,
        f"{month}.actual_value": _figure(row, kpi),
        f"{month}.weight": _number(row["weight"]),
    }


def has_cells(row: Row, kpi: Kpi) -> bool:
    """Whether the form has a cell for all that was read: none for people by month."""
    return row["period_months"] == YEAR_MONTHS or kpi.value_form != "count_with_coverage"


def _year_cells(row: Row, kpi: Kpi) -> dict[str, str]:
    measured_on = row["measured_on"]
    return {
        "actual_value": "" if kpi.value_form == "fraction" else _figure(row, kpi),
        "numerator": _number(row["numerator"]),
        "denominator": _number(row["denominator"]),
        "weight": _number(row["weight"]),
        "measured_on": "" if is_missing(measured_on) else f"{measured_on:%Y-%m-%d}",
    }


def _figure(row: Row, kpi: Kpi) -> str:
    """1105, 47 beside %, 17/20; «» for none."""
    if kpi.value_form == "fraction":
        parts = [_number(row[name]) for name in ("numerator", "denominator")]
        return "/".join(parts) if all(parts) else ""
    value = row["actual_value"]
    if kpi.value_form == "share" and not is_missing(value):
        return _number(round(100 * value, SHARE_DIGITS))
    return _number(value)


def _words(value: object) -> str:
    return "" if is_missing(value) else str(value)


def _number(value: object) -> str:
    """As it would be typed: 188, 0.5."""
    return "" if is_missing(value) else f"{value:.15g}"


# --- work items ---


@lru_cache(maxsize=64)
def item_part(answer: Owed, lang: str, initiative_no: int | None) -> DeskPart:
    """A row per work item and commitment of one initiative; of all where `initiative_no` is
    None, of those without one where it is NO_INITIATIVE."""
    rows = [_item_row(item, lang) for item in items_of(answer, initiative_no)]
    return _part("typing_items", lang, _fields_of(rows), rows=rows)


def items_of(answer: Owed, initiative_no: int | None) -> tuple[OwedItem, ...]:
    return tuple(
        item
        for item in answer.items
        if initiative_no in (None, item.initiative_no or NO_INITIATIVE)
    )


def _item_row(item: OwedItem, lang: str) -> TypingRow:
    key, number = f"item.{item.item_id}", item.number
    standing = progress_cells(item.standing)
    label = text("reports.typing.field.progress", lang, number=number)
    fields = [_choice(f"{key}.status", label, lang, "progress")]
    for column in ITEM_CELLS[1:]:
        is_month = column != "evidence"
        fields.append(
            Field(
                f"{key}.{column}",
                text(f"reports.typing.field.{column}", lang, number=number),
                "" if is_month else "long",
                text("reports.typing.month.hint", lang) if is_month else "",
                start=standing[column],
            )
        )
    return TypingRow(key, item, progress_words(lang, item.standing), fields)


# --- reasons ---


@lru_cache(maxsize=64)
def reason_part(kpis: tuple[tuple[str, str], ...], lang: str) -> DeskPart:
    """One wide field per KPI (id, number) whose target a report misses."""
    fields = [
        Field(
            f"kpi.{kpi_id}.reason", text("reports.typing.field.reason", lang, number=number), "wide"
        )
        for kpi_id, number in kpis
    ]
    return _part("typing_reasons", lang, fields, fields=fields)


def _choice(name: str, label: str, lang: str, family: str) -> Field:
    options = [
        (code, text(f"reports.typing.{family}.{code or 'none'}", lang)) for code in CHOICES[family]
    ]
    return Field(name, label, options=tuple(options))
