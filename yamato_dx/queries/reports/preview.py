"""What would a report change, a file or what is typed, if it were sent now."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

import pandas as pd

from yamato_dx.entries.cards import KpiCard
from yamato_dx.entries.progress import PROGRESS
from yamato_dx.entries.sections import ITEM_KINDS, OWNER, owned_key
from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.intake.answers import NO_ANSWERS, Answers
from yamato_dx.intake.layouts.progress import ProgressCells
from yamato_dx.intake.problem import Problem
from yamato_dx.intake.recalling.remembered import RememberedReading
from yamato_dx.intake.reports.report import ReportReading, read_report
from yamato_dx.intake.reports.typed import TypedReport, TypedRow, read_typed
from yamato_dx.intake.steps import NOBODY, ReadingStep, TellStep
from yamato_dx.intake.tables.corrections import Correction, Corrections
from yamato_dx.kept_answers import kept
from yamato_dx.queries.assessed import (
    View,
    assessed_by_all,
    judged_by_all,
    plans_at,
    verdict_changes,
)
from yamato_dx.queries.cards import cards_at
from yamato_dx.queries.entries import standing
from yamato_dx.queries.reports.attachments import attachments_of
from yamato_dx.queries.reports.comparison import (
    awaiting_over_held,
    compare,
    corrected,
    lapsing,
    standing_duplicate,
)
from yamato_dx.queries.reports.earlier import earlier_of
from yamato_dx.queries.reports.owed import sections_on
from yamato_dx.queries.reports.progress_changes import ProgressChange, progress_changes
from yamato_dx.queries.reports.remembered import WHOLE_TOWN, Kept, by_names, kept_readings
from yamato_dx.queries.reports.year_changes import with_years
from yamato_dx.rows import Row, is_missing, rows_of
from yamato_dx.store.receiving import CorrectedFigure, figure_keys
from yamato_dx.store.record import Record

__all__ = [
    "CorrectedFigure",
    "Correction",
    "Corrections",
    "Preview",
    "ProgressCells",
    "ReadingStep",
    "ReportReading",
    "TellStep",
    "TypedReport",
    "TypedRow",
    "figure_keys",
    "preview_report",
    "preview_typed",
    "read_cells",
    "reading_of_cells",
]


@dataclass(frozen=True, eq=False)
class Preview:
    """`data` None, `file_name` empty where typed. `values`: VALUES with `change` (new, changed,
    unchanged), `is_same_value` and what they take the place of. `before`, `after`: the assessment
    by every plan without and with them.

    `changes`: the figures and verdicts that would differ. `lapsed`: what the replaced report
    held and this file lacks, `lapsed_attachments`: how many files it brought. `corrected`: the
    values that say something else than was confirmed, and the years that read otherwise by being
    told in the other form, each beside what was. `progress`: of work items.
    `answers_to`: the report given back that this one answers. `revision` is what a send must name.
    `kept`: how files of the section were read before. `cards`: how figures are got, new or said
    otherwise than now; none where they are not taken.
    `left_out`: where the good rows alone are to be sent, why the others are not; they are among
    neither `values` nor `problems`.
    """

    data: bytes | None
    file_name: str
    reading: ReportReading
    problems: tuple[Problem, ...]
    values: pd.DataFrame
    before: pd.DataFrame
    after: pd.DataFrame
    changes: pd.DataFrame
    lapsed: pd.DataFrame | None
    duplicate_of: str | None
    revision: int
    replaces: str | None
    corrected: pd.DataFrame
    progress: tuple[ProgressChange, ...] = ()
    lapsed_attachments: int = 0
    answers_to: str | None = None
    kept: Mapping[RememberedReading, Kept] = field(default_factory=dict)
    left_out: tuple[Problem, ...] = ()
    cards: Mapping[str, KpiCard] = field(default_factory=dict)

    @property
    def obstacles(self) -> tuple[Problem, ...]:
        """What must be mended or answered first."""
        return tuple(problem for problem in self.problems if problem.is_obstacle)

    @property
    def questions(self) -> tuple[Problem, ...]:
        """What a person may answer, be it answered or not, in the order of the file."""
        answered = (answered.problem for answered in self.reading.answered)
        asked = (problem for problem in (*self.problems, *self.left_out) if problem.is_answerable)
        sheets = {grid.name: place for place, grid in enumerate(self.reading.grids)}
        return tuple(
            sorted(
                (*answered, *asked),
                key=lambda one: (sheets.get(one.sheet, 0), one.row or 0, one.code),
            )
        )

    @property
    def faults(self) -> tuple[Problem, ...]:
        """What no answer helps: it must be mended where it stands, or stays out."""
        waiting = (*self.obstacles, *self.left_out)
        return tuple(problem for problem in waiting if not problem.is_answerable)

    @property
    def notes(self) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.problems if not problem.is_obstacle)

    @property
    def counts(self) -> dict[str, int]:
        """How many values and work items are new, changed, unchanged: a figure that stands is not
        changed where its state or a note is."""
        changes = [item.change for item in self.progress]
        if len(self.values):
            kinds = self.values["change"].mask(self.values["is_same_value"], "unchanged")
            changes += kinds.tolist()
        return {change: changes.count(change) for change in ("new", "changed", "unchanged")}

    @property
    def subjects(self) -> frozenset[str]:
        """The keys of all of which something is reported: what a file may belong to."""
        items = {owned_key(kind, item.item_key) for item in self.progress for kind in ITEM_KINDS}
        return frozenset(OWNER.key("kpi", kpi_id) for kpi_id in self.values["kpi_id"]) | items

    @property
    def brings_report(self) -> bool:
        """Whether anything of it is a report that does not stand already; cards alone are none."""
        has_something = len(self.values) > 0 or len(self.progress) > 0
        return has_something and self.duplicate_of is None

    @property
    def is_sendable(self) -> bool:
        has_cards_alone = bool(self.cards) and self.replaces is None
        return not self.obstacles and (self.brings_report or has_cards_alone)

    @property
    def needs_reason(self) -> bool:
        """Whether a confirmed figure is corrected; that one becomes final needs none."""
        return bool((self.corrected["correction_kind"] == "correction").any())

    @property
    def rows_refused(self) -> int:
        """Rows that hold an obstacle, or were left out for one; a fault of the whole file refuses
        every row."""
        if any(obstacle.row is None for obstacle in self.obstacles):
            return self.reading.rows_read
        return self.reading.open_rows.count

    @property
    def good_count(self) -> int:
        """How many values and work items may be sent without the others; 0 where none may."""
        if not self.reading.open_rows.may_stay_out or self.replaces is not None:
            return 0
        return len(self.reading.good_values) + len(self.reading.progress)


def preview_report(
    record: Record,
    data: bytes,
    file_name: str,
    view: View,
    *,
    replaces: str | None = None,
    answers: Answers = NO_ANSWERS,
    answers_to: str | None = None,
    corrections: Corrections | None = None,
    section_id: str = WHOLE_TOWN,
    round_year: FiscalYear | None = None,
    good_rows: bool = False,
    takes_card: Callable[[str], bool] = lambda _kpi_id: False,
    tell: TellStep = NOBODY,
) -> Preview:
    """Read and check the file, and judge as if its values stood; nothing is written.

    `corrections`: what is said of its rows and columns; None: what is kept of files of its form,
    that section's before the town's. `round_year`: of the round that it answers. `good_rows`:
    without those that wait for somebody, where the others may go alone. `takes_card`: of the form
    of a round also how the figures of these KPIs are got. `tell`: called before each step.
    """
    plans = plans_at(record, view.revision)
    kept = kept_readings(record, view.revision, section_id)
    reading = read_report(
        data,
        file_name,
        plans=plans,
        present=view.on,
        is_sample=record.is_sample,
        earlier=earlier_of(record, view),
        answers=answers,
        corrections=None if corrections is None else by_names(corrections, plans),
        remembered=tuple(kept),
        round_year=round_year,
        sections=tuple(section.name for section in sections_on(record, view)),
        tell=tell,
    )
    reading = _with_hidden(record, reading, replaces)
    left_out: tuple[Problem, ...] = ()
    if good_rows and replaces is None and reading.open_rows.may_stay_out:
        reading, left_out = reading.parted
    preview = _previewed(
        record,
        reading,
        view,
        data=data,
        file_name=file_name,
        replaces=replaces,
        left_out=left_out,
        tell=tell,
    )
    cards = _new_cards(record, view, reading)
    taken = {kpi_id: card for kpi_id, card in cards.items() if takes_card(kpi_id)}
    return replace(preview, answers_to=answers_to, kept=kept, cards=taken)


def _new_cards(record: Record, view: View, reading: ReportReading) -> Mapping[str, KpiCard]:
    """Of KPIs that a plan has, those that say anything else than is said already."""
    plans = plans_at(record, view.revision)
    known = {kpi.kpi_id for plan in plans for kpi in plan.kpis}
    held = cards_at(record, view.revision, plans[0].plan_id)
    told = {kpi_id: KpiCard(**cells) for kpi_id, cells in reading.cards.items()}
    return {
        kpi_id: card
        for kpi_id, card in told.items()
        if kpi_id in known and held.get(kpi_id) != card
    }


def read_cells(record: Record, typed: TypedReport, view: View) -> ReportReading:
    """Typed cells read and checked, held against last year's values; nothing is judged."""
    return read_typed(
        typed,
        plans=plans_at(record, view.revision),
        present=view.on,
        earlier=earlier_of(record, view),
    )


