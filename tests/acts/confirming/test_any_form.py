"""A year told as months and as 12 months in one, in any order: what it read when it was confirmed
never changes without a reason."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import Begun
from tests.proving import examples
from tests.store.cases import CLERK, send, value, values
from yamato_dx.acts.confirming.confirmation import confirm
from yamato_dx.acts.confirming.giving_back import give_back
from yamato_dx.acts.opening import Place, open_record
from yamato_dx.acts.withdrawal import withdraw
from yamato_dx.errors import Refused
from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.queries.assessed import assessed, view_of
from yamato_dx.queries.figure_states import figure_states
from yamato_dx.store.record import Record

KPI = "convenience_store_certificates"  # whose months are added up
ON = date(2026, 6, 15)
YEAR = 12
# Place of a month in the year, or YEAR → what is said of it.
Told = dict[int, float]

all_months = st.sampled_from([50.0, 75.0]).map(lambda one: dict.fromkeys(range(12), one))
some_months = st.dictionaries(st.sampled_from([0, 11]), st.sampled_from([50.0, 60.0]), min_size=1)
whole_year = st.sampled_from([600.0, 900.0]).map(lambda one: {YEAR: one})
acts = st.lists(
    st.tuples(
        st.sampled_from(["report", "report", "confirm", "confirm", "withdraw", "return"]),
        st.integers(0, 4),
        st.one_of(all_months, some_months, whole_year),
    ),
    min_size=3,
    max_size=9,
)


# Of each period, by which report it was said, and what.
Held = dict[int, tuple[int, float]]


@dataclass
class Model:
    """The rule in plain words: what the reports say, and what became of them."""

    told: list[Told] = field(default_factory=list)
    state: list[str] = field(default_factory=list)

    def held(self, *states: str) -> Held:
        return {
            at: (number, one)
            for number, (told, state) in enumerate(zip(self.told, self.state, strict=True))
            if state in states
            for at, one in told.items()
        }

    def needs_reason(self, told: Told) -> bool:
        confirmed, standing = self.held("confirmed"), self.held("confirmed", "submitted")
        for at, one in told.items():
            if at in confirmed and one not in (confirmed[at][1], standing[at][1]):
                return True
        forms = {at == YEAR for at in confirmed}
        if not any((at != YEAR) in forms for at in told):
            return False  # the other form was never confirmed
        base = year_of(
            {at: one for at, one in standing.items() if (at == YEAR) in forms} | confirmed
        )
        sent = {at: (len(self.told), one) for at, one in told.items()}
        return base is not None and year_of(standing | sent) not in (base, year_of(standing))


def year_of(held: Held) -> float | None:
    """The year in one, or twelve months together, whichever came last."""
    months = [one for at, one in held.items() if at != YEAR]
    figures = [held[YEAR]] if YEAR in held else []
    if len(months) == YEAR:
        figures.append((max(number for number, _ in months), sum(one for _, one in months)))
    return max(figures)[1] if figures else None


def frame(told: Told) -> pd.DataFrame:
    starts = (*FiscalYear(2024).months, FiscalYear(2024).first_day)
    of_month: list[dict[str, Any]] = [{"period_months": 1}] * YEAR
    of_period = [*of_month, {"period_months": YEAR}]
    rows = (
        value(KPI, one, period_start=pd.Timestamp(starts[at]), **of_period[at])
        for at, one in told.items()
    )
    return values(*rows)


def act(record: Record, model: Model, kind: str, number: int, told: Told) -> None:
    if kind == "report":
        reason = None
        if model.needs_reason(told):
            reason = f"理由{len(model.told)}"
            with pytest.raises(Refused) as refusal:
                send(record, frame(told))
            assert refusal.value.message_id == "store.correction_without_reason"
        send(record, frame(told), correction_reason=reason)
        model.told.append(told)
        model.state.append("submitted")
        return
    if number >= len(model.told):
        return
    batch_id = f"R8-{number + 1:04}"
    if kind == "confirm" and model.state[number] == "submitted":
        confirm(record, [batch_id], CLERK)
        model.state[number] = "confirmed"
    if kind == "withdraw" and model.state[number] == "submitted":
        withdraw(record, batch_id, CLERK)
        model.state[number] = "withdrawn"
    if kind == "return" and model.state[number] == "confirmed":
        give_back(record, batch_id, CLERK, "数え直してください")
        model.state[number] = "returned"


@examples(12)
@given(acts)
def test_a_confirmed_year_never_changes_without_a_reason(
    begun: Begun, tmp_path_factory: pytest.TempPathFactory, order: list[tuple[str, int, Told]]
) -> None:
    path = tmp_path_factory.mktemp("any") / "record.duckdb"
    model = Model()
    with open_record(begun(path, Place())) as record:
        for kind, number, told in order:
            act(record, model, kind, number, told)
        answer = assessed(record, view_of(record, on=ON))
        state = figure_states(answer).get((KPI, 2024))
        now = year_of(model.held("confirmed", "submitted"))
        if state and state.kind and now is not None:
            assert state.kind == "correction"
            assert state.reason, model
            assert state.before is not None
            assert state.before["actual_value"] != now
        assert record.faults().empty
