"""Fictitious figures of the KPIs of 山都町, and the hand that writes them down."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from random import Random
from typing import Final

from benchmarks.intake_faults.book import Cell
from benchmarks.intake_faults.truth import Role, Truth
from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.plan.folder.reading import read_plans
from yamato_dx.plan.model.types import Kpi, Plan
from yamato_dx.root import DATA

YEARS: Final = (2022, 2023, 2024, 2025)
# Of the year's figure, April to March.
_MONTH_SHARES: Final = (6, 7, 8, 9, 9, 8, 8, 9, 10, 9, 8, 9)
# About what each KPI comes to from R4 to R7. Fictitious, and none unlikely beside another.
_ABOUT: Final[Mapping[str, tuple[float, ...]]] = {
    "1": (31.2, 29.5, 26.3, 22.3),
    "2": (1, 3, 8, 17),
    "3": (70.4, 72.3, 74.1, 76.2),
    "4": (212, 312, 640, 1105),
    "5": (12400, 11780, 10912, 9796),
    "6": (12, 18, 33, 47),
    "7": (1, 1, 2, 3),
    "8": (1, 1, 1, 2),
    "9-1": (36, 48, 81, 96),
    "9-2": (11, 15, 19, 27),
}
YEAR_FORMS: Final = (
    "令和{era}年度",
    "令和{wide}年度",
    "令和 {era} 年度",
    "R{era}年度",
    "R{era}",
    "Ｒ{wide}",
    "{western}年度",
    "{western}（令和{era}）年度",
)
DASHES: Final = ("", "－", "-", "―", "‐")
_WIDE: Final = str.maketrans("0123456789,.%", "０１２３４５６７８９，．％")


@cache
def plan() -> Plan:
    return read_plans(DATA / "plans" / "yamato")[-1]


@cache
def kpis() -> Mapping[str, Kpi]:
    return {kpi.kpi_no: kpi for kpi in plan().kpis}


def era_year(year: int) -> int:
    return year - 2018


def wide(text: str) -> str:
    return text.translate(_WIDE)


def year_text(form: str, year: int) -> str:
    era = era_year(year)
    return form.format(era=era, wide=wide(str(era)), western=year)


def told_year(cell: Cell) -> tuple[str, int] | None:
    """(what is written of the year, the year), the longest form first."""
    known = {year_text(form, year): year for form in YEAR_FORMS for year in YEARS}
    found = [text for text in known if cell.text.startswith(text)]
    return (max(found, key=len), known[max(found, key=len)]) if found else None


@dataclass(frozen=True)
class Hand:
    """How somebody writes: the years, digits in full width, thousands commas, nothing at all; in a
    workbook numbers as numbers or as texts."""

    year_form: str = YEAR_FORMS[0]
    is_wide: bool = False
    has_commas: bool = True
    dash: str = ""
    holds_numbers: bool = True

    @classmethod
    def drawn(cls, random: Random) -> Hand:
        return cls(
            random.choice(YEAR_FORMS),
            random.random() < 0.25,
            random.random() < 0.7,
            random.choice(DASHES),
            random.random() < 0.6,
        )

    def year(self, year: int) -> Cell:
        return Cell(year_text(self.year_form, year), "year")

    def value(self, truth: Truth | None, *, with_unit: bool = False) -> Cell:
        """The cell of a figure; of none the dash."""
        if truth is None:
            return Cell(self.dash)
        text, number, form = self._number(truth, with_unit=with_unit)
        if self.is_wide and number is None:
            text = wide(text)
        return Cell(text, "value", truth, number, form)

    def _number(self, truth: Truth, *, with_unit: bool) -> tuple[str, float | None, str]:
        unit = truth.unit if with_unit else ""
        if truth.value is None or truth.kpi_no in ("2", "7", "8"):
            return truth.shown, None, "General"
        if truth.kpi_no in ("3", "6"):
            digits = len(truth.shown.partition(".")[2])
            form = f"0.{'0' * digits}%" if digits else "0%"
            held = truth.value if self.holds_numbers else None
            return f"{truth.shown}%", held, form if self.holds_numbers else "@"
        shown = truth.shown
        if self.has_commas and "." not in shown:
            shown = f"{int(shown):,}"
        if not self.holds_numbers:
            return shown + unit, None, "@"
        digits = len(truth.shown.partition(".")[2])
        form = ("#,##0" if "," in shown else "0") + (f".{'0' * digits}" if digits else "")
        return shown + unit, truth.value, f'{form}"{unit}"' if unit else form


@dataclass(frozen=True)
class Figures:
    """Of some KPIs in some years, with the targets of the plan; of some, months too."""

    kpi_nos: Sequence[str]
    years: Sequence[int]
    hand: Hand
    actuals: Mapping[tuple[str, int], Truth]
    months: Mapping[tuple[str, int, int], Truth] = field(default_factory=dict)

    @classmethod
    def drawn(cls, random: Random, kpi_nos: Sequence[str], years: Sequence[int] = YEARS) -> Figures:
        hand = Hand.drawn(random)
        actuals = {
            (kpi_no, year): truth for kpi_no in kpi_nos for year, truth in _drawn(random, kpi_no)
        }
        kept = {key: truth for key, truth in actuals.items() if key[1] in years}
        return cls(tuple(kpi_nos), tuple(years), hand, kept)

    def name(self, kpi_no: str) -> str:
        return kpis()[kpi_no].name.ja

    def unit(self, kpi_no: str) -> str:
        return kpis()[kpi_no].unit.ja

    def actual(self, kpi_no: str, year: int) -> Truth | None:
        return self.actuals.get((kpi_no, year))

    def as_role(self, kpi_no: str, year: int, role: Role, status: str | None = None) -> Truth:
        """The actual of a year, told as something else."""
        actual = self.actuals[(kpi_no, year)]
        return Truth(**(vars(actual) | {"role": role, "status": status}))

    def target(self, kpi_no: str, year: int) -> Truth | None:
        """目標値 of the plan, in the unit in which the figure is written."""
        kpi = kpis()[kpi_no]
        value = kpi.target_in(FiscalYear(year))
        if value is None or kpi.shape == "reduce_by":
            return None
        if kpi.value_form == "fraction":
            total = int(kpi.total or 3)
            return made(kpi_no, year, f"{total}/{total}", role="target")
        shown = f"{value * 100:g}" if kpi.value_form == "share" else f"{value:g}"
        return Truth(kpi_no, kpi.name.ja, year, None, value, shown, kpi.unit.ja, "target")

    def rate(self, kpi_no: str, year: int) -> str:
        """達成率 as it is printed, empty where there is none."""
        actual, target = self.actual(kpi_no, year), self.target(kpi_no, year)
        if not actual or not target or not actual.value or not target.value:
            return ""
        return printed_rate(kpi_no, actual.value, target.value)


def rate_of(kpi_no: str, value: float, target: float) -> float:
    """達成率 in percent."""
    is_lower = kpis()[kpi_no].shape == "at_most"
    return (target / value if is_lower else value / target) * 100


def printed_rate(kpi_no: str, value: float, target: float) -> str:
    return f"{rate_of(kpi_no, value, target):.1f}%"


def _drawn(random: Random, kpi_no: str) -> list[tuple[int, Truth]]:
    drawn, before = [], 0.0
    for year, about in zip(YEARS, _ABOUT[kpi_no], strict=True):
        figure = about * random.uniform(0.97, 1.03)
        if kpi_no in ("2", "7", "8"):
            figure = about
        if kpi_no == "9-2":
            figure = before = max(before + 1, round(figure))
        drawn.append((year, made(kpi_no, year, _written(random, kpi_no, figure))))
    return drawn


def _written(random: Random, kpi_no: str, figure: float) -> str:
    if kpi_no == "2":
        return f"{int(figure)}/20"
    if kpi_no == "7":
        return f"{int(figure)}/3"
    if kpi_no == "8":
        staff = random.randint(180, 195)
        return f"{int(figure)}回（{staff - random.choice((0, 0, 3, 8))}/{staff}人）"
    digits = 1 if kpi_no in ("1", "3") else 0
    return f"{figure:.{digits}f}"


def made(
    kpi_no: str, year: int, shown: str, *, role: Role = "actual", month: int | None = None
) -> Truth:
    """The figure that a text without a unit says of its KPI."""
    kpi = kpis()[kpi_no]
    return Truth(
        kpi_no, kpi.name.ja, year, month, value_of(kpi_no, shown), shown, kpi.unit.ja, role
    )


def value_of(kpi_no: str, shown: str) -> float | None:
    """In stored units; None of what is awaited."""
    if shown == "公表待ち":
        return None
    form = kpis()[kpi_no].value_form
    if form == "fraction":
        numerator, _, denominator = shown.partition("/")
        return float(numerator) / float(denominator)
    if form == "count_with_coverage":
        return float(shown.partition("回")[0])
    return float(shown) / 100 if form == "share" else float(shown)


def months_of(figures: Figures, kpi_no: str, year: int) -> list[Truth]:
    """Twelve months that make the year's figure; of a mean and a state each near it."""
    actual = figures.actuals[(kpi_no, year)]
    assert actual.value is not None, "an awaited figure has no months"
    if kpi_no in ("4", "9-1"):
        whole = int(actual.value)
        parts = [whole * share // 100 for share in _MONTH_SHARES]
        for left in range(whole - sum(parts)):
            parts[left] += 1
        texts = [str(part) for part in parts]
    else:
        texts = [f"{actual.value + step / 10:.1f}" for step in range(6, -6, -1)]
    return [
        made(kpi_no, year, text, month=month)
        for month, text in zip((*range(4, 13), 1, 2, 3), texts, strict=True)
    ]
