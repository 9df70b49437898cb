"""全体スケジュール in words and as a table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

import pandas as pd

from yamato_dx import i18n
from yamato_dx.kept_answers import kept
from yamato_dx.plan.model.types import Plan
from yamato_dx.plan_keys import in_plan
from yamato_dx.queries.assessed import View, plan_ids_in_effect
from yamato_dx.queries.schedule.items import (
    PlanKind,
    PlannedYears,
    Schedule,
    ScheduleLine,
    counts,
    end_of,
    schedule,
)
from yamato_dx.store.record import Record

_YEARS: Final = (
    "arrow_year",
    "stated_first_year",
    "stated_last_year",
    "copied_first_year",
    "copied_last_year",
)
_TEXTS: Final = (
    "municipality_code",
    "plan_id",
    "plan_version",
    "initiative_name",
    "item_kind",
    "item_id",
    "item_name",
    "planned_words",
    "stated_chapter",
    "copied_source",
    "work_status",
    "work_status_label",
    "work_standing",
    "work_evidence",
    "batch_id",
    "owner_section",
    "chapter",
)
SOURCES: Final = {"stated": "chapter", "copied": "source"}
KINDS: Final = {
    **dict.fromkeys(_TEXTS, "str"),
    **dict.fromkeys(("initiative_no", *_YEARS), "Int64"),
    **dict.fromkeys(("start_month", "finish_month"), "datetime64[us]"),
    "recorded_at": "datetime64[us, UTC]",
}


def sentence(found: Schedule, view: View, lang: str) -> str:
    """How the work items stand, in one sentence made from the numbers."""
    numbers = counts(found.work_items, view.on)
    name = "schedule.sentence" if numbers.reported else "schedule.sentence.nothing"
    over = (
        i18n.text("schedule.sentence.over", lang, number=numbers.unreported_over)
        if numbers.unreported_over
        else ""
    )
    return i18n.text(
        name,
        lang,
        count=numbers.total,
        total=numbers.total,
        done=numbers.done,
        overdue=numbers.overdue,
        late=numbers.late,
        not_reported=numbers.not_reported,
        over=over,
    )


def proof(found: Schedule, lang: str) -> str:
    """From where the planned years of the work items are known, and of how many nothing is."""
    kinds = [{years.kind for years in item.planned} for item in found.work_items]
    return i18n.text(
        "schedule.proof",
        lang,
        arrow=sum("arrow" in kind for kind in kinds),
        stated=sum("stated" in kind for kind in kinds),
        copied=sum("copied" in kind for kind in kinds),
        unknown=sum(not kind for kind in kinds),
    )


def planned_words(line: ScheduleLine, lang: str) -> tuple[str, ...]:
    """What is known of an item's years, each with where from; or that nothing is."""
    if line.planned:
        return tuple(_years_words(years, lang) for years in line.planned)
    if line.is_work_item:
        return (i18n.text("schedule.plan.unknown", lang),)
    return (i18n.text("schedule.plan.none", lang, chapter=i18n.chapter(line.chapter, lang)),)


@kept(16)
def planned_of_all(record: Record, view: View, lang: str) -> Mapping[str, str]:
    """計画年度 by the key of each plan's work items and commitments: R6〜R7, R6から (its end is
    lost), R7まで; – for none."""
    return {
        in_plan(plan_id, line.item_id): _span(line.planned, lang)
        for plan_id in plan_ids_in_effect(record, view)
        for line in schedule(record, replace(view, plan_id=plan_id), lang).lines
    }


def _span(planned: tuple[PlannedYears, ...], lang: str) -> str:
    if not planned:
        return i18n.MISSING
    begin, end = next((years.first for years in planned if years.first), None), end_of(planned)
    first, last = (i18n.fiscal_year(year, lang, "short") if year else "" for year in (begin, end))
    if not last:
        return i18n.text("schedule.from", lang, first=first)
    if not first:
        return i18n.text("schedule.until", lang, last=last)
    return first if first == last else i18n.text("schedule.span", lang, first=first, last=last)


def status_word(status: str, lang: str) -> str:
    return i18n.text(f"schedule.status.{status}", lang)


def standing_words(line: ScheduleLine, lang: str) -> str:
    """期限超過 or 遅れ, with what makes it so; nothing for what is neither."""
    if line.standing != "late":
        return i18n.text(f"schedule.standing.{line.standing}", lang) if line.standing else ""
    return i18n.text(f"schedule.standing.late.{_lateness(line)}", lang)


def _lateness(line: ScheduleLine) -> str:
    assert line.progress, "only what was reported is late"
    end = end_of(line.planned)
    if end and line.progress.finish and line.progress.finish > end.last_day:
        return "ended" if line.status in ("done", "continuing") else "to_end"
    return "not_begun" if line.status == "not_started" else "begun"


def schedule_table(found: Schedule, lines: tuple[ScheduleLine, ...], lang: str) -> pd.DataFrame:
    """One row per work item or commitment, plan beside report."""
    rows = [_table_row(found.plan, line, lang) for line in lines]
    return pd.DataFrame(rows, columns=list(KINDS)).astype(KINDS)


def _years_words(years: PlannedYears, lang: str) -> str:
    """«R6に矢印〔終期は原本で確認〕», «R6–R7（第5章の文）», «R5–R7〔原本から補記: p. 12〕»."""
    first, last = (i18n.fiscal_year(year, lang, "short") for year in years.shown)
    span = first if first == last else i18n.text("schedule.span", lang, first=first, last=last)
    if years.first is None:
        span = i18n.text("schedule.until", lang, last=last)
    source = i18n.chapter(years.source, lang)
    return i18n.text(f"schedule.plan.{years.kind}", lang, years=span, source=source)


def _table_row(plan: Plan, line: ScheduleLine, lang: str) -> dict[str, object]:
    by_kind = {years.kind: years for years in line.planned}
    arrow, progress = by_kind.get("arrow"), line.progress
    initiative = None if line.initiative_no is None else plan.initiative(line.initiative_no)
    return {
        "municipality_code": plan.municipality.municipality_code,
        "plan_id": plan.plan_id,
        "plan_version": plan.plan_version,
        "initiative_no": line.initiative_no,
        "initiative_name": initiative.name.in_language(lang) if initiative else None,
        "item_kind": "work_item" if line.is_work_item else "commitment",
        "item_id": line.item_id,
        "item_name": line.name,
        "planned_words": "　".join(planned_words(line, lang)),
        "arrow_year": arrow.shown[0].start_year if arrow else None,
        **_span_columns(by_kind, "stated"),
        **_span_columns(by_kind, "copied"),
        "work_status": line.status,
        "work_status_label": status_word(line.status, lang),
        "work_standing": standing_words(line, lang) or None,
        "start_month": progress.start if progress else None,
        "finish_month": progress.finish if progress else None,
        "work_evidence": progress.evidence or None if progress else None,
        "batch_id": progress.batch_id or None if progress else None,
        "recorded_at": progress.reported_at if progress else None,
        "owner_section": line.owner or None,
        "chapter": line.chapter,
    }


def _span_columns(by_kind: dict[PlanKind, PlannedYears], kind: PlanKind) -> dict[str, object]:
    years = by_kind.get(kind)
    return {
        f"{kind}_first_year": years.first.start_year if years and years.first else None,
        f"{kind}_last_year": years.last.start_year if years and years.last else None,
        f"{kind}_{SOURCES[kind]}": years.source if years else None,
    }
