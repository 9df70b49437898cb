"""取組事項: for this initiative, targets and actuals by year, why, who, what work is under way."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import pandas as pd

from yamato_dx import i18n
from yamato_dx.assessment.rules.effects import as_judged
from yamato_dx.assessment.words import wording
from yamato_dx.assessment.words.figures import Figure, spoken
from yamato_dx.assessment.words.rationale import evidence
from yamato_dx.assessment.words.ratios import attainment_words, progress_words
from yamato_dx.assessment.words.sentences import next_act, resident_sentence
from yamato_dx.entries.sections import OWNER
from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.intake.cells.unit import SECONDS
from yamato_dx.kept_answers import kept
from yamato_dx.plan.model.types import Initiative, Kpi, Plan
from yamato_dx.queries.assessed import Assessed, View, assessed
from yamato_dx.queries.figure_states import (
    FigureStates,
    change_sentence,
    confirmation_words,
    figure_states,
    state_words,
)
from yamato_dx.queries.kpis.beside import PromisedEnd, promised_end, side_by_side
from yamato_dx.queries.kpis.drawn import (
    MonthRow,
    actual_words,
    drawn_months,
    drawn_years,
    month_rows,
    months_of,
)
from yamato_dx.queries.kpis.targets_then import then_words
from yamato_dx.queries.reports.attachments import AttachedByReport, attachments_at
from yamato_dx.queries.reports.reasons import reasons_in
from yamato_dx.queries.selection import Selection, selected_rows
from yamato_dx.queries.words import Verdict, final_words, owner_of, short_verdict, verdict_of
from yamato_dx.rows import Row, is_missing
from yamato_dx.store.record import Record


@dataclass(frozen=True)
class YearRow:
    """One year in the table beside the chart, and what its mark tells. `status`: 見込, 速報, 確定;
    `has_months`: months of it were sent. `state`: 確認済み or 未確認, «» without a figure."""

    fiscal_year: int
    year: str
    whole_year: str
    status: str
    has_months: bool
    target: str
    actual: str
    gap: str
    change: str
    attainment: str
    progress: str
    verdict: Verdict
    measured: str
    batch_id: str
    state: str
    is_chosen: bool


@dataclass(frozen=True)
class Why:
    """計算の根拠 of one year. `attached`: how many files the report brought for this KPI.
    `confirmation`: by whom the figure is confirmed, or that it is not; «» where there is none."""

    fiscal_year: int
    year: str
    sentence: str
    batch_id: str
    attached: int
    confirmation: str
    is_chosen: bool


@dataclass(frozen=True, eq=False)
class KpiStory:
    """`by_year`, `by_month`: what the charts draw; `by_month` None where no month was reported.
    `months`: those of the chosen year, where any was. `changed`: of each year whose figure was
    corrected or has become final, what it was, is, when and why."""

    kpi: Kpi
    verdict: Verdict
    is_provisional: bool
    sentence: str
    kind: str
    years: tuple[YearRow, ...]
    evidence: tuple[Why, ...]
    changed: tuple[str, ...]
    targets_then: tuple[str, ...]
    by_version: tuple[str, ...]
    promised_end: PromisedEnd | None
    by_year: pd.DataFrame
    by_month: pd.DataFrame | None
    months: tuple[MonthRow, ...]
    owner: str
    period: str
    updated: str
    due: str
    final_by: str
    next_act: str
    for_residents: str


@dataclass(frozen=True, eq=False)
class InitiativeStory:
    initiative: Initiative
    plan: Plan
    kpis: tuple[KpiStory, ...]


@dataclass(frozen=True)
class KpiVerdict:
    """`kpi_no` where the initiative has several; `short`: in a word or two, for the eye."""

    kpi_no: str
    verdict: Verdict
    short: str


@dataclass(frozen=True)
class InitiativeChoice:
    """An initiative to choose: it has no verdict of its own, but those of its KPIs."""

    initiative_no: int
    name: str
    verdicts: tuple[KpiVerdict, ...]


@kept(64)
def initiative_story(
    record: Record, view: View, initiative_no: int, lang: str, *, fiscal_year: int
) -> InitiativeStory:
    answer = assessed(record, view)
    attached = attachments_at(record, view.revision)
    return InitiativeStory(
        answer.plan.initiative(initiative_no),
        answer.plan,
        tuple(
            _story(answer, kpi, fiscal_year, lang, attached=attached)
            for kpi in answer.plan.kpis
            if kpi.initiative_no == initiative_no
        ),
    )


@kept(64)
def matching_initiatives(
    record: Record, view: View, wanted: Selection, lang: str
) -> tuple[InitiativeChoice, ...]:
    """The initiatives that have a KPI which `wanted` names, in the plan's order, with the verdicts
    of all their KPIs in its year."""
    answer = assessed(record, view)
    found = {int(row["initiative_no"]) for row in selected_rows(answer, wanted)}
    rows = selected_rows(answer, Selection(fiscal_year=wanted.fiscal_year))
    return tuple(
        InitiativeChoice(
            initiative.initiative_no,
            initiative.name.in_language(lang),
            _verdicts(
                [row for row in rows if row["initiative_no"] == initiative.initiative_no], lang
            ),
        )
        for initiative in answer.plan.initiatives
        if initiative.initiative_no in found
    )


def _verdicts(rows: list[Row], lang: str) -> tuple[KpiVerdict, ...]:
    return tuple(
        KpiVerdict(
            str(row["kpi_no"]) if len(rows) > 1 else "",
            verdict_of(row, lang),
            short_verdict(str(row["verdict"]), lang),
        )
        for row in rows
    )


def _story(
    answer: Assessed, kpi: Kpi, chosen: int, lang: str, *, attached: AttachedByReport
) -> KpiStory:
    states = figure_states(answer)
    rows = selected_rows(answer, Selection(kpi_id=kpi.kpi_id))
    now = next(row for row in rows if row["fiscal_year"] == chosen)
    kpi = as_judged(kpi, now)
    monthly = months_of(answer.standing, kpi)
    by_version = side_by_side(answer, kpi, lang)
    apart = frozenset(year for kpi_id, year in answer.apart if kpi_id == kpi.kpi_id)
    return KpiStory(
        kpi=kpi,
        verdict=verdict_of(now, lang),
        is_provisional=bool(now["is_provisional"]),
        sentence=_sentence(now, kpi, lang),
        kind=wording.figure_kind(kpi, lang),
        years=tuple(
            _year_row(
                row,
                kpi,
                chosen,
                lang,
                has_months=bool((monthly["year"] == row["fiscal_year"]).any()),
                is_apart=row["fiscal_year"] in apart,
                state=state_words(states.get(_key(row)), lang),
            )
            for row in rows
        ),
        evidence=tuple(
            _why(
                row,
                answer.plan,
                lang,
                attached=attached,
                confirmation=confirmation_words(states.get(_key(row)), lang),
                is_chosen=row["fiscal_year"] == chosen,
            )
            for row in rows
        ),
        changed=_changed(rows, kpi, states, lang),
        targets_then=then_words(answer, kpi, lang, compared=by_version),
        by_version=tuple(by_version.values()),
        promised_end=promised_end(answer, kpi.kpi_id, chosen, lang),
        by_year=drawn_years(rows, kpi, chosen, lang, apart=apart),
        by_month=drawn_months(monthly, kpi, chosen, lang, target=float(now["target_value"])),
        months=month_rows(monthly, kpi, chosen, lang),
        owner=owner_of(kpi, lang),
        period=i18n.text(f"assessment.period.{kpi.period}", lang),
        updated=_updated(rows, lang),
        due=i18n.day(now["report_due_date"].date(), lang),
        final_by=final_words(kpi, FiscalYear(chosen), lang),
        next_act=i18n.text("kpis.next.read_reason", lang)
        if now["reason"] in EXPLAINED and _has_reason(answer.standing, kpi, chosen)
        else next_act(now, lang),
        for_residents=resident_sentence(now, answer.plan, lang),
    )


def _sentence(row: Row, kpi: Kpi, lang: str) -> str:
    """What the year brought, in one sentence made from its numbers."""
    year = wording.year_words(kpi, int(row["fiscal_year"]), lang)
    if row["value_status"] == "awaiting":
        return i18n.text("kpis.saying.awaiting", lang, year=year)
    if is_missing(row["actual_value"]):
        return i18n.text("kpis.saying.no_value", lang, year=year)
    values = {
        "year": year,
        "actual": actual_words(row, kpi, lang),
        "target": spoken(wording.target_figure(row, kpi, lang), lang),
        "gap": spoken(wording.gap_phrase(row, kpi, lang), lang),
        "change": _change_words(wording.change_phrase(row, kpi, lang), kpi, lang),
    }
    has = "target" if not is_missing(row["gap_value"]) else "value"
    change = "_change" if not is_missing(row["change_value"]) else ""
    return i18n.text(f"kpis.saying.{has}{change}", lang, **values)


def _year_row(
    row: Row, kpi: Kpi, chosen: int, lang: str, *, has_months: bool, is_apart: bool, state: str
) -> YearRow:
    return YearRow(
        fiscal_year=int(row["fiscal_year"]),
        whole_year=i18n.fiscal_year(row["fiscal_year"], lang),
        status=wording.status_word(row, lang),
        has_months=has_months,
        year=i18n.text(
            "queries.year_short", lang, year=i18n.fiscal_year(row["fiscal_year"], lang, "short")
        ),
        target=spoken(wording.target_figure(row, kpi, lang), lang),
        actual=actual_words(row, kpi, lang),
        gap=spoken(wording.gap_phrase(row, kpi, lang), lang),
        change=spoken(wording.change_phrase(row, kpi, lang), lang),
        attainment=attainment_words(row, lang),
        progress=progress_words(row, lang),
        verdict=_marked(verdict_of(row, lang), lang) if is_apart else verdict_of(row, lang),
        measured=wording.as_of_phrase(row, kpi, lang),
        batch_id=_batch_id(row),
        state=state,
        is_chosen=row["fiscal_year"] == chosen,
    )


def _marked(verdict: Verdict, lang: str) -> Verdict:
    """計画期間外（定義が異なる）."""
    why = i18n.text("kpis.other_definition", lang)
    words = i18n.text("queries.verdict_held", lang, verdict=verdict.words, why=why)
    return replace(verdict, words=words)


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


def _has_reason(standing: pd.DataFrame, kpi: Kpi, fiscal_year: int) -> bool:
    """Whether the section reported why the target was missed."""
    reported = reasons_in(standing[standing["kpi_id"] == kpi.kpi_id])
    return any(reason.fiscal_year == fiscal_year for reason in reported)


def _why(
    row: Row,
    plan: Plan,
    lang: str,
    *,
    attached: AttachedByReport,
    confirmation: str,
    is_chosen: bool,
) -> Why:
    batch_id = _batch_id(row)
    subject = OWNER.key("kpi", str(row["kpi_id"]))
    return Why(
        int(row["fiscal_year"]),
        i18n.fiscal_year(row["fiscal_year"], lang, "short"),
        evidence(row, plan, lang),
        batch_id,
        sum(attachment.belongs_to(subject) for attachment in attached.get(batch_id, ())),
        confirmation,
        is_chosen,
    )


def _key(row: Row) -> tuple[str, int]:
    return str(row["kpi_id"]), int(row["fiscal_year"])


def _changed(rows: list[Row], kpi: Kpi, states: FigureStates, lang: str) -> tuple[str, ...]:
    """令和6年度　訂正：60人 → 66人（2026-06-01、報告 R8-0003）　理由：…"""
    sentences = ((row, change_sentence(states.get(_key(row)), row, kpi, lang)) for row in rows)
    return tuple(
        i18n.text(
            "steps.figure.of_year",
            lang,
            year=i18n.fiscal_year(row["fiscal_year"], lang),
            sentence=sentence,
        )
        for row, sentence in sentences
        if sentence
    )


def _batch_id(row: Row) -> str:
    return "" if is_missing(row["batch_id"]) else str(row["batch_id"])


def _updated(rows: list[Row], lang: str) -> str:
    moments = [row["recorded_at"] for row in rows if not is_missing(row["recorded_at"])]
    return i18n.moment(max(moments), lang)[:10] if moments else i18n.MISSING


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
