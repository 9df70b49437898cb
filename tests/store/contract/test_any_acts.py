"""Any order of acts: two engines hold the same rows, number by number."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from tests.entered import enter
from tests.proving import examples
from tests.store.cases import CLERK, send, values
from tests.store.contract.engines import duckdb_record, exported, sqlite_record
from yamato_dx.acts.confirming.confirmation import confirm
from yamato_dx.acts.confirming.giving_back import give_back
from yamato_dx.acts.drafting import keep_cells
from yamato_dx.acts.report import Attachment
from yamato_dx.acts.withdrawal import withdraw
from yamato_dx.errors import Refused
from yamato_dx.store.record import Record

Act = tuple[str, int, dict[str, float | None]]

reports = st.dictionaries(
    st.sampled_from("abc"), st.one_of(st.none(), st.sampled_from([0.0, 1.0, 2.0])), min_size=1
)
orders = st.lists(
    st.tuples(
        st.sampled_from(
            ["report", "attach", "replace", "withdraw", "confirm", "return", "enter", "draft"]
        ),
        st.integers(0, 5),
        reports,
    ),
    max_size=8,
)


def do(record: Record, act: Act) -> str:
    """What comes of it, in a word."""
    kind, number, report = act
    batch_id, data = f"R8-{number + 1:04}", f"file {number}".encode()
    try:
        if kind == "withdraw":
            return str(withdraw(record, batch_id, CLERK))
        if kind == "confirm":
            return str(confirm(record, [batch_id], CLERK))
        if kind == "return":
            return str(give_back(record, batch_id, CLERK, "違う"))
        if kind == "enter":
            name = {"name": f"{report}", "section": None}
            return str(enter(record, "holder", {f"{number}": name}, CLERK))
        if kind == "draft":
            return str(keep_cells(record, "key", {f"{number}": f"{report}"}, actor=CLERK).cells)
        files = [Attachment("a.pdf", data)] if kind == "attach" else []
        replaces = batch_id if kind == "replace" else None
        return str(send(record, values(**report), data=data, attachments=files, replaces=replaces))
    except Refused as refused:
        return refused.message_id


@examples(8)
@given(orders)
def test_two_engines_hold_the_same_rows(order: list[Act]) -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        duckdb_record(Path(folder)) as one,
        sqlite_record(Path(folder)) as other,
    ):
        for act in order:
            assert do(one, act) == do(other, act)
        assert exported(one._ledger) == exported(other._ledger)
        assert one.draft("key") == other.draft("key")
        assert other.faults().empty
