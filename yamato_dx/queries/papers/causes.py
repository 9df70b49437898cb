"""Why a target was missed and what is done about it, as the sections say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from yamato_dx.entries.review.comments import COMMENT, Comment
from yamato_dx.entries.review.subjects import of_initiative, of_kpi, yearly
from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.queries.assessed import Assessed, View
from yamato_dx.queries.comments.comments import comment_lines
from yamato_dx.queries.entries import standing
from yamato_dx.queries.reports.reasons import reasons_in
from yamato_dx.store.record import Record

# Between reasons that came with several figures of a year.
_BETWEEN = " / "


@dataclass(frozen=True)
class KpiCause:
    """«» is not said; a reason that came with the report stands where no cause was written."""

    cause: str = ""
    issue: str = ""
    measure: str = ""
    due: date | None = None
    person: str = ""
    self_assessment: str = ""

    @property
    def is_explained(self) -> bool:
        return bool(self.cause and self.measure)


NOT_SAID = KpiCause()


@dataclass(frozen=True)
class Causes:
    """Of a year, by kpi_id and by the number of an initiative."""

    of_kpi: dict[str, KpiCause]
    of_initiative: dict[int, KpiCause]


def causes_at(record: Record, view: View, answer: Assessed, fiscal_year: int) -> Causes:
    """What was said by then of the figures and initiatives of the year."""
    year = FiscalYear(fiscal_year)
    said = {
        key: entry.value
        for key, entry in standing(record, COMMENT, answer.plan.plan_id, view.revision).items()
    }
    reported: dict[str, list[str]] = {}
    for reason in reasons_in(answer.standing):
        if reason.fiscal_year == fiscal_year:
            reported.setdefault(reason.kpi_id, []).append(reason.words)
    graded = {
        line.kpi.kpi_id: line.comment.self_grade
        for line in comment_lines(record, view)
        if line.fiscal_year == fiscal_year
    }
    return Causes(
        {
            kpi.kpi_id: _cause(
                said.get(yearly(of_kpi(kpi.kpi_id), year)),
                reported.get(kpi.kpi_id, []),
                graded.get(kpi.kpi_id, ""),
            )
            for kpi in answer.plan.kpis
        },
        {
            initiative.initiative_no: _cause(
                said.get(yearly(of_initiative(initiative.initiative_no), year)), [], ""
            )
            for initiative in answer.plan.initiatives
        },
    )


def _cause(comment: Comment | None, reported: list[str], graded: str) -> KpiCause:
    """`graded`: by its section, in its file where nobody entered words."""
    if comment is None:
        return KpiCause(cause=_BETWEEN.join(reported), self_assessment=graded)
    return KpiCause(
        comment.cause or _BETWEEN.join(reported),
        comment.issue,
        comment.measure,
        comment.due,
        comment.person,
        "　".join(part for part in (comment.self_grade, comment.self_assessment) if part),
    )
