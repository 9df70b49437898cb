"""Reported figures of population."""

from __future__ import annotations

import pandas as pd

from yamato_dx.store.promise import frames
from yamato_dx.store.reads.reads import Reads


class PopulationReads(Reads):
    def population_rows(self, revision: int | None = None) -> pd.DataFrame:
        """One row per reported figure (municipality, day, series, vintage, sex, age group) that
        held at `revision` (now): the columns of the table and recorded_at."""
        return self._ask("population", as_of_revision=self._at(revision))

    def population_of_batch(self, batch_id: str) -> pd.DataFrame:
        """The columns of `population_rows`, one row per figure of the report, in the order sent."""
        return self._ask("population_of_batch", batch_id=batch_id)

    def compared_population(
        self, figures: pd.DataFrame, revision: int | None = None, *, since: int | None = None
    ) -> pd.DataFrame:
        """One row per row of POPULATION, on its index: change (new, changed, unchanged) against
        what stood at `revision` (now), before_population and before_batch_id (missing where new),
        is_stale: something else stood there at `since`."""
        at = self._at(revision)
        found = self._ask(
            "population_compare",
            incoming=frames.incoming(figures, frames.POPULATION),
            previewed_at=at if since is None else since,
            as_of_revision=at,
        )
        return found.drop(columns="incoming_no").set_index(figures.index)

    def lapsing_population(self, batch_id: str, revision: int | None = None) -> pd.DataFrame:
        """One row per figure of the report that stood at `revision` (now), with what stands once it
        is withdrawn in after_population and after_batch_id (missing where nothing does)."""
        return self._ask("population_lapsing", batch_id=batch_id, as_of_revision=self._at(revision))
