"""取組事項: for this initiative, targets and actuals by year, why, who, what work is under way."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import Final

import pandas as pd

from yamato_dx import i18n
from yamato_dx.assessment.rules.effects import as_judged
from yamato_dx.assessment.words import wording
from yamato_dx.assessment.words.figures import Figure, spoken
from yamato_dx.assessment.words.rationale import evidence
from yamato_dx.assessment.words.ratios import attainment_words, coverage_words, progress_words
from yamato_dx.assessment.words.sentences import next_act, resident_sentence
from yamato_dx.entries.sections import OWNER
from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.intake.cells.unit import SECONDS
from yamato_dx.plan.model.types import Initiative, Kpi, Plan
from yamato_dx.queries.assessed import Assessed, View, assessed
from yamato_dx.queries.kpi_words import years_of
from yamato_dx.queries.kpis.lines import course_of
from yamato_dx.queries.kpis.targets_then import then_words
from yamato_dx.queries.reports.attachments import AttachedByReport, attachments_at
from yamato_dx.queries.reports.reasons import reasons_in
from yamato_dx.queries.rows import Row, is_missing, rows_of
from yamato_dx.queries.selection import Selection, selected
from yamato_dx.queries.words import Verdict, owner_of, verdict_of
from yamato_dx.store.record import Record


@dataclass(frozen=True)
class YearRow:
    """One year in the table beside the chart."""

    year: str
    target: str
    actual: str
    gap: str
    change: str
    attainment: str
    progress: str
    verdict: Verdict
    measured: str
    batch_id: str
    is_chosen: bool


@dataclass(frozen=True)
class Why:
    """計算の根拠 of one year. `reasons`: why the target was missed, as the section wrote it.
    `attached`: how many files the report brought for this KPI."""

    year: str
    sentence: str
    reasons: tuple[str, ...]
    batch_id: str
    attached: int
    is_chosen: bool


@dataclass(frozen=True, eq=False)
class KpiStory:
    """`by_year`, `by_month`: what the charts draw; `by_month` None where no month was reported."""

    kpi: Kpi
    verdict: Verdict
    is_provisional: bool
    sentence: str
    kind: str
    years: tuple[YearRow, ...]
    evidence: tuple[Why, ...]
    targets_then: tuple[str, ...]
    by_year: pd.DataFrame
    by_month: pd.DataFrame | None
    owner: str
    updated: str
    due: str
    next_act: str
    for_residents: str


@dataclass(frozen=True, eq=False)
class InitiativeStory:
    initiative: Initiative
    plan: Plan
    kpis: tuple[KpiStory, ...]


@lru_cache(maxsize=64)
def initiative_story(
    record: Record, view: View, initiative_no: int, lang: str, *, fiscal_year: int
) -> InitiativeStory:
    answer, attached = assessed(record, view), attachments_at(record, view.revision)
    return InitiativeStory(
        answer.plan.initiative(initiative_no),
        answer.plan,
        tuple(
            _story(answer, kpi, fiscal_year, lang, attached=attached)
            for kpi in answer.plan.kpis
            if kpi.initiative_no == initiative_no
        ),
    )


@lru_cache(maxsize=64)
def matching_initiatives(record: Record, view: View, wanted: Selection) -> tuple[int, ...]:
    """The initiatives that have a KPI which `wanted` names, in the plan's order."""
    found = selected(assessed(record, view), wanted)["initiative_no"]
    return tuple(sorted(int(initiative_no) for initiative_no in found.unique()))


def _story(
    answer: Assessed, kpi: Kpi, chosen: int, lang: str, *, attached: AttachedByReport
) -> KpiStory:
    reasons = _reasons_by_year(answer.standing, kpi)
    rows = rows_of(selected(answer, Selection(kpi_id=kpi.kpi_id)))
    now = next(row for row in rows if row["fiscal_year"] == chosen)
    kpi = as_judged(kpi, now)
    return KpiStory(
        kpi=kpi,
        verdict=verdict_of(now, lang),
        is_provisional=bool(now["is_provisional"]),
        sentence=_sentence(now, kpi, lang),
        kind=wording.figure_kind(kpi, lang),
        years=tuple(_year_row(row, kpi, chosen, lang) for row in rows),
        evidence=tuple(
            _why(
                row,
                answer.plan,
                lang,
                attached=attached,
                reasons=reasons.get(int(row["fiscal_year"]), ()),
                is_chosen=row["fiscal_year"] == chosen,
            )
            for row in rows
        ),
        targets_then=then_words(answer, kpi, lang),
        by_year=_by_year(rows, kpi, chosen, lang),
        by_month=_by_month(
            answer.standing, kpi, chosen, lang, guide=_guide(float(now["target_value"]), kpi)
        ),
        owner=owner_of(kpi, lang),
        updated=_updated(rows, lang),
        due=i18n.day(now["report_due_date"].date(), lang),
        next_act=i18n.text("kpis.next.read_reason", lang)
        if reasons.get(chosen) and now["reason"] in EXPLAINED
        else next_act(now, lang),
        for_residents=resident_sentence(now, answer.plan, lang),
    )


