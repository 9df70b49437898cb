"""Any order of reports, replacements and withdrawals gives what the last standing rows say."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from tests.proving import examples
from tests.store.cases import CLERK, CODE, Clock, send, standing_values, values
from yamato_dx.acts.withdrawal import withdraw
from yamato_dx.errors import Refused
from yamato_dx.store.record import Record

Report = dict[str, float | None]

reports = st.dictionaries(
    st.sampled_from("abc"), st.one_of(st.none(), st.sampled_from([0.0, 1.0, 2.0])), min_size=1
)
acts = st.lists(
    st.tuples(st.sampled_from(["report", "replace", "withdraw"]), st.integers(0, 9), reports),
    max_size=12,
)


@dataclass
class Model:
    """The rule in plain words: reports in their order, without the withdrawn."""

    received: list[Report] = field(default_factory=list)
    withdrawn: set[int] = field(default_factory=set)

    def standing(self, without: int | None = None) -> Report:
        held: Report = {}
        for number, report in enumerate(self.received):
            if number not in self.withdrawn and number != without:
                held |= report
        return held

    def may_report(self, report: Report, replaces: int | None) -> bool:
        held = self.standing(without=replaces)
        return not any(one is None and held.get(key) is not None for key, one in report.items())

    def stands(self, number: int) -> bool:
        return number < len(self.received) and number not in self.withdrawn


def act(record: Record, model: Model, kind: str, number: int, report: Report) -> None:
    """Do one act in the record; in the model too, unless the record refuses."""
    batch_id = f"R8-{number + 1:04}"
    is_allowed = kind == "report" or model.stands(number)
    replaces = number if kind == "replace" else None
    if kind != "withdraw":
        is_allowed = is_allowed and model.may_report(report, replaces)
    try:
        if kind == "withdraw":
            withdraw(record, batch_id, CLERK)
        else:
            send(record, values(**report), replaces=batch_id if kind == "replace" else None)
    except Refused:
        assert not is_allowed, (kind, number, report)
        return
    assert is_allowed, (kind, number, report)
    if kind != "report":
        model.withdrawn.add(number)
    if kind != "withdraw":
        model.received.append(report)


@examples(12)
@given(acts)
def test_any_order_of_acts(order: list[tuple[str, int, Report]]) -> None:
    model = Model()
    history = [(0, model.standing())]
    with (
        tempfile.TemporaryDirectory() as folder,
        Record.open(Path(folder) / "record.duckdb", CODE, clock=Clock()) as record,
    ):
        for kind, number, report in order:
            act(record, model, kind, number, report)
            assert standing_values(record.standing()) == model.standing()
            history.append((record.head(), model.standing()))
        for revision, held in history:
            assert standing_values(record.standing(as_of_revision=revision)) == held
        assert record.faults().empty
