"""概要: are we on track, what needs a decision, how fresh is it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import pandas as pd

from yamato_dx import i18n
from yamato_dx.assessment import wording
from yamato_dx.assessment.effects import as_judged
from yamato_dx.assessment.figures import Figure, spoken
from yamato_dx.plan.types import Kpi, Plan
from yamato_dx.questions.assessed import Assessed, View, assessed
from yamato_dx.questions.exports import Selection, selected
from yamato_dx.questions.open_questions import open_question_count
from yamato_dx.questions.rows import Row, is_missing, rows_of
from yamato_dx.questions.words import TONES, Shown, Verdict, owner_of, shown, verdict_of
from yamato_dx.store.record import Record

GROUPS: Final = {
    "missed": ("not_met", "not_reported"),
    "nearly_met": ("nearly_met",),
    "waiting": ("awaiting_publication", "cannot_judge"),
    "met": ("met",),
    "other": ("in_progress", "not_due", "no_target", "outside_period"),
}


@dataclass(frozen=True)
class Year:
    label: str
    is_chosen: bool


@dataclass(frozen=True)
class YearCell:
    """A verdict's mark and word, or the plain value where the year has no target.

    `unseen`: the whole word of a short one, for those who hear it.
    """

    label: str
    mark: str
    words: str
    tone: str
    is_chosen: bool
    unseen: str = ""


@dataclass(frozen=True)
class Line:
    """One KPI. `course`: (value, target) of each year for its small chart, None where missing."""

    kpi_no: str
    initiative_no: int
    name: str
    verdict: Verdict
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


@dataclass(frozen=True)
class Group:
    title: str
    whose_move: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Count:
    mark: str
    word: str
    tone: str
    count: int


@dataclass(frozen=True)
class Overview:
    """`owed` and `received` count KPI-years that need a report, and those that have one."""

    headline: tuple[str, ...]
    counts: tuple[Count, ...]
    groups: tuple[Group, ...]
    years: tuple[Year, ...]
    chosen_year: str
    updated: str | None
    open_question_count: int
    owed: int
    received: int
    is_empty: bool


@lru_cache(maxsize=64)
def overview(
    record: Record, view: View, fiscal_year: int, initiative_no: int | None, lang: str
) -> Overview:
    answer = assessed(record, view)
    rows = selected(answer, Selection(fiscal_year=fiscal_year, initiative_no=initiative_no))
    years = _rows_by_kpi(answer)
    lines = [_line(answer.plan, row, years[row["kpi_id"]], lang) for row in rows_of(rows)]
    due = answer.frame[answer.frame["verdict"].isin(NEEDS_REPORT)]
    return Overview(
        headline=_headline(answer, rows, lang),
        counts=_counts(rows, lang),
        groups=_groups(rows, lines, lang),
        years=_years(answer.plan, fiscal_year, lang),
        chosen_year=i18n.fiscal_year(fiscal_year, lang, "short"),
        updated=_updated(answer.standing),
        open_question_count=open_question_count(answer.plan, answer.answers),
        owed=len(due),
        received=int((~due["verdict"].isin(["not_reported", "not_due"])).sum()),
        is_empty=answer.standing.empty,
    )


# Every verdict of a year with a target: its figure is owed once the year is over.
NEEDS_REPORT: Final = (
    "awaiting_publication",
    "not_due",
    "not_reported",
    "in_progress",
    "cannot_judge",
    "met",
    "nearly_met",
    "not_met",
)


def _headline(answer: Assessed, rows: pd.DataFrame, lang: str) -> tuple[str, ...]:
    """One sentence from the numbers, in parts that a narrow screen may break between."""
    if answer.standing.empty:
        return (i18n.text("questions.headline.empty", lang),)
    with_target = rows[rows["verdict"].isin(NEEDS_REPORT)]
    of_verdict = with_target["verdict"].value_counts()
    if with_target.empty:
        return (i18n.text("questions.headline.no_target", lang),)
    all_have_target = len(with_target) == len(rows)
    opening = "questions.headline.of_all" if all_have_target else "questions.headline.of_targets"
    parts = [
        i18n.text(opening, lang, count=len(with_target)),
        i18n.text("questions.headline.met", lang, count=int(of_verdict.get("met", 0))),
    ]
    missed = with_target[with_target["verdict"] == "not_met"]
    if len(missed) == 1:
        parts += _the_one_missed(answer.plan, rows_of(missed)[0], lang)
    elif len(missed):
        parts.append(i18n.text("questions.headline.not_met", lang, count=len(missed)))
    parts += [
        i18n.text(f"questions.headline.{verdict}", lang, count=int(of_verdict[verdict]))
        for verdict in ("not_reported", "in_progress")
        if verdict in of_verdict
    ]
    return tuple(parts)


def _the_one_missed(plan: Plan, row: Row, lang: str) -> list[str]:
    kpi = plan.kpi(row["kpi_id"])
    return [
        i18n.text("questions.headline.not_met_one", lang),
        i18n.text(
            "questions.headline.which",
            lang,
            name=kpi.short_name.in_language(lang),
            gap=_in_a_sentence(_compact(wording.gap_phrase(row, kpi, lang), kpi, lang), lang),
        ),
    ]


def _counts(rows: pd.DataFrame, lang: str) -> tuple[Count, ...]:
    """How many of each verdict, in the order of the groups; none that is 0."""
    found = rows["verdict"].value_counts()
    return tuple(
        Count(
            wording.mark(verdict, lang),
            i18n.text(f"assessment.verdict.{verdict}", lang),
            TONES.get(verdict, ""),
            int(found[verdict]),
        )
        for verdict in (
            "met",
            "nearly_met",
            "not_met",
            "not_reported",
            *GROUPS["waiting"],
            *GROUPS["other"],
        )
        if verdict in found
    )


def _groups(rows: pd.DataFrame, lines: Sequence[Line], lang: str) -> tuple[Group, ...]:
    verdicts = list(rows["verdict"])
    groups = []
    for name, members in GROUPS.items():
        of_group = tuple(
            line for line, verdict in zip(lines, verdicts, strict=True) if verdict in members
        )
        if of_group:
            title = i18n.text(f"questions.group.{name}", lang)
            groups.append(Group(title, i18n.text(f"questions.move.{name}", lang), of_group))
    return tuple(groups)


def _years(plan: Plan, chosen: int, lang: str) -> tuple[Year, ...]:
    return tuple(
        Year(i18n.fiscal_year(year, lang, "short"), year.start_year == chosen)
        for year in plan.fiscal_years
    )


def _updated(standing: pd.DataFrame) -> str | None:
    if standing.empty:
        return None
    return i18n.moment(standing["recorded_at"].max().to_pydatetime(), "ja")[:10]


def _rows_by_kpi(answer: Assessed) -> dict[str, list[Row]]:
    """Each KPI's rows of the plan's own years, in their order."""
    years = {year.start_year for year in answer.plan.fiscal_years}
    by_kpi: dict[str, list[Row]] = {}
    for row in rows_of(answer.frame):
        if row["fiscal_year"] in years:
            by_kpi.setdefault(row["kpi_id"], []).append(row)
    return by_kpi


def _line(plan: Plan, row: Row, in_plan: list[Row], lang: str) -> Line:
    kpi = plan.kpi(row["kpi_id"])
    return Line(
        kpi_no=kpi.kpi_no,
        initiative_no=kpi.initiative_no,
        name=kpi.short_name.in_language(lang),
        verdict=verdict_of(row, lang),
        is_provisional=bool(row["is_provisional"]),
        owner=owner_of(kpi, lang),
        owner_is_open=kpi.owner_section is None,
        measured=measured_words(row, kpi, lang),
        target=shown(
            _compact(wording.target_figure(row, kpi, lang), kpi, lang),
            wording.target_detail(row, kpi, lang),
        ),
        actual=shown(
            wording.actual_figure(row, kpi, lang), wording.actual_detail(row, kpi, lang) or ""
        ),
        gap=shown(_compact(wording.gap_phrase(row, kpi, lang), kpi, lang)),
        gap_tone={"met": "good", "not_met": "bad"}.get(row["verdict"], ""),
        change=shown(_compact(wording.change_phrase(row, kpi, lang), kpi, lang)),
        years=tuple(_year_cell(one, kpi, row["fiscal_year"], lang) for one in in_plan),
        course=tuple(course_of(one, kpi) for one in in_plan),
    )


def _in_a_sentence(gap: Figure, lang: str) -> str:
    """3業務不足: in a Japanese sentence no space parts unit and word."""
    words = spoken(gap, lang)
    return words if lang == "en" else words.replace(" ", "")


def _compact(figure: Figure, kpi: Kpi, lang: str) -> Figure:
    """English units are long words: the line says them once, at the actual value."""
    if lang != "en":
        return figure
    return Figure(figure.number, figure.unit.removeprefix(kpi.unit.en).strip())


def measured_words(row: Row, kpi: Kpi, lang: str) -> str:
    """When the figure is true; where there is none, by when it is owed."""
    if row["verdict"] in ("not_reported", "not_due"):
        due = i18n.day(row["report_due_date"].date(), lang)
        return i18n.text("questions.due", lang, day=due)
    if row["verdict"] == "awaiting_publication":
        return i18n.text("questions.next_publication", lang)
    return wording.as_of_phrase(row, kpi, lang)


def _year_cell(row: Row, kpi: Kpi, chosen: int, lang: str) -> YearCell:
    label = i18n.fiscal_year(row["fiscal_year"], lang, "short")
    is_chosen = row["fiscal_year"] == chosen
    if row["verdict"] in ("no_target", "outside_period"):
        return YearCell(label, "", value_words(row, kpi, lang), "second", is_chosen)
    verdict = verdict_of(row, lang)
    short = i18n.text(f"questions.short.{row['verdict']}", lang)
    return YearCell(label, verdict.mark, short, verdict.tone, is_chosen, unseen=verdict.words)


def value_words(row: Row, kpi: Kpi, lang: str) -> str:
    """The plain value of a year without a target; 基準年 where it is the base of a reduction."""
    is_base = kpi.baseline is not None and kpi.baseline.fiscal_year.start_year == row["fiscal_year"]
    if row["rule"] == "reduce_by" and is_base:
        return i18n.text("questions.base_year", lang)
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