def _sentence(row: Row, kpi: Kpi, lang: str) -> str:
    """What the year brought, in one sentence made from its numbers."""
    year = i18n.fiscal_year(row["fiscal_year"], lang)
    if row["value_status"] == "awaiting":
        return i18n.text("kpis.saying.awaiting", lang, year=year)
    if is_missing(row["actual_value"]):
        return i18n.text("kpis.saying.no_value", lang, year=year)
    values = {
        "year": year,
        "actual": spoken(wording.actual_figure(row, kpi, lang), lang),
        "target": spoken(wording.target_figure(row, kpi, lang), lang),
        "gap": spoken(wording.gap_phrase(row, kpi, lang), lang),
        "change": _change_words(wording.change_phrase(row, kpi, lang), kpi, lang),
    }
    has = "target" if not is_missing(row["gap_value"]) else "value"
    change = "_change" if not is_missing(row["change_value"]) else ""
    return i18n.text(f"kpis.saying.{has}{change}", lang, **values)


def _year_row(row: Row, kpi: Kpi, chosen: int, lang: str) -> YearRow:
    return YearRow(
        year=i18n.text(
            "queries.year_short", lang, year=i18n.fiscal_year(row["fiscal_year"], lang, "short")
        ),
        target=spoken(wording.target_figure(row, kpi, lang), lang),
        actual=spoken(wording.actual_figure(row, kpi, lang), lang),
        gap=spoken(wording.gap_phrase(row, kpi, lang), lang),
        change=spoken(wording.change_phrase(row, kpi, lang), lang),
        attainment=attainment_words(row, lang),
        progress=progress_words(row, lang),
        verdict=verdict_of(row, lang),
        measured=wording.as_of_phrase(row, kpi, lang),
        batch_id=_batch_id(row),
        is_chosen=row["fiscal_year"] == chosen,
    )


def _change_words(change: Figure, kpi: Kpi, lang: str) -> str:
    """465件増, 4.0分短縮: in a sentence a sign is a word."""
    direction = {"+": "more", "−": "less"}.get(change.number[:1])
    if direction is None:
        return i18n.text("kpis.saying.change.none", lang)
    if direction == "less" and kpi.direction == "lower" and change.unit == _time_unit(kpi, lang):
        direction = "shorter"
    amount = spoken(Figure(change.number[1:], change.unit), lang)
    return i18n.text(f"kpis.saying.change.{direction}", lang, amount=amount)


def _time_unit(kpi: Kpi, lang: str) -> str | None:
    return kpi.unit.in_language(lang) if kpi.unit.ja in SECONDS else None


def _reasons_by_year(standing: pd.DataFrame, kpi: Kpi) -> dict[int, tuple[str, ...]]:
    """By fiscal year: why the target was missed, as the section wrote it."""
    reported = reasons_in(standing[standing["kpi_id"] == kpi.kpi_id])
    return {
        fiscal_year: tuple(reason.words for reason in of_year)
        for fiscal_year, of_year in groupby(
            sorted(reported, key=lambda reason: reason.fiscal_year),
            key=lambda reason: reason.fiscal_year,
        )
    }


def _why(
    row: Row,
    plan: Plan,
    lang: str,
    *,
    attached: AttachedByReport,
    reasons: tuple[str, ...],
    is_chosen: bool,
) -> Why:
    batch_id = _batch_id(row)
    subject = OWNER.key("kpi", str(row["kpi_id"]))
    return Why(
        i18n.fiscal_year(row["fiscal_year"], lang, "short"),
        evidence(row, plan, lang),
        reasons,
        batch_id,
        sum(attachment.belongs_to(subject) for attachment in attached.get(batch_id, ())),
        is_chosen,
    )


def _batch_id(row: Row) -> str:
    return "" if is_missing(row["batch_id"]) else str(row["batch_id"])


