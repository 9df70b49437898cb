"""The shapes of tables: one entry each, and the first that fits says why a table was read so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from yamato_dx.intake.tables.headings import ColumnMeaning
from yamato_dx.intake.tables.laying.forms import FormBody
from yamato_dx.intake.tables.laying.laid import LaidTable

# From so many columns on, periods run across.
_ACROSS: Final = 2


@dataclass(frozen=True)
class TableShape:
    """`code`: of the sentence that says by what it was recognised, `intake.shape.<code>`."""

    code: str
    is_so: Callable[[LaidTable], bool]


def _figure_columns(table: LaidTable) -> tuple[ColumnMeaning, ...]:
    return table.body.figure_columns


def _is_form(table: LaidTable) -> bool:
    return isinstance(table.body, FormBody)


def _is_block(table: LaidTable) -> bool:
    return table.body.only is not None


def _is_turned(table: LaidTable) -> bool:
    return table.body.grid.is_turned


def _has_kpis_across(table: LaidTable) -> bool:
    return any(column.kpi for column in _figure_columns(table))


def _has_years_in_cells(table: LaidTable) -> bool:
    return any(figure.year[1] == figure.address for figure in table.figures)


def _has_roles_down(table: LaidTable) -> bool:
    return "role" in table.body.labels


def _has_months_across(table: LaidTable) -> bool:
    return sum(bool(column.month) for column in _figure_columns(table)) >= _ACROSS


def _has_two_rows_of_headings(table: LaidTable) -> bool:
    return len(table.body.header.rows) > 1


def _has_roles_beside_years(table: LaidTable) -> bool:
    return any(
        column.year and column.role and column.year_at == column.role_at
        for column in _figure_columns(table)
    )


def _has_years_across(table: LaidTable) -> bool:
    return len({column.year for column in _figure_columns(table) if column.year}) >= _ACROSS


def _is_of_one_kpi(table: LaidTable) -> bool:
    labels = table.body.labels
    return "kpi_no" not in labels and "kpi_name" not in labels


def _is_any(_table: LaidTable) -> bool:
    return True


SHAPES: Final[tuple[TableShape, ...]] = (
    TableShape("form", _is_form),
    TableShape("blocks", _is_block),
    TableShape("turned", _is_turned),
    TableShape("kpis_across", _has_kpis_across),
    TableShape("years_in_cells", _has_years_in_cells),
    TableShape("roles_down", _has_roles_down),
    TableShape("months_across", _has_months_across),
    TableShape("two_header_rows", _has_two_rows_of_headings),
    TableShape("role_beside_year", _has_roles_beside_years),
    TableShape("years_across", _has_years_across),
    TableShape("one_kpi", _is_of_one_kpi),
    TableShape("rows", _is_any),
)


def shape_of(table: LaidTable) -> str:
    return next(shape.code for shape in SHAPES if shape.is_so(table))
