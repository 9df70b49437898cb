"""A year told in both forms, as months and as 12 months in one: what it reads by which of its rows.

One rule for what is about to be sent and for what stands: a year that rested on confirmed values
and reads otherwise by rows of the other form is corrected. The rows of either form are held against
each other by period (`store.reads.figure_states`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import isclose
from typing import Final, Literal

import pandas as pd

from yamato_dx.assessment.columns import STANDING_COLUMNS
from yamato_dx.assessment.reading.readings import readings
from yamato_dx.plan.model.types import Kpi
from yamato_dx.queries.kpi_words import years_of
from yamato_dx.rows import Row, is_missing, rows_of
from yamato_dx.store.reads.figure_states import PRELIMINARY, reason_said

CorrectionKind = Literal["correction", "update"]

# Of a row of the record, what its year is read from, and the dtypes in which the record has it.
_READ: Final = {
    name: dtype
    for name, dtype in STANDING_COLUMNS.items()
    if name not in ("note", "reason", "raw_text")
}
# Months that are still to come are read too: whether a reason is asked hangs on no day.
_ALL_MONTHS: Final = date.max
_FINAL: Final = "final"


def read_years(cases: Sequence[Iterable[Row]], kpis: Sequence[Kpi]) -> list[Row | None]:
    """What the year of each case reads: a case is the rows of one KPI and year that hold, be it at
    different moments. None where its KPI is none of `kpis`, or they make no figure."""
    # All at once, each case in the place of a municipality: one reading takes as long as hundreds.
    rows = [row | {"municipality_code": f"{n:06}"} for n, case in enumerate(cases) for row in case]
    if not rows:
        return [None] * len(cases)
    frame = pd.DataFrame(rows, columns=list(_READ)).astype(_READ)
    found = {row["municipality_code"]: row for row in rows_of(readings(frame, kpis, _ALL_MONTHS))}
    return [found.get(f"{n:06}") for n in range(len(cases))]


def last_rows(rows: Iterable[Row]) -> list[Row]:
    """Of each period the last of `rows`, which are in the order received."""
    return list({(row["period_start"], row["period_months"]): row for row in rows}.values())


def confirmed_rows(rows: Sequence[Row], before: float = float("inf")) -> list[Row]:
    """Of one KPI and year, by revision `before`: the rows of the forms of which anything was
    confirmed, of each period the last that was, else the last that stands."""
    earlier = [row for row in rows if row["revision"] < before]
    confirmed = [row for row in earlier if row["confirmed_revision"] < before]
    forms = {row["period_months"] for row in confirmed}
    standing = [row for row in earlier if row["is_standing"] and row["period_months"] in forms]
    return last_rows([*standing, *confirmed])


def kind_of_change(base: Row | None, now: Row | None) -> CorrectionKind | None:
    """Of the reading `now` held against `base`, which stood for all of its year."""
    if base is None or now is None or not base["is_whole"] or is_same_year(base, now):
        return None
    is_final = base["value_status"] in PRELIMINARY and _status(now) == _FINAL
    return "update" if is_final else "correction"


def is_same_year(one: Row | None, other: Row | None) -> bool:
    """The same figure in the same state, as far as arithmetic can tell; months have no numerator to
    add up, a year in one may say it."""
    if one is None or other is None:
        return False
    return (
        _status(one) == _status(other)
        and _is_equal(one["actual_value"], other["actual_value"])
        and all(
            _is_equal(one[name], other[name])
            for name in ("numerator", "denominator")
            if not (is_missing(one[name]) or is_missing(other[name]))
        )
    )


def _is_equal(one: float, other: float) -> bool:
    return isclose(one, other, rel_tol=1e-9) or (is_missing(one) and is_missing(other))


def _status(reading: Row) -> str:
    return _FINAL if is_missing(reading["value_status"]) else str(reading["value_status"])


@dataclass(frozen=True, eq=False)
class YearStory:
    """Of the figure of one KPI and year that was told in both forms. `period_months`: the form that
    it is read in. `confirmed`: of the rows that first said so, and were confirmed, the one that was
    so last. `kind`, `before`: where it corrects or makes final what the other form said, and that;
    `changed`: the rows by which it did, `reasons`: why."""

    period_months: int
    confirmed: Row | None
    kind: CorrectionKind | None = None
    before: Row | None = None
    changed: tuple[Row, ...] = ()
    reasons: tuple[str, ...] = ()


YearKey = tuple[str, int]


def year_stories(told: pd.DataFrame, kpis: Sequence[Kpi]) -> dict[YearKey, YearStory]:
    """By KPI and fiscal year, of those told in both forms. `told`: as the record's `figures_told`
    of one municipality."""
    years = {key: _Moments.of(rows) for key, rows in both_forms(told).items()}
    cases = [case for year in years.values() for case in year.cases]
    read = iter(read_years(cases, kpis))
    timelines = {key: [next(read) for _ in year.cases] for key, year in years.items()}
    begins = {key: _begin(line) for key, line in timelines.items() if line and line[-1]}
    bases = [confirmed_rows(years[key].rows, years[key].begin(at)) for key, at in begins.items()]
    confirmed = dict(zip(begins, read_years(bases, kpis), strict=True))
    return {
        key: _story(years[key], timelines[key], at, confirmed[key]) for key, at in begins.items()
    }


def both_forms(told: pd.DataFrame) -> dict[YearKey, list[Row]]:
    """By KPI and fiscal year the rows of those told as months and as 12 months in one, in order."""
    if told["period_months"].nunique() <= 1:
        return {}
    years = years_of(told["period_start"])
    form_count = told["period_months"].groupby([told["kpi_id"], years]).transform("nunique")
    found: dict[YearKey, list[Row]] = {}
    both = told.assign(fiscal_year=years)[form_count.gt(1).to_numpy()]
    for row in rows_of(both):
        found.setdefault((str(row["kpi_id"]), int(row["fiscal_year"])), []).append(row)
    return found


@dataclass(frozen=True)
class _Moments:
    """The rows of a KPI and year in the order received, and the reports that stand of them."""

    rows: list[Row]
    batches: list[list[Row]]

    @classmethod
    def of(cls, rows: list[Row]) -> _Moments:
        batches: dict[str, list[Row]] = {}
        for row in rows:
            if row["is_standing"]:
                batches.setdefault(str(row["batch_id"]), []).append(row)
        return cls(rows, list(batches.values()))

    @property
    def cases(self) -> list[list[Row]]:
        """What held after each of the reports."""
        held: list[Row] = []
        cases = []
        for batch in self.batches:
            held = last_rows([*held, *batch])
            cases.append(held)
        return cases

    def begin(self, at: int) -> float:
        return float(self.batches[at][0]["revision"])


def _begin(timeline: Sequence[Row | None]) -> int:
    """From which moment on it reads as it does at the last."""
    at = len(timeline) - 1
    while at and is_same_year(timeline[at - 1], timeline[-1]):
        at -= 1
    return at


def _story(
    year: _Moments, timeline: Sequence[Row | None], at: int, confirmed: Row | None
) -> YearStory:
    """`at`: the moment since which it reads as it does, `confirmed`: what was confirmed before."""
    now = timeline[-1]
    assert now is not None, "a year without a figure has no story"
    cases = [
        [row for row in case if row["period_months"] == reading["period_months"]]
        for case, reading in zip(year.cases[at:], timeline[at:], strict=True)
        if reading
    ]
    of_all = [
        max(case, key=lambda row: row["confirmed_revision"])
        for case in cases
        if all(row["confirmed_revision"] < float("inf") for row in case)
    ]
    story = YearStory(int(now["period_months"]), of_all[-1] if of_all else None)
    is_confirmed = confirmed is not None and confirmed["is_whole"]
    base = confirmed if is_confirmed else (timeline[at - 1] if at else None)
    kind = kind_of_change(base, now)
    if base is None or kind is None or base["period_months"] == now["period_months"]:
        return story
    if kind == "correction" and not is_confirmed:
        return story
    changed = tuple(year.batches[at])
    reasons = _reasons(year, at) if kind == "correction" else ()
    return replace(story, kind=kind, before=base, changed=changed, reasons=reasons)


def _reasons(year: _Moments, at: int) -> tuple[str, ...]:
    """Of the rows by which it changed, else why what they correct was given back."""
    bases = confirmed_rows(year.rows, year.begin(at))
    since = max(int(row["revision"]) for row in bases)
    said = [reason_said(year.rows, row, since=since) for row in year.batches[at]]
    found = [reason for reason in said if reason is not None]
    returned = [row["returned_reason"] for row in bases if not is_missing(row["returned_reason"])]
    return tuple(dict.fromkeys(map(str, found or returned)))
