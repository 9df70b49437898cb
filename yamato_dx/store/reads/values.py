"""Reported values: what stands, what would, and what others take the place of."""

from __future__ import annotations

import pandas as pd

from yamato_dx.store.promise import frames
from yamato_dx.store.reads.figure_states import confirmed_of, states_of
from yamato_dx.store.reads.reads import Reads


class ValueReads(Reads):
    def standing(
        self,
        municipality_code: str | None = None,
        as_of_revision: int | None = None,
        *,
        without_batch_id: str | None = None,
    ) -> pd.DataFrame:
        """STANDING: one row per KPI and period, the value that held at `as_of_revision` (now).

        `without_batch_id`: as if that report had never been received.
        """
        return self._ask(
            "standing",
            municipality_code=municipality_code,
            as_of_revision=self._at(as_of_revision),
            without_batch_id=without_batch_id,
        )

    def standing_confirmed(
        self, municipality_code: str, as_of_revision: int | None = None
    ) -> pd.DataFrame:
        """STANDING as far as it is confirmed, without 見込 and 速報: per KPI and period the last
        such value, whatever came after it that nobody confirmed yet."""
        return self._ask(
            "standing_confirmed",
            municipality_code=municipality_code,
            as_of_revision=self._at(as_of_revision),
        )

    def standing_if_sent(
        self,
        values: pd.DataFrame,
        *,
        replaces: str | None = None,
        municipality_code: str | None = None,
    ) -> pd.DataFrame:
        """STANDING as it would be with `values` (VALUES) sent now; their batch_id is missing."""
        return self._ask(
            "standing_if_sent",
            incoming=frames.incoming(values),
            replaces=replaces,
            municipality_code=municipality_code,
            as_of_revision=self.head(),
        )

    def actual_rows(self, batch_id: str) -> pd.DataFrame:
        """STANDING's columns, one row per value of the report, in the order sent."""
        return self._ask("actual_rows", batch_id=batch_id)

    def compared_values(self, values: pd.DataFrame) -> pd.DataFrame:
        """One row per row of VALUES, on its index: change (new, changed, unchanged) against what
        stands now, is_same_value (the figure stands, whatever else is said of it), before_value,
        before_numerator, before_denominator, before_status, before_batch_id (missing where new)."""
        return self._per_value("compare", values)

    def awaiting_over_held(
        self, values: pd.DataFrame, *, replaces: str | None = None
    ) -> pd.DataFrame:
        """One row per row of VALUES that says 公表待ち where a value is held now, on its index:
        held_value and held_batch_id. `replaces`: as if that report had never been received."""
        return self._per_value("awaiting_over_held", values, replaces=replaces)

    def corrected_values(
        self, values: pd.DataFrame, *, replaces: str | None = None
    ) -> pd.DataFrame:
        """One row per row of VALUES that says something else than was confirmed, on its index:
        correction_kind (correction, update: 速報 or 見込 becomes 確定), confirmed_value,
        confirmed_numerator, confirmed_denominator, confirmed_weight, confirmed_status,
        confirmed_batch_id. `replaces`: as if that report had never been received."""
        return self._per_value("corrected", values, replaces=replaces)

    def values_over_other_form(self, values: pd.DataFrame) -> pd.DataFrame:
        """The rows of VALUES of whose KPI and fiscal year months are confirmed where they say 12 in
        one, or the other way about."""
        return values.loc[self._per_value("over_other_form", values).index]

    def figures_told(self, municipality_code: str, revision: int | None = None) -> pd.DataFrame:
        """One row per value that stood in its report at `revision` (now), and per value that was
        confirmed or given a reason and fell since, in the order received: the figure, is_standing,
        confirmed_revision, confirmed_at, confirmed_by, approval_no, reason (of its correction) and
        returned_reason."""
        return self._ask(
            "figures_told",
            municipality_code=municipality_code,
            as_of_revision=self._at(revision),
        )

    def figure_states(self, municipality_code: str, revision: int | None = None) -> pd.DataFrame:
        """One row per KPI and period that held a value at `revision` (now): whether it is
        confirmed, by whom, when and under which number; and, where it is a correction of what was
        confirmed or the final value of what was preliminary, what stood before (base_…), in which
        report and when it came, and why."""
        return states_of(self.figures_told(municipality_code, revision))

    def confirmed_states(self, municipality_code: str, revision: int | None = None) -> pd.DataFrame:
        """As `figure_states`, of the figures of `standing_confirmed`: told by what was confirmed
        alone."""
        return states_of(confirmed_of(self.figures_told(municipality_code, revision)))

    def values_changed_since(
        self, values: pd.DataFrame, revision: int, *, replaces: str | None = None
    ) -> int:
        """For how many KPIs and periods of VALUES, and of report `replaces`, another row stands
        now than stood at `revision`."""
        found = self._ask(
            "changed_keys",
            incoming=frames.incoming(values),
            replaces=replaces,
            previewed_at=revision,
            as_of_revision=self.head(),
            **frames.code_bounds(values),
        )
        return len(found)

    def lapsing_values(self, batch_id: str, instead: pd.DataFrame) -> pd.DataFrame:
        """One row per KPI and period whose value lapses if VALUES `instead` (which may have no row)
        take the place of the report: municipality_code, kpi_id, period_start, period_months,
        actual_value, value_status and, missing where nothing holds then, after_value,
        after_status, after_batch_id."""
        return self._ask(
            "lapsing",
            batch_id=batch_id,
            incoming=frames.incoming(instead),
            as_of_revision=self.head(),
        )

    def _per_value(self, query_name: str, values: pd.DataFrame, **params: object) -> pd.DataFrame:
        found = self._ask(
            query_name,
            incoming=frames.incoming(values),
            as_of_revision=self.head(),
            **frames.code_bounds(values),
            **params,
        )
        return found.set_index(values.index[found["incoming_no"]]).drop(columns="incoming_no")
