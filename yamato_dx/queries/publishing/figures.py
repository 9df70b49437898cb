"""The figures that may be public: confirmed ones, judged by the same rules; and what stays out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import Final, Literal

import pandas as pd

from yamato_dx.entries.review.snapshots import Snapshot
from yamato_dx.kept_answers import kept
from yamato_dx.queries.assessed import (
    Assessed,
    View,
    as_kept,
    assessed,
    judged,
)
from yamato_dx.queries.kpi_words import years_of
from yamato_dx.queries.snapshots.snapshots import snapshot_at
from yamato_dx.rows import Row, is_missing, rows_of
from yamato_dx.store.files import FileToKeep
from yamato_dx.store.record import Record

# Why a value that was reported is not in a public paper.
OutBecause = Literal["forecast", "preliminary", "unconfirmed"]
# A value that is no figure yet is so, confirmed or not.
_NOT_YET: Final[dict[str, OutBecause]] = {"forecast": "forecast", "preliminary": "preliminary"}
_SAYS: Final = ("actual_value", "numerator", "denominator", "value_status")


@dataclass(frozen=True)
class Withheld:
    """A reported value of a KPI's year that a public paper does not take. `has_earlier`: it shows
    an earlier one, confirmed, in its place."""

    kpi_id: str
    fiscal_year: int
    because: tuple[OutBecause, ...]
    has_earlier: bool


@kept(16)
def public_figures(record: Record, view: View) -> Assessed:
    """As `assessed`, from the last confirmed value of each KPI and period, without 見込 and 速報:
    what nobody confirmed yet neither counts nor hides what was."""
    code = record.municipality_code
    found = judged(record, view, record.standing_confirmed(code, view.revision))
    states = partial(record.confirmed_states, code, view.revision)
    return as_kept(record, view, replace(found, tell_states=states))


def public_snapshot(record: Record, view: View) -> tuple[Snapshot, tuple[FileToKeep, ...]]:
    """What the plans in effect may show in public at `view`, and the files that keep it; never the
    rows that a meeting or a closing saw, in which all figures are."""
    return snapshot_at(record, replace(view, frozen=()), public_figures, named="public-")


@kept(16)
def left_out(record: Record, view: View) -> tuple[Withheld, ...]:
    """By the plan's KPIs and years: reported values that stood at `view` and are in no public
    paper."""
    answer = assessed(record, replace(view, frozen=()))
    confirmed = {_key(row): row for row in rows_of(public_figures(record, view).standing)}
    known = {_of_year(row) for row in answer.rows}
    shown = {_of_year(row) for row in rows_of(_by_year(public_figures(record, view).standing))}
    found: dict[tuple[str, int], set[OutBecause]] = {}
    for row in rows_of(_by_year(answer.standing)):
        because = _because(row, confirmed.get(_key(row)))
        if because and _of_year(row) in known:
            found.setdefault(_of_year(row), set()).add(because)
    places = {kpi.kpi_id: place for place, kpi in enumerate(answer.plan.kpis)}
    return tuple(
        Withheld(kpi_id, year, tuple(sorted(found[kpi_id, year])), (kpi_id, year) in shown)
        for kpi_id, year in sorted(found, key=lambda key: (places[key[0]], key[1]))
    )


def _because(row: Row, confirmed: Row | None) -> OutBecause | None:
    """None: what stands is what is shown."""
    if confirmed and all(_is_same(row[name], confirmed[name]) for name in _SAYS):
        return None
    status = "" if is_missing(row["value_status"]) else str(row["value_status"])
    return _NOT_YET.get(status, "unconfirmed")


def _is_same(one: object, other: object) -> bool:
    return one == other or (is_missing(one) and is_missing(other))


def _by_year(standing: pd.DataFrame) -> pd.DataFrame:
    return standing.assign(fiscal_year=years_of(standing["period_start"]))


def _of_year(row: Row) -> tuple[str, int]:
    return str(row["kpi_id"]), int(row["fiscal_year"])


def _key(row: Row) -> tuple[str, object, int]:
    return str(row["kpi_id"]), row["period_start"], int(row["period_months"])
