"""One line per KPI: verdict, target → actual, gap, change, and the marks of all years."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from yamato_dx import i18n
from yamato_dx.assessment.rules.effects import as_judged
from yamato_dx.assessment.words import wording
from yamato_dx.assessment.words.figures import Figure, spoken
from yamato_dx.plan.model.types import Kpi
from yamato_dx.queries.assessed import Assessed
from yamato_dx.queries.kpis.beside import PromisedEnd, promised_end
from yamato_dx.queries.words import Shown, Verdict, owner_of, shown, verdict_of
from yamato_dx.rows import Row, is_missing


@dataclass(frozen=True)
class YearCell:
    """A verdict's mark and word, or the plain value where the year has no target.

    `unseen`: the whole word of a short one, for those who hear it.
    """

    fiscal_year: int
    label: str
    mark: str
    words: str
    tone: str
    is_chosen: bool
    unseen: str = ""


@dataclass(frozen=True)
class KpiLine:
    """One KPI. `because`: why it is missed, by the rule and as the section wrote it. `course`:
    (value, target) of each year for its small chart, None where missing. `promised_end`: the
    verdict at the end that an extended plan promised."""

    kpi_id: str
    kpi_no: str
    initiative_no: int
    name: str
    verdict: Verdict
    because: str
    is_provisional: bool
    owner: str
    owner_is_open: bool
    measured: str
    target: Shown
    actual: Shown
    gap: Shown
    gap_tone: str
    change: Shown
    years: tuple[YearCell, ...]
    course: tuple[tuple[float | None, float | None], ...]
    promised_end: PromisedEnd | None


def rows_by_kpi(answer: Assessed) -> dict[str, list[Row]]:
    """Each KPI's rows of the plan's own years, in their order."""
    years = {year.start_year for year in answer.plan.fiscal_years}
    return {
        kpi_id: [row for year, row in rows.items() if year in years]
        for kpi_id, rows in answer.years.items()
    }


def line_of(answer: Assessed, row: Row, in_plan: list[Row], lang: str, *, told: str) -> KpiLine:
    """`told`: why the target of that year was missed, as the section wrote it; «» if it did not."""
    kpi = answer.plan.kpi(row["kpi_id"])
    return KpiLine(
        kpi_id=kpi.kpi_id,
        kpi_no=kpi.kpi_no,
        initiative_no=kpi.initiative_no,
        name=kpi.short_name.in_language(lang),
        verdict=verdict_of(row, lang),
        because=_because(row, told, lang),
        is_provisional=bool(row["is_provisional"]),
        owner=owner_of(kpi, lang),
        owner_is_open=kpi.owner_section is None,
        measured=measured_words(row, kpi, lang),
        target=shown(
            compact(wording.target_figure(row, kpi, lang), kpi, lang),
            wording.target_detail(row, kpi, lang),
        ),
        actual=shown(
            wording.actual_figure(row, kpi, lang), wording.actual_detail(row, kpi, lang) or ""
        ),
        gap=shown(compact(wording.gap_phrase(row, kpi, lang), kpi, lang)),
        gap_tone={"met": "good", "not_met": "bad"}.get(row["verdict"], ""),
        change=shown(compact(wording.change_phrase(row, kpi, lang), kpi, lang)),
        years=tuple(_year_cell(year_row, kpi, row["fiscal_year"], lang) for year_row in in_plan),
        course=tuple(course_of(year_row, kpi) for year_row in in_plan),
        promised_end=promised_end(answer, kpi.kpi_id, int(row["fiscal_year"]), lang),
    )


def _because(row: Row, told: str, lang: str) -> str:
    if row["verdict"] != "not_met":
        return ""
    rule = i18n.text(f"assessment.reason.{row['reason']}", lang)
    if not told:
        return i18n.text("kpis.because.not_reported", lang, rule=rule)
    return i18n.text("kpis.because.reported", lang, rule=rule, reason=told)


def in_a_sentence(gap: Figure, lang: str) -> str:
    """3業務不足: in a Japanese sentence no space parts unit and word."""
    words = spoken(gap, lang)
    return words if lang == "en" else words.replace(" ", "")


def compact(figure: Figure, kpi: Kpi, lang: str) -> Figure:
    """English units are long words: the line says them once, at the actual value."""
    if lang != "en":
        return figure
    return Figure(figure.number, figure.unit.removeprefix(kpi.unit.en).strip())


def measured_words(row: Row, kpi: Kpi, lang: str) -> str:
    """When the figure is true; where there is none, by when it is owed."""
    if row["verdict"] in ("not_reported", "not_due"):
        # Figures alone, as the day of the last report above: beside an owner there is no room for
        # words.
        return i18n.text("queries.due", lang, day=row["report_due_date"].date().isoformat())
    if row["verdict"] == "awaiting_publication":
        return i18n.text("queries.next_publication", lang)
    return wording.as_of_phrase(row, kpi, lang)


def _year_cell(row: Row, kpi: Kpi, chosen: int, lang: str) -> YearCell:
    year = int(row["fiscal_year"])
    label = i18n.fiscal_year(year, lang, "short")
    is_chosen = year == chosen
    if row["verdict"] in ("no_target", "outside_period"):
        return YearCell(year, label, "", value_words(row, kpi, lang), "second", is_chosen)
    verdict = verdict_of(row, lang)
    short = i18n.text(f"kpis.short.{row['verdict']}", lang)
    return YearCell(year, label, verdict.mark, short, verdict.tone, is_chosen, unseen=verdict.words)


def value_words(row: Row, kpi: Kpi, lang: str) -> str:
    """The plain value of a year without a target; 基準年 where it is the base of a reduction."""
    is_base = kpi.baseline is not None and kpi.baseline.fiscal_year.start_year == row["fiscal_year"]
    if row["rule"] == "reduce_by" and is_base:
        return i18n.text("queries.base_year", lang)
    figure = wording.actual_figure(row, kpi, lang)
    if figure.unit == i18n.text("assessment.unit.percent", lang):
        return f"{figure.number}%"
    return figure.number


def course_of(row: Row, kpi: Kpi) -> tuple[float | None, float | None]:
    """What the small chart draws of a year: the share where the rule looks at a share."""
    kpi = as_judged(kpi, row)
    value = row["compared_value"] if kpi.shape in DRAWN_AS_COMPARED else row["actual_value"]
    target = row["benchmark_value"] if kpi.shape == "match_benchmark" else row["target_value"]
    if kpi.shape == "yearly_duty":
        value, target = coverage_of(row), 1.0 if not is_missing(row["target_value"]) else None
    baseline = kpi.baseline.fiscal_year.start_year if kpi.baseline else None
    is_base = kpi.shape == "reduce_by" and row["fiscal_year"] == baseline
    return (
        None if is_base or is_missing(value) else float(value),
        None if is_missing(target) else float(target),
    )


DRAWN_AS_COMPARED: Final = ("reduce_by", "complete")


def coverage_of(row: Row) -> float | None:
    """受講率: attended of eligible."""
    attended, eligible = float(row["numerator"]), float(row["denominator"])
    return attended / eligible if eligible > 0 and not is_missing(attended) else None