@kept(256)
def reading_of_cells(record: Record, typed: TypedReport, view: View) -> ReportReading:
    """`read_cells` of a few cells, kept: the same ones are asked for at every run of a page."""
    return read_cells(record, typed, view)


def preview_typed(
    record: Record, typed: TypedReport, view: View, *, replaces: str | None = None
) -> Preview:
    """As `preview_report`, of what is typed on the screen: no file."""
    reading = _with_hidden(record, read_cells(record, typed, view), replaces)
    return _previewed(record, reading, view, replaces=replaces)


def _previewed(
    record: Record,
    reading: ReportReading,
    view: View,
    *,
    data: bytes | None = None,
    file_name: str = "",
    replaces: str | None = None,
    left_out: tuple[Problem, ...] = (),
    tell: TellStep = NOBODY,
) -> Preview:
    tell("comparing")
    before = after = assessed_by_all(record, view)
    values = reading.values
    if len(values):
        values = compare(record, values)
        standing_after = record.standing_if_sent(
            reading.values, replaces=replaces, municipality_code=record.municipality_code
        )
        tell("judging")
        after = judged_by_all(record, view, standing_after)
    return Preview(
        data=data,
        file_name=file_name,
        reading=reading,
        problems=reading.problems,
        values=values,
        before=before,
        after=after,
        changes=verdict_changes(before, after),
        lapsed=lapsing(record, replaces, reading.values) if replaces else None,
        duplicate_of=_duplicate(record, data, reading.values, replaces)
        if data is not None
        else None,
        revision=view.revision,
        replaces=replaces,
        corrected=with_years(
            record, corrected(record, values, replaces=replaces), values, replaces=replaces
        ),
        progress=_progress_changes(record, reading, replaces),
        lapsed_attachments=len(attachments_of(record, view.revision, replaces)) if replaces else 0,
        left_out=left_out,
    )


