"""何に使われたか: in which meeting, closing, publication and kept paper a figure was used.

Read from the frozen moments; what was saved as a file, from the audit trail
(`queries.audit.exports`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

import pandas as pd

from yamato_dx import i18n
from yamato_dx.entries.review.closing import CLOSING
from yamato_dx.entries.review.publications import PUBLICATION
from yamato_dx.entries.review.snapshots import Snapshot
from yamato_dx.entries.review.subjects import of_kpi, yearly
from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.kept_answers import kept
from yamato_dx.queries.assessed import Assessed, View, assessed, plans_at
from yamato_dx.queries.entries import history
from yamato_dx.queries.kpi_words import years_of
from yamato_dx.queries.meetings.held import NO_PLAN, HeldMeeting, meetings_at
from yamato_dx.queries.meetings.words import point_words, title_of
from yamato_dx.queries.snapshots.snapshots import view_of_snapshot
from yamato_dx.rows import is_missing, rows_of
from yamato_dx.store.record import Record

UsedIn = Literal["meeting", "closing", "publication"]


@dataclass(frozen=True, eq=False)
class KeptMoment:
    """`held`: of a meeting."""

    kind: UsedIn
    on: date
    snapshot: Snapshot
    held: HeldMeeting | None = None

    def words(self, record: Record, lang: str) -> str:
        if self.held:
            return title_of(record, self.held, lang)
        return i18n.text(f"meetings.uses.{self.kind}", lang)

    @property
    def papers(self) -> tuple[str, ...]:
        """That were kept with it, by their names."""
        return tuple(paper.file_name for paper in self.snapshot.papers)


@dataclass(frozen=True, eq=False)
class FigureUse:
    """`batch_ids`: of the reports that the figure was made of then. `verdict`: as it was seen."""

    moment: KeptMoment
    plan_id: str
    kpi_id: str
    kpi_no: str
    fiscal_year: int
    verdict: str
    batch_ids: tuple[str, ...]

    def point(self, lang: str) -> str:
        """What the meeting said of it; «» where it was on no agenda."""
        held = self.moment.held
        if held is None:
            return ""
        subject = yearly(of_kpi(self.kpi_id), FiscalYear(self.fiscal_year))
        return i18n.text("frame.list", lang).join(_told(held, subject, lang))


def _told(held: HeldMeeting, subject: str, lang: str) -> Iterator[str]:
    for item in held.items:
        if item.subject == subject:
            entry = held.points.get(item.number)
            told = (
                point_words(entry.value, lang) if entry else i18n.text("meetings.point.none", lang)
            )
            yield i18n.text("meetings.uses.point", lang, number=item.number, told=told)


def uses_of_report(record: Record, view: View, batch_id: str) -> tuple[FigureUse, ...]:
    """Of the figures that were made of values of the report, the newest use first."""
    return tuple(use for use in uses_at(record, view.revision) if batch_id in use.batch_ids)


def uses_of_kpis(record: Record, view: View, kpi_ids: Collection[str]) -> tuple[FigureUse, ...]:
    return tuple(use for use in uses_at(record, view.revision) if use.kpi_id in kpi_ids)


def by_moment(
    uses: Iterable[FigureUse],
) -> tuple[tuple[KeptMoment, tuple[FigureUse, ...]], ...]:
    """What was used together, in the order of `uses`."""
    found: dict[int, list[FigureUse]] = {}
    for use in uses:
        found.setdefault(id(use.moment), []).append(use)
    return tuple((together[0].moment, tuple(together)) for together in found.values())


def figures_words(uses: Iterable[FigureUse], lang: str) -> str:
    """Of one moment, the numbers of the KPIs by year: R6 4、R7 1、4."""
    years: dict[int, dict[str, None]] = {}
    for use in uses:
        years.setdefault(use.fiscal_year, {})[use.kpi_no] = None
    separator = i18n.text("frame.list", lang)
    parts = (
        i18n.text(
            "meetings.uses.figures",
            lang,
            year=i18n.fiscal_year(year, lang, "short"),
            kpis=separator.join(years[year]),
        )
        for year in sorted(years)
    )
    return i18n.text("meetings.uses.between", lang).join(parts)


def points_words(uses: Iterable[FigureUse], lang: str) -> tuple[str, ...]:
    """What the meeting said of these figures, each once."""
    told = (use.point(lang) for use in uses)
    return tuple(dict.fromkeys(point for point in told if point))


@kept(8)
def uses_at(record: Record, revision: int) -> tuple[FigureUse, ...]:
    """Every use of every figure by then, the newest first; of one moment in the plan's order."""
    moments = sorted(_moments(record, revision), key=_recorded, reverse=True)
    return tuple(
        use
        for moment in moments
        for frozen in moment.snapshot.plans
        for use in _uses(record, moment, frozen.plan_id)
    )


def _recorded(moment: KeptMoment) -> tuple[int, date]:
    return moment.snapshot.revision, moment.on


def _moments(record: Record, revision: int) -> Iterator[KeptMoment]:
    """A meeting taken back was none; a closing opened again was one all the same."""
    for held in meetings_at(record, revision):
        yield KeptMoment("meeting", held.meeting.held_on, held.meeting.snapshot, held)
    for plan_id in dict.fromkeys(plan.plan_id for plan in plans_at(record, revision)):
        for closed in history(record, CLOSING, plan_id, revision):
            if closed.value and closed.value.snapshot:
                yield KeptMoment("closing", closed.value.on, closed.value.snapshot)
    for published in history(record, PUBLICATION, NO_PLAN, revision):
        if published.value and published.value.snapshot:
            yield KeptMoment("publication", published.value.on, published.value.snapshot)


def _uses(record: Record, moment: KeptMoment, plan_id: str) -> Iterator[FigureUse]:
    answer = assessed(record, view_of_snapshot(moment.snapshot, plan_id))
    reports = _reports(_values(record, moment, answer))
    for row in answer.rows:
        if is_missing(row["batch_id"]):
            continue
        figure = str(row["kpi_id"]), int(row["fiscal_year"])
        if not answer.plan.holds(figure[0], FiscalYear(figure[1])):
            continue
        yield FigureUse(
            moment,
            plan_id,
            figure[0],
            str(row["kpi_no"]),
            figure[1],
            str(row["verdict"]),
            reports.get(figure, (str(row["batch_id"]),)),
        )


def _values(record: Record, moment: KeptMoment, answer: Assessed) -> pd.DataFrame:
    """Of which its rows were made: of a publication confirmed ones, whatever stood over them."""
    if moment.kind == "publication":
        return record.standing_confirmed(record.municipality_code, moment.snapshot.revision)
    return answer.standing


def _reports(values: pd.DataFrame) -> dict[tuple[str, int], tuple[str, ...]]:
    """By KPI and year the reports whose values stood."""
    found: dict[tuple[str, int], dict[str, None]] = {}
    dated = values.assign(fiscal_year=years_of(values["period_start"]))
    for row in rows_of(dated):
        key = str(row["kpi_id"]), int(row["fiscal_year"])
        found.setdefault(key, {})[str(row["batch_id"])] = None
    return {key: tuple(batch_ids) for key, batch_ids in found.items()}
