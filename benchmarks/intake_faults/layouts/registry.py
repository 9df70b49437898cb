"""All layouts: a table, so that a further one is an entry."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Final

from benchmarks.intake_faults.book import Book
from benchmarks.intake_faults.figures import YEARS, Figures
from benchmarks.intake_faults.layouts import across, apart, long

ALL_KPIS: Final = ("1", "2", "3", "4", "5", "6", "7", "8", "9-1", "9-2")
PLAIN: Final = ("1", "4", "5", "9-1", "9-2")
WITH_TARGETS: Final = ("1", "4", "6", "9-1", "9-2")
MONTHLY: Final = ("1", "4", "9-1")


@dataclass(frozen=True)
class LayoutMade:
    """`kpi_nos`: of which it draws some. `fewest`: how many at least. `has_sheets`: more than one,
    which a text file cannot hold. `has_merged_names`: in a text file they stand in the first of
    their rows alone, and that the others are of the same KPI may have to be confirmed.
    `names_no_year`: nobody can know of which year a block is."""

    layout: str
    make: Callable[[Figures, Random], Book]
    kpi_nos: tuple[str, ...] = ALL_KPIS
    fewest: int = 4
    has_sheets: bool = False
    has_merged_names: bool = False
    names_no_year: bool = False

    def book(self, random: Random) -> Book:
        count = random.randint(min(self.fewest, len(self.kpi_nos)), len(self.kpi_nos))
        drawn = sorted(random.sample(self.kpi_nos, count), key=self.kpi_nos.index)
        years = random.choice((YEARS[1:], YEARS[1:], YEARS[2:], YEARS))
        return self.make(Figures.drawn(random, drawn, years), random)


LAYOUTS: Final = (
    LayoutMade("long", long.long),
    LayoutMade("long_witnessed", long.long_witnessed, WITH_TARGETS, fewest=3),
    LayoutMade("long_months", long.long_months, MONTHLY, fewest=2),
    LayoutMade("long_titled", long.long_titled),
    LayoutMade("merged_names", apart.merged_names, has_merged_names=True),
    LayoutMade("years_across", across.years_across),
    LayoutMade("implied_era", across.implied_era),
    LayoutMade("months_across", across.months_across, MONTHLY, fewest=2),
    LayoutMade("role_rows", across.role_rows, WITH_TARGETS, fewest=3),
    LayoutMade("two_row_header", across.two_row_header, WITH_TARGETS, fewest=3),
    LayoutMade("glued_roles", across.glued_roles, WITH_TARGETS, fewest=3),
    LayoutMade("merged_project", across.merged_project),
    LayoutMade("transposed", across.transposed),
    LayoutMade("small_tables", apart.small_tables, PLAIN, fewest=3),
    LayoutMade("value_and_year", apart.value_and_year),
    LayoutMade("blocks_in_row", apart.blocks_in_row, WITH_TARGETS, fewest=4),
    LayoutMade("forms", apart.forms, has_sheets=True),
    LayoutMade("one_form", apart.one_form),
    LayoutMade("several_sheets", apart.several_sheets, has_sheets=True),
    LayoutMade("several_tables", apart.several_tables),
    LayoutMade("unnamed_blocks", apart.unnamed_blocks, names_no_year=True),
)
BY_NAME: Final = {layout.layout: layout for layout in LAYOUTS}
