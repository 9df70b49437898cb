"""Any order of acts: two engines hold the same rows, number by number."""

from __future__ import annotations

import tempfile
from contextlib import ExitStack
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from tests.entered import enter
from tests.proving import examples
from tests.store.cases import CLERK, send, values
from tests.store.contract.engines import RECORDS, exported
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
def test_all_engines_hold_the_same_rows(order: list[Act]) -> None:
    with tempfile.TemporaryDirectory() as folder, ExitStack() as opened:
        places = {name: Path(folder) / name for name in RECORDS}
        for place in places.values():
            place.mkdir()
        one, *others = [opened.enter_context(RECORDS[name](places[name])) for name in RECORDS]
        for act in order:
            assert {do(record, act) for record in others} == {do(one, act)}
        for other in others:
            assert exported(other._ledger) == exported(one._ledger)
            assert other.draft("key") == one.draft("key")
            assert other.faults().empty
