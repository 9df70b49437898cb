"""The rows of «実績の報告» without a file: what is owed, and the cells to report it in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Final

from markupsafe import Markup

from yamato_dx import i18n
from yamato_dx.i18n import text
from yamato_dx.kept_answers import kept
from yamato_dx.queries.schedule.items import STATUSES
from yamato_dx.rows import Row, is_missing
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
    """One cell to type into, or to choose from `options` (code, words). `label`: its name, heard
    alone; `heading`: what of it stands beside the cell. `size` names a width of the stylesheet;
    `hint` stands in it while it is empty; `start` is what it shows until typed."""

    name: str
    label: str
    heading: str
    size: str = ""
    hint: str = ""
    options: tuple[tuple[str, str], ...] = ()
    start: str = ""


@dataclass(frozen=True)
class MonthCell:
    """`place`: 1 is April. `field` None: the month has not begun."""

    place: int
    name: str
    before: str
    field: Field | None


@dataclass(frozen=True)
class MonthLine:
    """One line of the months: their values, or the people of whom these are means, under what was
    reported last year. `slot`: of what is said of its cells."""

    heading: str
    before_heading: str
    slot: str
    cells: Sequence[MonthCell]


@dataclass(frozen=True)
class KpiRow:
    """`key`: the prefix of the names of its cells, which are `fields` or the months of `lines`;
    `choices`: its state and period."""

    key: str
    owed: OwedKpi
    name: str
    choices: Sequence[Field]
    fields: Sequence[Field] = ()
    lines: Sequence[MonthLine] = ()

    @property
    def cells(self) -> Iterator[Field]:
        yield from (*self.choices, *self.fields)
        yield from (cell.field for line in self.lines for cell in line.cells if cell.field)


@dataclass(frozen=True)
class ItemRow:
    """`key`: the prefix of the names of its cells. `standing`: what was last said of it."""

    key: str
    item: OwedItem
    planned: str
    standing: str
    cells: Sequence[Field]


@dataclass(frozen=True, eq=False)
class DeskPart:
    """HTML of some rows or fields, and what each of their cells shows until something is typed."""

    html: Markup
    starts: Mapping[str, str]


def _part(template: str, lang: str, cells: Iterable[Field], **values: object) -> DeskPart:
    starts = {cell.name: cell.start for cell in cells}
    return DeskPart(fill(template, lang, values), starts)


def _cells_of(rows: Sequence[KpiRow] | Sequence[ItemRow]) -> Iterator[Field]:
    return (cell for row in rows for cell in row.cells)


# --- KPIs ---


@kept(64)
def kpi_part(
    answer: Owed, lang: str, months: tuple[date, ...], by_month: frozenset[str] = frozenset()
) -> DeskPart:
    """A row per KPI; those of `by_month` have a cell for each of `months`."""
    rows = [
        _kpi_row(owed_kpi, answer, lang, months if owed_kpi.kpi.kpi_id in by_month else None)
        for owed_kpi in answer.kpis
    ]
    return _part("typing_kpis", lang, _cells_of(rows), rows=rows)


def _kpi_row(owed_kpi: OwedKpi, answer: Owed, lang: str, months: tuple[date, ...] | None) -> KpiRow:
    # Two plans may give one number to different KPIs: heard alone, a cell says whose it is.
    kpi, key = replace(owed_kpi.kpi, kpi_no=owed_kpi.called), f"kpi.{owed_kpi.kpi.kpi_id}"
    families = {"period": "period", "value_status": "status"}
    if kpi.value_form == "count_with_coverage" or kpi.is_of_calendar_year:
        families.pop("period")
    choices = [
        _choice(f"{key}.{column}", _named(kpi, lang, family), lang, family)
        for column, family in families.items()
    ]
    if answer.usual_status:
        choices = [
            replace(choice, start=answer.usual_status)
            if choice.name == f"{key}.value_status"
            else choice
            for choice in choices
        ]
    name = kpi.short_name.in_language(lang)
    if months is None:
        return KpiRow(key, owed_kpi, name, choices, fields=_value_fields(kpi, lang))
    lines = _month_lines(owed_kpi, answer.fiscal_year.months, months, lang)
    return KpiRow(key, owed_kpi, name, choices, lines=lines)


def _value_fields(kpi: Kpi, lang: str) -> list[Field]:
    prefix, unit = f"kpi.{kpi.kpi_id}", kpi.unit.in_language(lang)
    named = partial(_named, kpi, lang)
    if kpi.value_form == "fraction":
        of_plan = text("reports.typing.of_plan", lang, total=f"{kpi.total:g}") if kpi.total else ""
        fields = [
            Field(f"{prefix}.numerator", *named("numerator", unit)),
            Field(f"{prefix}.denominator", *named("denominator", unit), hint=of_plan),
        ]
    elif kpi.value_form == "count_with_coverage":
        people = text("assessment.unit.people", lang)
        fields = [
            Field(f"{prefix}.actual_value", *named("count", unit)),
            Field(f"{prefix}.numerator", *named("attended", people)),
            Field(f"{prefix}.denominator", *named("eligible", people)),
        ]
    else:
        fields = [Field(f"{prefix}.actual_value", *named("value", unit))]
    if kpi.aggregation == "last":
        hint = text("reports.typing.measured_on.hint", lang)
        fields.append(Field(f"{prefix}.measured_on", *named("measured_on"), hint=hint))
    return fields


def _month_lines(
    owed_kpi: OwedKpi, year: Sequence[date], begun: Sequence[date], lang: str
) -> list[MonthLine]:
    """The values, and the people where a mean needs them."""
    kpi = replace(owed_kpi.kpi, kpi_no=owed_kpi.called)

    def line(column: str, field: str, unit: str) -> MonthLine:
        def cell(place: int) -> MonthCell:
            month, before = year[place - 1], owed_kpi.months_before[place - 1]
            name = i18n.month_name(month.month, lang)
            figure = before.people if column == "weight" else before.value
            typed = Field(
                f"kpi.{kpi.kpi_id}.{month:%Y-%m}.{column}",
                _label(kpi, lang, field, unit, month=name),
                name,
            )
            return MonthCell(place, name, figure, typed if month in begun else None)

        return MonthLine(
            text(f"reports.typing.cell.{field}", lang, unit=unit),
            text("reports.typing.cell.before", lang, unit=unit),
            month_slot(f"kpi.{kpi.kpi_id}", column),
            tuple(cell(place) for place in range(1, len(year) + 1)),
        )

    lines = [line("actual_value", "month", kpi.unit.in_language(lang))]
    if kpi.aggregation == "weighted_mean":
        lines.append(line("weight", "month_people", text("assessment.unit.people", lang)))
    return lines


def month_slot(key: str, column: str | None) -> str:
    """Where it stands what is said of a month's cell in this column."""
    return f"{key}.people" if column == "weight" else key


