"""The way to the database is cut: pages go on reading, acts lose nothing, all comes back."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from benchmarks.servers.proxy import CutNetwork, lose_answer, lose_commit
from tests.store.cases import CLERK, CODE, send, standing_values, values
from tests.store.contract.engines import act, entry_keys, exported
from yamato_dx.acts.drafting import draft_of, keep_cells
from yamato_dx.store.postgresql import connections
from yamato_dx.store.postgresql import ledger as postgres_ledger
from yamato_dx.store.postgresql import rows as postgres_rows
from yamato_dx.store.postgresql.ledger import PostgresLedger
from yamato_dx.store.postgresql.url import DatabaseUrl
from yamato_dx.store.promise.refusals import RecordAway, RecordNotWritten
from yamato_dx.store.record import Record

pytestmark = pytest.mark.waits


def within(seconds: float, is_so: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + seconds
    while not is_so() and time.monotonic() < deadline:
        time.sleep(0.02)
    return is_so()


def test_pages_go_on_reading_acts_are_refused_and_all_comes_back(
    far: Record, near: PostgresLedger, network: CutNetwork
) -> None:
    first = send(far, values(a=1.0))
    keep_cells(far, "key", {"a": "1"}, actor=CLERK)
    assert far.behind_in_words("ja") is None
    network.cut()
    for refused in (
        lambda: send(far, values(b=2.0)),
        lambda: keep_cells(far, "key", {"b": "2"}, actor=CLERK),
        lambda: far.draft("never seen"),
    ):
        with pytest.raises(RecordAway) as away:
            refused()
        assert "つながりません" in away.value.sentence("ja")
    assert standing_values(far.standing()) == {"a": 1.0}
    draft = draft_of(far, "key", actor=CLERK)
    assert draft is not None
    assert draft.cells == {"a": "1"}
    assert "1分前" in (far.behind_in_words("ja") or "")
    assert far.file_bytes("0" * 64) is None  # asked of the mirror
    near.append(act(near.head(), "meanwhile", minutes=60 * 24 * 365 * 5))
    network.join()
    assert within(10, lambda: far.behind_in_words("ja") is None)
    assert far.head() == near.head().revision
    assert far.head() > first.revision


def test_whoever_sees_nothing_new_for_long_is_told(far: Record, network: CutNetwork) -> None:
    network.cut()
    assert within(10, lambda: far.behind_in_words("en") is not None)
    network.join()
    assert within(10, lambda: far.behind_in_words("en") is None)


def test_an_act_whose_acknowledgement_was_lost_is_in_once(
    far: Record, near: PostgresLedger, network: CutNetwork
) -> None:
    send(far, values(a=1.0))
    network.set_trap(lose_answer)
    receipt = send(far, values(a=2.0))
    assert receipt.batch_id == "R8-0002" or receipt.batch_id.endswith("-0002")
    assert near.head().revision == receipt.revision == far.head()
    assert standing_values(far.standing()) == {"a": 2.0}
    assert send(far, values(b=1.0)).batch_id.endswith("-0003")
    assert exported(near) == exported(far.ledger)


def test_an_act_whose_commit_never_arrived_is_refused_and_leaves_nothing(
    far: Record, near: PostgresLedger, network: CutNetwork
) -> None:
    first = send(far, values(a=1.0))
    network.set_trap(lose_commit)
    with pytest.raises(RecordAway):
        send(far, values(a=2.0))
    assert near.head().revision == first.revision
    assert send(far, values(a=2.0)).batch_id.endswith("-0002")


def test_where_nobody_can_say_whether_it_is_in_that_is_said(
    far: Record, network: CutNetwork, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgres_ledger, "LOOKING_SECONDS", 0.5)
    send(far, values(a=1.0))

    def arrive_and_cut(to_server: object, data: bytes) -> None:
        to_server.sendall(data)  # type: ignore[attr-defined]
        network.cut()

    network.set_trap(arrive_and_cut)
    with pytest.raises(RecordNotWritten) as unsure:
        send(far, values(a=2.0))
    assert unsure.value.message_id == "store.server.unsure"
    network.join()
    assert within(10, lambda: standing_values(far.standing()) == {"a": 2.0})


def test_a_server_that_says_nothing_is_given_up(
    near: PostgresLedger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections.Answering, "patience", 0.3)
    begun = time.monotonic()
    with pytest.raises(RecordAway), near._asking() as connection:
        connection.execute(b"SELECT pg_sleep(20)")
    assert time.monotonic() - begun < 5
    near.append(act(near.head(), "a"))
    assert entry_keys(near) == ["a"]


def test_a_network_that_keeps_silent_during_an_export_is_given_up(
    near: PostgresLedger, far_url: DatabaseUrl, network: CutNetwork, monkeypatch: pytest.MonkeyPatch
) -> None:
    near.append(act(near.head(), "a"))
    exporter = postgres_rows.Exporter(connections.conninfo(far_url), far_url.schema_of(CODE))
    assert entry_keys_of(exporter) == ["a"]
    network.hush()
    begun = time.monotonic()
    with monkeypatch.context() as hurried:
        hurried.setattr(postgres_rows, "FETCH_SECONDS", 0.3)
        for _ in range(2):  # a connection that is made anew is no better
            with pytest.raises(connections.NoAnswer):
                entry_keys_of(exporter)
    assert time.monotonic() - begun < 10
    network.hush(is_silent=False)
    assert entry_keys_of(exporter) == ["a"]
    exporter.close()


def entry_keys_of(exporter: postgres_rows.Exporter) -> list[str]:
    return list(exporter.between(0, 1, ["entry"]).tables["entry"]["entry_key"].to_pylist())