def _progress_changes(
    record: Record, reading: ReportReading, replaces: str | None
) -> tuple[ProgressChange, ...]:
    if not reading.progress:
        return ()
    held = standing(record, PROGRESS, None, without_batch_id=replaces)
    return progress_changes(reading.progress, held)


def _duplicate(
    record: Record, data: bytes, values: pd.DataFrame, replaces: str | None
) -> str | None:
    """The standing report with the same bytes, unless this one takes another's place."""
    found = standing_duplicate(record, data, values)
    return found if replaces in (None, found) else None


def _with_hidden(record: Record, reading: ReportReading, replaces: str | None) -> ReportReading:
    """公表待ち over a value that stands: to be withdrawn first, never hidden."""
    if not len(reading.values):
        return reading
    hidden = awaiting_over_held(record, reading.values, replaces=replaces)
    if hidden.empty:
        return reading
    places = tuple(reading.values.index.get_indexer(hidden.index).tolist())
    return replace(
        reading,
        problems=(*reading.problems, *map(_hidden_problem, rows_of(hidden))),
        open_rows=reading.open_rows.with_values(places),
    )


def _hidden_problem(value: Row) -> Problem:
    return Problem(
        "refuse",
        "awaiting_over_held",
        row=int(value["row_no"]),
        raw=str(value["raw_text"]),
        sheet=None if is_missing(value["sheet"]) else str(value["sheet"]),
        cell=None if is_missing(value["cell"]) else str(value["cell"]),
        values={"batch": value["held_batch_id"]},
    )