def _updated(rows: list[Row], lang: str) -> str:
    moments = [row["recorded_at"] for row in rows if not is_missing(row["recorded_at"])]
    return i18n.moment(max(moments), lang)[:10] if moments else i18n.MISSING


def _by_year(rows: list[Row], kpi: Kpi, chosen: int, lang: str) -> pd.DataFrame:
    """One row per year, with the words that the chart writes beside its bars."""
    return pd.DataFrame([_drawn(row, kpi, chosen, lang) for row in rows])


def _drawn(row: Row, kpi: Kpi, chosen: int, lang: str) -> dict[str, object]:
    value, target = course_of(row, kpi)
    planned = wording.target_figure(row, kpi, lang)
    no_target = row["verdict"] in ("no_target", "outside_period")
    missing = [
        i18n.text("kpis.chart.no_target", lang) if no_target else "",
        # A value that may be held against nothing is not drawn beside the others.
        _why_no_value(row, lang)
        if is_missing(row["actual_value"])
        else wording.hold_word(row, lang),
    ]
    return {
        "fiscal_year": int(row["fiscal_year"]),
        "label": i18n.fiscal_year(row["fiscal_year"], lang, "short"),
        "value": float("nan") if value is None else value,
        "target": float("nan") if target is None else target,
        "is_chosen": row["fiscal_year"] == chosen,
        "value_label": "" if value is None else _value_label(row, kpi, lang),
        "target_label": ""
        if target is None
        else i18n.text("kpis.chart.target", lang, target=spoken(planned, lang)),
        "target_number": "" if target is None else _number(planned, lang),
        "gap_label": ""
        if is_missing(row["gap_value"])
        else spoken(wording.gap_phrase(row, kpi, lang), lang),
        "gap_tone": {"met": "good", "not_met": "bad"}.get(row["verdict"], "ink"),
        "missing_label": "\n".join(words for words in missing if words) if value is None else "",
    }


def _why_no_value(row: Row, lang: str) -> str:
    if row["value_status"] == "awaiting":
        return i18n.text("assessment.status.awaiting", lang)
    return i18n.text("kpis.chart.no_value", lang)


def _value_label(row: Row, kpi: Kpi, lang: str) -> str:
    if kpi.shape == "yearly_duty":
        return coverage_words(row, lang)
    return _number(wording.actual_figure(row, kpi, lang), lang)


def _number(figure: Figure, lang: str) -> str:
    """Without its unit; a share keeps its sign."""
    percent = i18n.text("assessment.unit.percent", lang)
    return f"{figure.number}%" if figure.unit.startswith(percent) else figure.number


def _by_month(
    standing: pd.DataFrame, kpi: Kpi, chosen: int, lang: str, *, guide: float
) -> pd.DataFrame | None:
    """One row per month of the chosen year, April first; None where no month was reported."""
    months = standing[
        (standing["kpi_id"] == kpi.kpi_id)
        & (standing["period_months"] == 1)
        & (years_of(standing["period_start"]) == chosen)
    ]
    if months.empty:
        return None
    values = dict(zip(months["period_start"].dt.date, months["actual_value"], strict=True))
    return pd.DataFrame(
        [
            {
                "period_start": pd.Timestamp(first),
                "label": i18n.text("kpis.chart.month", lang, month=first.month),
                "value": values.get(first, float("nan")),
                "guide": guide,
                "value_label": _month_label(values.get(first), guide, kpi, lang),
                "missing_label": "" if first in values else i18n.text("kpis.chart.no_month", lang),
            }
            for first in FiscalYear(chosen).months
        ]
    )


def _month_label(value: float | None, guide: float, kpi: Kpi, lang: str) -> str:
    if value is None or is_missing(value):
        return ""
    return wording.figure(value, kpi, lang, None if is_missing(guide) else guide).number


def _guide(target: float, kpi: Kpi) -> float:
    """The year's target as a line across its months, where a month can be held against it.

    A month of a sum cannot: there is no target for a month.
    """
    return target if kpi.aggregation != "sum" and kpi.shape in GUIDED else float("nan")


GUIDED: Final = ("at_least", "at_most")

# What the section is asked to explain: the reason of a verdict for which a reported one is enough.
EXPLAINED: Final = frozenset(
    {
        "within_band",
        "below_band",
        "worse_than_baseline",
        "worse_than_earlier_target",
        "no_ratio",
        "not_complete",
        "completed_late",
        "count_short",
        "not_everybody",
        "below_benchmark",
        "target_missed",
    }
)