def _named(kpi: Kpi, lang: str, field: str, unit: str = "") -> tuple[str, str]:
    """Label and heading."""
    return _label(kpi, lang, field, unit), text(f"reports.typing.cell.{field}", lang, unit=unit)


def _label(kpi: Kpi, lang: str, field: str, unit: str, *, month: str = "") -> str:
    """Named with the KPI's number: heard alone, it still says which cell it is."""
    values = {"number": kpi.kpi_no, "unit": unit, "month": month}
    return text(f"reports.typing.field.{field}", lang, **values)


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


@kept(64)
def item_part(
    answer: Owed, lang: str, initiative_no: int | None, planned: tuple[str, ...]
) -> DeskPart:
    """A row per work item and commitment of one initiative; of all where `initiative_no` is
    None, of those without one where it is NO_INITIATIVE. `planned`: in which years, of each."""
    items = items_of(answer, initiative_no)
    rows = [_item_row(item, span, lang) for item, span in zip(items, planned, strict=True)]
    return _part("typing_items", lang, _cells_of(rows), rows=rows)


def items_of(answer: Owed, initiative_no: int | None) -> tuple[OwedItem, ...]:
    return tuple(
        item
        for item in answer.items
        if initiative_no in (None, item.initiative_no or NO_INITIATIVE)
    )


def _item_row(item: OwedItem, planned: str, lang: str) -> ItemRow:
    key, number = f"item.{item.item_key}", item.called
    standing = progress_cells(item.standing)
    label = text("reports.typing.field.progress", lang, number=number)
    heading = text("reports.typing.cell.progress", lang)
    cells = [_choice(f"{key}.status", (label, heading), lang, "progress")]
    for column in ITEM_CELLS[1:]:
        is_month = column != "evidence"
        cells.append(
            Field(
                f"{key}.{column}",
                text(f"reports.typing.field.{column}", lang, number=number),
                text(f"reports.typing.cell.{column}", lang),
                hint=text("reports.typing.month.hint", lang) if is_month else "",
                start=standing[column],
            )
        )
    return ItemRow(key, item, planned, progress_words(lang, item.standing), cells)


# --- reasons ---


@kept(64)
def reason_part(kpis: tuple[tuple[str, str], ...], lang: str) -> DeskPart:
    """One wide field per KPI (id, number) whose target a report misses."""
    labels = {
        kpi_id: text("reports.typing.field.reason", lang, number=number) for kpi_id, number in kpis
    }
    fields = [
        Field(f"kpi.{kpi_id}.reason", label, label, "wide") for kpi_id, label in labels.items()
    ]
    return _part("typing_reasons", lang, fields, fields=fields)


def _choice(name: str, named: tuple[str, str], lang: str, family: str) -> Field:
    options = [
        (code, text(f"reports.typing.{family}.{code or 'none'}", lang)) for code in CHOICES[family]
    ]
    return Field(name, *named, options=tuple(options))
