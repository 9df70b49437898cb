"""引継書: what a section's next person has to know: its KPIs, how they are got, what is open."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, time
from typing import Final

from yamato_dx import i18n
from yamato_dx.assessment.rules.order import MISSED
from yamato_dx.assessment.words import wording
from yamato_dx.entries.review.comments import COMMENT
from yamato_dx.entries.review.subjects import of_kpi, yearly
from yamato_dx.entries.sections import OWNER, Section
from yamato_dx.errors import Refused
from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.i18n import TOKYO
from yamato_dx.output.papers.office_paper import OfficePaper, PaperPart, PaperTable, office_docx
from yamato_dx.output.papers.typesetting import PUBLIC_BASE, typeset
from yamato_dx.plan.model.types import Kpi
from yamato_dx.queries.assessed import Assessed, View, assessed
from yamato_dx.queries.entries import standing
from yamato_dx.queries.publishing.public_plan import actual_words, year_in_sight
from yamato_dx.queries.publishing.resolved import open_points, point_words
from yamato_dx.queries.reports.owed import Owed, owed, sections_on, years_to_report
from yamato_dx.queries.rounds.held import rounds_at
from yamato_dx.queries.schedule.words import status_word
from yamato_dx.queries.town import town_at
from yamato_dx.queries.words import held_verdict
from yamato_dx.rows import Row, is_missing
from yamato_dx.store.record import Record

KPI_HEADS = ("number", "kpi", "target", "actual", "verdict", "due", "batch")
# Sections that share a task, as offices write them.
_BETWEEN: Final = re.compile("[、，,・/／　]+")
WORK_HEADS = ("number", "work", "status")


def handover_docx(record: Record, view: View, section_id: str, lang: str) -> bytes:
    """Raises Refused where no such section exists on that day."""
    return office_docx(handover(record, view, section_id, lang), _made_on(view))


def handover_pdf(record: Record, view: View, section_id: str, lang: str) -> bytes:
    """As `handover_docx`."""
    paper = handover(record, view, section_id, lang)
    return typeset("office", paper, made_at=_made_on(view), base=PUBLIC_BASE)


def _made_on(view: View) -> datetime:
    return datetime.combine(view.on, time(9), TOKYO)


def handover(record: Record, view: View, section_id: str, lang: str) -> OfficePaper:
    section = next(
        (found for found in sections_on(record, view) if found.section_id == section_id), None
    )
    if section is None:
        raise Refused("handover.refused.section", section=section_id)
    answer = assessed(record, view)
    year = year_in_sight(answer.plan, view.on)
    owes = owed(record, view, year, lang, section_id=section_id)
    sample = (i18n.text("output.sample.sentence", lang),) if record.is_sample else ()
    return OfficePaper(
        lang=lang,
        title=i18n.text("handover.title", lang, section=section.name.in_language(lang)),
        lines=(
            i18n.text(
                "handover.as_of",
                lang,
                plan=answer.plan.title.in_language(lang),
                version=answer.plan.plan_version,
                day=i18n.day(view.on, lang),
                revision=view.revision,
            ),
            *sample,
        ),
        parts=(
            _kpis(answer, owes, year, lang),
            _cards(owes, lang),
            _work(owes, lang),
            _still_owed(record, view, section_id, lang),
            _follow_ups(record, view, section, lang),
            _dates(record, view, owes, lang),
        ),
    )


def _kpis(answer: Assessed, owes: Owed, year: FiscalYear, lang: str) -> PaperPart:
    rows = {str(row["kpi_id"]): row for row in answer.rows if row["fiscal_year"] == year.start_year}
    heading = i18n.text("handover.kpis", lang, year=i18n.fiscal_year(year, lang))
    known = [
        (kpi.kpi, rows[kpi.kpi.kpi_id], kpi.due) for kpi in owes.kpis if kpi.kpi.kpi_id in rows
    ]
    if not known:
        return PaperPart(heading, (i18n.text("handover.none", lang),))
    table = PaperTable(
        tuple(i18n.text(f"handover.column.{name}", lang) for name in KPI_HEADS),
        tuple(_kpi_row(kpi, row, due, lang) for kpi, row, due in known),
    )
    return PaperPart(heading, table=table)


def _kpi_row(kpi: Kpi, row: Row, due: str, lang: str) -> tuple[str, ...]:
    return (
        kpi.kpi_no,
        kpi.short_name.in_language(lang),
        wording.spoken_target(row, kpi, lang),
        actual_words(row, kpi, lang),
        held_verdict(row, lang),
        due,
        i18n.MISSING if is_missing(row["batch_id"]) else str(row["batch_id"]),
    )


def _cards(owes: Owed, lang: str) -> PaperPart:
    lines = []
    for kpi in owes.kpis:
        lines.append(f"{kpi.called} {kpi.kpi.short_name.in_language(lang)}")
        said = [f"　{label}: {words}" for label, words in kpi.card]
        lines += said or [f"　{i18n.text('handover.no_card', lang)}"]
    return PaperPart(
        i18n.text("handover.cards", lang), tuple(lines) or (i18n.text("handover.none", lang),)
    )


def _work(owes: Owed, lang: str) -> PaperPart:
    heading = i18n.text("handover.work", lang)
    if not owes.items:
        return PaperPart(heading, (i18n.text("handover.none", lang),))
    rows = tuple(
        (
            item.called,
            item.name,
            status_word(item.standing.status, lang)
            if item.standing
            else i18n.text("handover.unreported", lang),
        )
        for item in owes.items
    )
    heads = tuple(i18n.text(f"handover.column.{name}", lang) for name in WORK_HEADS)
    return PaperPart(heading, table=PaperTable(heads, rows))


def _still_owed(record: Record, view: View, section_id: str, lang: str) -> PaperPart:
    """Figures that are not there though they are asked for, and causes nobody wrote."""
    plan = assessed(record, view).plan
    figures = [
        i18n.text(
            "handover.owed.figure",
            lang,
            number=kpi.called,
            name=kpi.kpi.short_name.in_language(lang),
            year=wording.year_words(kpi.kpi, year.start_year, lang),
            due=kpi.due,
        )
        for year in years_to_report(plan, view.on)
        for kpi in owed(record, view, year, lang, section_id=section_id).kpis
        if kpi.is_open
    ]
    causes = [
        i18n.text(
            "handover.owed.cause",
            lang,
            number=kpi.kpi_no,
            name=kpi.short_name.in_language(lang),
            year=wording.year_words(kpi, int(row["fiscal_year"]), lang),
            verdict=held_verdict(row, lang),
        )
        for kpi, row in _unexplained(record, view, section_id)
    ]
    lines = (*figures, *causes) or (i18n.text("handover.none", lang),)
    return PaperPart(i18n.text("handover.owed", lang), lines)


def _unexplained(record: Record, view: View, section_id: str) -> Iterator[tuple[Kpi, Row]]:
    """Of the section: KPIs and years that were missed, of which nobody says why and what next."""
    answer = assessed(record, view)
    owners = town_at(record, view.revision, answer.plan.plan_id).owners
    written = standing(record, COMMENT, answer.plan.plan_id, view.revision)
    for row in answer.rows:
        kpi = answer.plan.kpi(str(row["kpi_id"]))
        owner = owners.get(OWNER.key("kpi", kpi.kpi_id))
        if row["verdict"] not in MISSED or owner is None or owner.section_id != section_id:
            continue
        said = written.get(yearly(of_kpi(kpi.kpi_id), FiscalYear(int(row["fiscal_year"]))))
        if said is None or not said.value.is_explained:
            yield kpi, row


def _follow_ups(record: Record, view: View, section: Section, lang: str) -> PaperPart:
    """Where it is named, be it beside others."""
    names = {section.name.ja, section.name.en, section.section_id}
    lines = tuple(
        point_words(point, lang)
        for point in open_points(record, view.revision)
        if names & {point.entry.value.owner, *_BETWEEN.split(point.entry.value.owner)}
    )
    return PaperPart(
        i18n.text("handover.follow_ups", lang), lines or (i18n.text("handover.none", lang),)
    )


def _dates(record: Record, view: View, owes: Owed, lang: str) -> PaperPart:
    """Rounds that wait, then the days of the plan."""
    section_id = owes.section.section_id if owes.section else ""
    lines = [
        i18n.text(
            "handover.round",
            lang,
            title=held.asked.title,
            due=i18n.day(held.due_of(section_id), lang),
        )
        for held in rounds_at(record, view.revision)
        if held.is_open and section_id in held.section_ids
    ]
    lines += [
        i18n.text(
            "handover.due",
            lang,
            number=kpi.called,
            name=kpi.kpi.short_name.in_language(lang),
            due=kpi.due,
        )
        for kpi in owes.kpis
    ]
    return PaperPart(
        i18n.text("handover.dates", lang), tuple(lines) or (i18n.text("handover.none", lang),)
    )
