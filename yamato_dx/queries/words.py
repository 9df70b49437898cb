"""An assessment in the words and digits of a screen: the same on every page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import pandas as pd

from yamato_dx import i18n
from yamato_dx.assessment.words import wording
from yamato_dx.assessment.words.figures import Figure, spoken
from yamato_dx.assessment.words.rationale import evidence
from yamato_dx.assessment.words.ratios import attainment_words, progress_words
from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.kept_answers import kept
from yamato_dx.plan.model.types import Kpi, Plan
from yamato_dx.queries.assessed import CHANGE_COLUMNS, Assessed
from yamato_dx.queries.selection import Selection, selected_rows
from yamato_dx.rows import Row, is_missing, rows_of

NO_TITLES: Final[Mapping[str, str]] = {}
# In the order in which a reader meets them.
VERDICTS: Final = (
    "met",
    "nearly_met",
    "not_met",
    "not_reported",
    "awaiting_publication",
    "cannot_judge",
    "in_progress",
    "not_due",
    "no_target",
    "outside_period",
)
# Only the two ends have a colour: the rest is ink, what waits is grey.
TONES: Final = {
    "met": "good",
    "not_met": "bad",
    "awaiting_publication": "second",
    "no_target": "second",
    "outside_period": "second",
    "not_due": "second",
}
# In a word or two, of the verdicts that have no mark.
SHORT: Final = {
    "no_target": "kpis.chart.no_target",
    "outside_period": "assessment.verdict.outside_period",
}


@dataclass(frozen=True)
class Verdict:
    """`code`: of the verdict, empty where there is none. `why`: it is held back, in a word."""

    mark: str
    words: str
    tone: str
    code: str = ""
    why: str = ""


@dataclass(frozen=True)
class Shown:
    """A figure as a screen lays it out: number and unit on one edge, or words, and a line below."""

    number: str = ""
    unit: str = ""
    words: str = ""
    below_number: str = ""
    below_unit: str = ""
    below: str = ""


@dataclass(frozen=True)
class VerdictChange:
    """A KPI's year before and after something. `plan`: which judges it, «» where one alone does."""

    plan: str
    kpi_no: str
    kpi_name: str
    year: str
    before: Verdict
    after: Verdict


@dataclass(frozen=True)
class DataLine:
    """One KPI × fiscal year of the table to take away."""

    kpi_no: str
    kpi_name: str
    year: str
    target: str
    actual: str
    attainment: str
    progress: str
    verdict: Verdict
    owner: str
    evidence: str


def verdict_of(row: Row, lang: str) -> Verdict:
    code = str(row["verdict"])
    words = wording.verdict_word(row, lang)
    why = wording.hold_word(row, lang)
    return Verdict(wording.mark(code, lang), words, TONES.get(code, ""), code, why)


def short_verdict(code: str, lang: str) -> str:
    """In a word or two, for the eye."""
    return i18n.text(SHORT.get(code, f"kpis.short.{code}"), lang)


def shown(figure: Figure, below: Figure | str = "") -> Shown:
    """`figure` with what stands under it: another figure, or words."""
    is_number = bool(figure.unit) or any(sign.isdigit() for sign in figure.number)
    top = {"number": figure.number, "unit": figure.unit} if is_number else {"words": figure.number}
    if isinstance(below, str):
        return Shown(**top, below=below)
    return Shown(**top, below_number=below.number, below_unit=below.unit)


def owner_of(kpi: Kpi, lang: str) -> str:
    """The owner section, or that nobody owns the KPI yet."""
    if kpi.owner_section:
        return kpi.owner_section.in_language(lang)
    return i18n.text("queries.owner.open", lang)


def final_words(kpi: Kpi, year: FiscalYear, lang: str) -> str:
    """From when its figure of the year can be final; «» where the plan does not say."""
    day = kpi.final_by(year)
    return i18n.text("queries.final_by", lang, day=i18n.day(day, lang)) if day else ""


