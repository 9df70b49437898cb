"""What a report of residents brought, what it changed, and what its withdrawal brings back."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pandas as pd

from yamato_dx.kept_answers import kept
from yamato_dx.queries.assessed import View, assessed
from yamato_dx.queries.population.figures import (
    population_at,
    population_of,
    population_without,
)
from yamato_dx.queries.population.residents import ResidentChange, resident_changes
from yamato_dx.queries.reports.history import came_between
from yamato_dx.store.record import Record


@dataclass(frozen=True, eq=False)
class PopulationEffect:
    """`rows`: one row per figure. `residents`: the KPIs per resident that differ."""

    rows: pd.DataFrame
    residents: tuple[ResidentChange, ...]


@kept(32)
def reported_population(record: Record, view: View, batch_id: str, lang: str) -> PopulationEffect:
    """The figures of the report in the order sent, each with change (new, changed, unchanged),
    before_population and before_batch_id as they stood just before it came."""
    before, after = came_between(record, batch_id)
    return PopulationEffect(
        _with_what_stood(record, batch_id, before),
        resident_changes(
            record,
            assessed(record, replace(view, revision=after)),
            lang,
            before=population_at(record, before),
            after=population_at(record, after),
        ),
    )


@kept(32)
def population_withdrawal(record: Record, view: View, batch_id: str, lang: str) -> PopulationEffect:
    """The figures of the report that stand, each with after_population and after_batch_id:
    what stands instead once it is withdrawn, missing where nothing does."""
    return PopulationEffect(
        record.lapsing_population(batch_id, view.revision),
        resident_changes(
            record,
            assessed(record, view),
            lang,
            before=population_of(record, view),
            after=population_without(record, view.revision, batch_id),
        ),
    )


def _with_what_stood(record: Record, batch_id: str, revision: int) -> pd.DataFrame:
    rows = record.population_of_batch(batch_id)
    found = record.compared_population(rows, revision)
    known = found[["change", "before_population", "before_batch_id"]]
    return rows.join(known, validate="one_to_one")


def reported_population_table(effect: PopulationEffect) -> pd.DataFrame:
    """One row per figure of the report, to take away."""
    return effect.rows.assign(
        date=effect.rows["counted_on"],
        population_change=effect.rows["change"],
        replaced_population=effect.rows["before_population"],
        replaced_batch_id=effect.rows["before_batch_id"],
    )
