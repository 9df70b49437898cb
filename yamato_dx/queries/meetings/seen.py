"""What a meeting saw, seen again; and what today's rules would make of it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from yamato_dx import i18n
from yamato_dx.assessment.words import wording
from yamato_dx.assessment.words.figures import spoken
from yamato_dx.entries.review.comments import COMMENT, Comment
from yamato_dx.entries.review.subjects import KPI
from yamato_dx.plan.model.types import Kpi
from yamato_dx.queries.assessed import Assessed, assessed
from yamato_dx.queries.entries import standing
from yamato_dx.queries.kpis.overview import Overview, overview
from yamato_dx.queries.meetings.held import HeldMeeting
from yamato_dx.queries.snapshots.snapshots import recomputed_otherwise
from yamato_dx.rows import Row, is_missing, rows_of
from yamato_dx.store.record import Record


@dataclass(frozen=True)
class Otherwise:
    """A figure of which today's rules make something else than the meeting saw. `rule`: that judges
    it today, in words."""

    kpi_no: str
    name: str
    year: str
    then: str
    today: str
    rule: str


def seen_lines(record: Record, held: HeldMeeting, lang: str) -> Overview:
    """The lines of 概要 of the year that was looked at, as they stood then."""
    year = held.meeting.fiscal_year.start_year
    return overview(record, held.view(), year, lang, initiative_no=None)


def comment_of(record: Record, held: HeldMeeting, subject: str) -> Comment | None:
    """要因・今後の対応 of a figure, as they stood then; None where the point is of no figure, or
    nobody wrote any."""
    if not subject.startswith(f"{KPI}:"):
        return None
    view = held.view()
    found = standing(record, COMMENT, held.meeting.plan_id, view.revision).get(subject)
    return found.value if found else None


def otherwise(record: Record, held: HeldMeeting, lang: str) -> tuple[Otherwise, ...]:
    """From the same values, by the rules of today's program; none where the rules are the same."""
    plan_id = held.meeting.plan_id
    changed = recomputed_otherwise(record, held.meeting.snapshot, plan_id)
    if changed.empty:
        return ()
    then, today = (
        _by_figure(assessed(record, view))
        for view in (held.view(), replace(held.view(), frozen=()))
    )
    plan = assessed(record, held.view()).plan
    return tuple(
        Otherwise(
            row["kpi_no"],
            plan.kpi(row["kpi_id"]).short_name.in_language(lang),
            i18n.fiscal_year(row["fiscal_year"], lang),
            _made(then.get(_figure(row)), plan.kpi(row["kpi_id"]), lang),
            _made(today.get(_figure(row)), plan.kpi(row["kpi_id"]), lang),
            ""
            if is_missing(row["rule_after"])
            else i18n.text(f"assessment.rule.{row['rule_after']}", lang),
        )
        for row in rows_of(changed)
    )


def _figure(row: Row) -> tuple[str, int]:
    return str(row["kpi_id"]), int(row["fiscal_year"])


def _by_figure(answer: Assessed) -> dict[tuple[str, int], Row]:
    return {_figure(row): row for row in answer.rows}


def _made(row: Row | None, kpi: Kpi, lang: str) -> str:
    """The verdict and the figure; what is not there at all is told so."""
    if row is None:
        return i18n.text("meetings.otherwise.not_there", lang)
    figure = spoken(wording.actual_figure(row, kpi, lang), lang)
    word = i18n.text(f"assessment.verdict.{row['verdict']}", lang)
    return i18n.text("meetings.otherwise.made", lang, verdict=word, figure=figure)
