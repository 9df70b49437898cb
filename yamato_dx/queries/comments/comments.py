"""要因・課題・今後の対応 by KPI and year: what is asked for, what is there, what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import pandas as pd

from yamato_dx.entries.review.comments import COMMENT, Comment
from yamato_dx.entries.review.subjects import of_kpi, yearly
from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.intake.grades import HEAD, grade_in
from yamato_dx.kept_answers import kept
from yamato_dx.plan.model.types import Kpi
from yamato_dx.queries.assessed import Assessed, View, assessed, plan_id_at
from yamato_dx.queries.entries import history
from yamato_dx.queries.kpi_words import years_of
from yamato_dx.rows import Row, is_missing, rows_of
from yamato_dx.store.record import Record

# The verdicts that a section is asked to explain.
EXPLAINED_VERDICTS: Final = ("nearly_met", "not_met")
# What an explanation takes, in the order in which it is asked for.
REQUIRED: Final = ("cause", "measure")


@dataclass(frozen=True)
class CommentVersion:
    """What was said, by whom, when. `comment` None: what was said before was taken back.
    `batch_id`: of the report with which its cause came, «» where it was entered here."""

    comment: Comment | None
    by: str
    at: datetime
    revision: int
    batch_id: str = ""


@dataclass(frozen=True)
class CommentLine:
    """What is said of a KPI's year. `versions`: oldest first, those of reports that stand among
    them. `figure_at`: when the figure came that they speak of, None where there is none."""

    kpi: Kpi
    fiscal_year: int
    verdict: str
    figure_at: datetime | None
    versions: tuple[CommentVersion, ...] = ()

    @property
    def key(self) -> str:
        return yearly(of_kpi(self.kpi.kpi_id), FiscalYear(self.fiscal_year))

    @property
    def is_asked(self) -> bool:
        return self.verdict in EXPLAINED_VERDICTS

    @property
    def current(self) -> CommentVersion | None:
        """What stands: the last that was entered, else the reasons of the reports that stand."""
        return standing_version(self.versions)

    @property
    def comment(self) -> Comment:
        """Of which nothing is said where nothing stands."""
        standing = self.current
        return (standing.comment if standing else None) or Comment()

    @property
    def missing(self) -> tuple[str, ...]:
        """Of `REQUIRED` what is asked for and not there."""
        if not self.is_asked:
            return ()
        return tuple(name for name in REQUIRED if not getattr(self.comment, name))

    @property
    def reported_since(self) -> tuple[CommentVersion, ...]:
        """Reasons that came with reports after the last was entered here."""
        standing = self.current
        if standing is None or standing.batch_id:
            return ()
        later = (version for version in self.versions if version.revision > standing.revision)
        return tuple(version for version in later if version.batch_id)

    @property
    def is_older_than_figure(self) -> bool:
        """Whether the figure changed after the words were entered."""
        standing = self.current
        if standing is None or standing.batch_id or self.figure_at is None:
            return False
        return self.figure_at > standing.at


def standing_version(versions: tuple[CommentVersion, ...]) -> CommentVersion | None:
    entered = [version for version in versions if not version.batch_id]
    if entered and entered[-1].comment is not None:
        return entered[-1]
    reported = [version for version in versions if version.batch_id]
    return _together(reported) if reported else None


def _together(reported: list[CommentVersion]) -> CommentVersion:
    """The reasons of several reports, each a line, as the last of them brought them."""
    told = [version.comment for version in reported if version.comment]
    causes = dict.fromkeys(comment.cause for comment in told if comment.cause)
    grades = [comment.self_grade for comment in told if comment.self_grade]
    together = Comment(cause="\n".join(causes), self_grade=grades[-1] if grades else "")
    last = reported[-1]
    return CommentVersion(together, last.by, last.at, last.revision, last.batch_id)


@kept(32)
def comment_lines(record: Record, view: View) -> tuple[CommentLine, ...]:
    """One per KPI and year of the plan in sight, in its order: of each what is said, and whether
    something is asked for."""
    answer = assessed(record, view)
    years = {year.start_year for year in answer.plan.fiscal_years}
    entered = _entered(record, view)
    reported = _reported(answer)
    lines = []
    rows = [(kpi_id, *row) for kpi_id, told in answer.years.items() for row in told.items()]
    for kpi_id, year, row in rows:
        if year not in years:
            continue
        key = yearly(of_kpi(kpi_id), FiscalYear(year))
        versions = (*entered.get(key, ()), *reported.get((kpi_id, year), ()))
        lines.append(
            CommentLine(
                answer.plan.kpi(kpi_id),
                year,
                str(row["verdict"]),
                _moment(row["recorded_at"]),
                tuple(sorted(versions, key=lambda version: version.revision)),
            )
        )
    return tuple(lines)


def comment_line(record: Record, view: View, kpi_id: str, fiscal_year: int) -> CommentLine | None:
    """None: the plan in sight has no such KPI or year."""
    return _by_key(record, view).get(yearly(of_kpi(kpi_id), FiscalYear(fiscal_year)))


@kept(32)
def _by_key(record: Record, view: View) -> Mapping[str, CommentLine]:
    return {line.key: line for line in comment_lines(record, view)}


def missing_comments(
    record: Record, view: View, *, fiscal_year: int | None = None
) -> tuple[CommentLine, ...]:
    """Of all years, or of one, those that are asked for and are not there, or not whole."""
    return tuple(
        line
        for line in comment_lines(record, view)
        if line.missing and fiscal_year in (None, line.fiscal_year)
    )


def missing_of(record: Record, view: View, values: pd.DataFrame) -> tuple[CommentLine, ...]:
    """Of the figures that a report brought (`values` as stored), those asked for and not there."""
    if values.empty:
        return ()
    years = years_of(values["period_start"]).tolist()
    brought = set(zip(values["kpi_id"].astype(str).tolist(), years, strict=True))
    return tuple(
        line
        for line in missing_comments(record, view)
        if (line.kpi.kpi_id, line.fiscal_year) in brought
    )


def versions_of(record: Record, view: View, key: str) -> tuple[CommentVersion, ...]:
    """Of a KPI's year, or of an initiative's, of which nothing is asked: it has no verdict."""
    line = _by_key(record, view).get(key)
    return line.versions if line else _entered(record, view).get(key, ())


@dataclass(frozen=True)
class CommentCount:
    """How many are asked for, and how many of them are whole."""

    asked: int
    came: int

    @property
    def missing(self) -> int:
        return self.asked - self.came


def count_of(lines: Iterable[CommentLine]) -> CommentCount:
    asked = [line for line in lines if line.is_asked]
    return CommentCount(len(asked), sum(not line.missing for line in asked))


@kept(32)
def _entered(record: Record, view: View) -> Mapping[str, tuple[CommentVersion, ...]]:
    """By key, oldest first."""
    found: dict[str, tuple[CommentVersion, ...]] = {}
    for entry in history(record, COMMENT, plan_id_at(record, view), view.revision):
        version = CommentVersion(entry.value, entry.actor_name, entry.recorded_at, entry.revision)
        found[entry.key] = (*found.get(entry.key, ()), version)
    return found


def _reported(answer: Assessed) -> dict[tuple[str, int], tuple[CommentVersion, ...]]:
    """By KPI and fiscal year the reasons and grades that came with the values that stand, one per
    report."""
    standing = answer.standing
    has_grade = standing["note"].notna() & standing["note"].str.contains(HEAD, regex=False)
    given = standing[standing["reason"].notna() | has_grade.astype(bool)]
    if given.empty:
        return {}
    names = dict(zip(answer.told["batch_id"], answer.told["actor_name"], strict=True))
    dated = given.assign(fiscal_year=years_of(given["period_start"]))
    of_reports: dict[tuple[str, int, str], list[Row]] = {}
    for row in rows_of(dated):
        key = str(row["kpi_id"]), int(row["fiscal_year"]), str(row["batch_id"])
        of_reports.setdefault(key, []).append(row)
    found: dict[tuple[str, int], tuple[CommentVersion, ...]] = {}
    for (kpi_id, year, batch_id), rows in of_reports.items():
        version = _of_report(rows, batch_id, str(names[batch_id]))
        if version.comment:
            versions = (*found.get((kpi_id, year), ()), version)
            found[kpi_id, year] = tuple(sorted(versions, key=_order))
    return found


def _of_report(rows: list[Row], batch_id: str, by: str) -> CommentVersion:
    """`comment` None where its reasons are blank and it has no grade. Of months the last one's
    grade is the year's."""
    words = dict.fromkeys(
        str(row["reason"]).strip() for row in rows if not is_missing(row["reason"])
    )
    cause = "\n".join(word for word in words if word)
    noted = sorted(rows, key=lambda row: row["period_start"])
    grades = [grade_in(str(row["note"])) for row in noted if not is_missing(row["note"])]
    grade = next((grade for grade in reversed(grades) if grade), "")
    return CommentVersion(
        Comment(cause=cause, self_grade=grade) if cause or grade else None,
        by,
        max(row["recorded_at"] for row in rows).to_pydatetime(),
        max(int(row["revision"]) for row in rows),
        batch_id,
    )


def _order(version: CommentVersion) -> int:
    return version.revision


def _moment(value: object) -> datetime | None:
    if is_missing(value):
        return None
    assert isinstance(value, pd.Timestamp), "when a value was recorded is a moment"
    return value.to_pydatetime()