def reported_words(value: Row, kpi: Kpi, lang: str) -> str:
    """A value as it was understood, with all its digits: 17/20業務, 1回（182/190人）, 28.4分,
    公表待ち."""
    if value["value_status"] == "awaiting":
        return i18n.text("assessment.status.awaiting", lang)
    figure = spoken(understood_figure(value, kpi, lang), lang)
    detail = wording.actual_detail(value | {"rule": kpi.shape, "compared_value": None}, kpi, lang)
    if detail is None:
        return figure
    words = spoken(detail, lang)
    return i18n.text("assessment.with_detail", lang, figure=figure, detail=words)


def understood_figure(value: Row, kpi: Kpi, lang: str) -> Figure:
    """Without what stands beside it: 17/20業務, 1回, 28.4分."""
    done, total, actual = (value[name] for name in ("numerator", "denominator", "actual_value"))
    if kpi.shape == "complete" and not (is_missing(done) or is_missing(total)):
        return wording.fraction_figure(float(done), float(total), kpi, lang)
    if is_missing(actual):
        return Figure(i18n.MISSING, "")
    return wording.whole_figure(float(actual), kpi, lang)


def change_words(
    changes: pd.DataFrame, plan: Plan, lang: str, titles: Mapping[str, str] = NO_TITLES
) -> list[VerdictChange]:
    """The rows of `verdict_changes` in words. `titles`: of the plans, where several judge."""
    return [_change(row, plan, lang, titles) for row in rows_of(changes)]


@kept(32)
def data_lines(answer: Assessed, lang: str, wanted: Selection) -> tuple[DataLine, ...]:
    """One line per KPI × fiscal year that `wanted` names."""
    rows = selected_rows(answer, wanted)
    return tuple(_data_line(row, answer.plan, lang) for row in rows)


def _change(row: Row, plan: Plan, lang: str, titles: Mapping[str, str]) -> VerdictChange:
    kpi = plan.kpi(row["kpi_id"])
    before, after = (_side(row, side, kpi, lang) for side in ("before", "after"))
    return VerdictChange(
        titles.get(row["plan_id"], ""),
        str(row["kpi_no"]),
        kpi.short_name.in_language(lang),
        wording.year_words(kpi, int(row["fiscal_year"]), lang),
        before,
        after,
    )


def _side(row: Row, side: str, kpi: Kpi, lang: str) -> Verdict:
    of_side = {name: row[f"{name}_{side}"] for name in CHANGE_COLUMNS}
    code = of_side["verdict"]
    if is_missing(code):
        return Verdict("", i18n.MISSING, "second")
    words = _held_words(i18n.text(f"assessment.verdict.{code}", lang), of_side, lang)
    if not is_missing(of_side["actual_value"]):
        value = spoken(wording.reported_figure(of_side, kpi, lang), lang)
        words = i18n.text("queries.verdict_with_value", lang, verdict=words, value=value)
    return Verdict(wording.mark(code, lang), words, TONES.get(code, ""), code)


def held_verdict(row: Row, lang: str) -> str:
    """？判定保留（基準値なし）, in one line; other verdicts with their mark."""
    verdict = verdict_of(row, lang)
    return f"{verdict.mark}{_held_words(verdict.words, row, lang)}"


def _held_words(verdict: str, row: Row, lang: str) -> str:
    """判定保留（基準値なし）; other verdicts as they are."""
    why = wording.hold_word(row, lang)
    return i18n.text("queries.verdict_held", lang, verdict=verdict, why=why) if why else verdict


def _data_line(row: Row, plan: Plan, lang: str) -> DataLine:
    kpi = plan.kpi(row["kpi_id"])
    return DataLine(
        kpi_no=kpi.kpi_no,
        kpi_name=kpi.short_name.in_language(lang),
        year=wording.year_words(kpi, int(row["fiscal_year"]), lang),
        target=spoken(wording.target_figure(row, kpi, lang), lang),
        actual=spoken(wording.actual_figure(row, kpi, lang), lang),
        attainment=attainment_words(row, lang),
        progress=progress_words(row, lang),
        verdict=verdict_of(row, lang),
        owner=owner_of(kpi, lang),
        evidence=evidence(row, plan, lang),
    )
