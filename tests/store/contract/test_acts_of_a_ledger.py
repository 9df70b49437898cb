"""What every engine promises of acts: whole, numbered, in time, kept, and exported as they are."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import permutations
from pathlib import Path

import pyarrow as pa
import pytest

from tests.racing import at_once
from tests.store.contract.engines import (
    ENGINES,
    MORNING,
    SHARED,
    act,
    catch_up,
    duckdb_ledger,
    entry_keys,
    exported,
    numbers,
)
from yamato_dx.store.file import rows as file_rows
from yamato_dx.store.promise.ledger import Ledger, LedgerHead, Rows
from yamato_dx.store.promise.refusals import ClockDoubted, RecordUnavailable, Stale
from yamato_dx.store.promise.tables import ACTS
from yamato_dx.store.promise.transaction import Transaction


def test_an_empty_ledger_ends_at_0(ledger: Ledger) -> None:
    assert (ledger.head(), exported(ledger)) == (LedgerHead(0, None), {})


def test_each_row_takes_the_next_number_and_an_act_ends_with_its_last(ledger: Ledger) -> None:
    for minutes, keys in enumerate(["a", "bcd", "ef"]):
        ledger.append(act(ledger.head(), *keys, minutes=minutes))
    rows = exported(ledger)
    assert numbers(rows) == [1, 2, 3, 4, 5, 6]
    assert rows[ACTS]["last_revision"].to_pylist() == [1, 4, 6]
    assert rows[ACTS]["act"].to_pylist() == ["enter"] * 3
    assert ledger.head() == LedgerHead(6, rows[ACTS]["recorded_at"][-1].as_py())
    assert rows["entry"]["recorded_at"].to_pylist()[0] == MORNING


def test_an_act_with_a_gap_in_its_numbers_is_refused(ledger: Ledger) -> None:
    tables = dict(act(LedgerHead(), "a", "b", "c").tables)
    tables["entry"] = pa.concat_tables([tables["entry"].slice(0, 1), tables["entry"].slice(2)])
    with pytest.raises(AssertionError, match="next number"):
        ledger.append(Rows(tables))
    assert (ledger.head(), exported(ledger)) == (LedgerHead(), {})


def test_an_act_that_breaks_halfway_leaves_nothing(ledger: Ledger) -> None:
    ledger.append(act(ledger.head(), "a"))
    before = ledger.head()
    rows = act(before, "b", "c")
    entry = rows.tables["entry"]
    # Its first rows can be put, its last go into a table that no ledger has.
    halves = {"entry": entry.slice(0, 1), ACTS: rows.tables[ACTS], "nowhere": entry.slice(1)}
    with pytest.raises(Exception, match="nowhere"):
        ledger.append(Rows(halves))
    assert (ledger.head(), entry_keys(ledger)) == (before, ["a"])
    ledger.append(rows)
    assert entry_keys(ledger) == ["a", "b", "c"]


def test_an_act_made_for_an_earlier_head_is_refused_and_leaves_nothing(ledger: Ledger) -> None:
    first, second = act(ledger.head(), "a"), act(ledger.head(), "b", "c")
    ledger.append(first)
    head = ledger.head()
    with pytest.raises(Stale):
        ledger.append(second)
    assert (ledger.head(), entry_keys(ledger)) == (head, ["a"])


def test_the_time_never_goes_back(ledger: Ledger) -> None:
    ledger.append(act(ledger.head(), "a", minutes=10))
    head = ledger.head()
    with pytest.raises(ClockDoubted):
        ledger.append(act(head, "b", minutes=9))
    assert (ledger.head(), entry_keys(ledger)) == (head, ["a"])
    ledger.append(act(head, "b", minutes=10))  # within one minute, two acts


def test_two_writers_at_once_lose_nothing(ledger: Ledger) -> None:
    def write(name: str) -> Callable[[], None]:
        def acts() -> None:
            for number in range(5):
                with ledger.writing() as head:
                    ledger.append(act(head, f"{name}{number}", f"{name}{number}+"))

        return acts

    assert at_once(*(write(name) for name in "abcd")) == [None] * 4
    assert numbers(exported(ledger)) == list(range(1, 41))
    said = entry_keys(ledger)
    for name in "abcd":  # and each in his own order, his acts whole
        own = [key for key in said if key[0] == name]
        assert own == [f"{name}{number}{end}" for number in range(5) for end in ("", "+")]
    assert all(second == f"{first}+" for first, second in zip(said[::2], said[1::2], strict=True))


def test_what_a_writer_read_is_true_until_he_ends(ledger: Ledger) -> None:
    begun, others_turn = threading.Event(), threading.Event()

    def other() -> None:
        assert begun.wait(60)
        others_turn.set()
        with ledger.writing() as head:
            ledger.append(act(head, "theirs"))

    with ThreadPoolExecutor(1) as pool:
        running = pool.submit(other)
        with ledger.writing() as head:
            begun.set()
            assert others_turn.wait(60)
            assert ledger.head() == head
            ledger.append(act(head, "mine"))
        running.result(60)
    assert entry_keys(ledger) == ["mine", "theirs"]


def test_an_export_after_any_act_has_exactly_the_later_rows_in_order(ledger: Ledger) -> None:
    ends = [0]
    for keys in ["a", "bcd", "ef", "g"]:
        ledger.append(act(ledger.head(), *keys))
        ends.append(ledger.head().revision)
    for end in ends:
        assert entry_keys(ledger, end) == list("abcdefg")[end:]
        assert exported(ledger, end).get(ACTS, pa.table({"last_revision": []}))[
            "last_revision"
        ].to_pylist() == [one for one in ends[1:] if one > end]


def test_an_export_comes_in_parts_of_whole_acts(ledger: Ledger) -> None:
    for keys in ["a", "bcd", "ef"]:
        ledger.append(act(ledger.head(), *keys))
    reached = 0
    for part in ledger.rows_after(0):
        assert numbers(part.tables) == list(range(reached + 1, part.head.revision + 1))
        reached = part.head.revision
    assert reached == 6


@pytest.mark.parametrize(
    ("part_rows", "part_bytes", "expected"),
    [
        (1, 1_000_000, [1, 3, 5]),  # each act a part
        (4, 1_000_000, [3, 5]),  # an act is begun while there is room
        (1_000, 10, [3, 5]),  # two files of 6 bytes
        (1_000, 1_000_000, [5]),
    ],
)
def test_parts_of_a_duckdb_file_have_bounds(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    part_rows: int,
    part_bytes: int,
    expected: list[int],
) -> None:
    monkeypatch.setattr(file_rows, "PART_ROWS", part_rows)
    monkeypatch.setattr(file_rows, "PART_BYTES", part_bytes)
    ledger = duckdb_ledger(tmp_path)
    ledger.append(act(ledger.head(), "a"))
    for data in (b"first.", b"second"):
        transaction = Transaction(ledger.head().revision, lambda: MORNING)
        transaction.append("file", sha256=data.hex(), file_name="a", bytes=data)
        transaction.append(
            "entry",
            kind="note",
            entry_key="b",
            document='"b"',
            actor_name="山田",
            actor_known_by="told",
        )
        rows = transaction.rows("enter")
        assert rows
        ledger.append(rows)
    assert [part.head.revision for part in ledger.rows_after(0)] == expected
    ledger.close()


def test_what_was_exported_once_stays_as_it_was(ledger: Ledger) -> None:
    ledger.append(act(ledger.head(), "a", "b"))
    before = exported(ledger)
    ledger.append(act(ledger.head(), "a", minutes=1))  # of the same thing
    after = exported(ledger)
    for name, table in before.items():
        assert after[name].slice(0, table.num_rows).equals(table)


@pytest.mark.parametrize("name", ENGINES)
def test_what_was_appended_is_there_when_the_ledger_is_opened_again(
    name: str, tmp_path: Path
) -> None:
    ledger = ENGINES[name](tmp_path)
    ledger.append(act(ledger.head(), "a", "b"))
    head, rows = ledger.head(), exported(ledger)
    ledger.close()
    with pytest.raises(RecordUnavailable):
        ledger.append(act(head, "c"))
    again = ENGINES[name](tmp_path)
    assert (again.head(), exported(again)) == (head, rows)
    again.close()


@pytest.mark.parametrize("name", SHARED)
def test_the_head_is_what_anybody_appended(name: str, tmp_path: Path) -> None:
    """DuckDB lets no second process in; an engine that does answers what is there now."""
    mine, theirs = SHARED[name](tmp_path), SHARED[name](tmp_path)
    for ledger, other in [(mine, theirs), (theirs, mine)]:
        ledger.append(act(ledger.head(), "a"))
        assert other.head() == ledger.head()
        assert exported(other) == exported(ledger)
    for ledger in (mine, theirs):
        ledger.close()


@pytest.mark.parametrize("names", [*permutations(ENGINES, 2)])
def test_rows_of_one_engine_make_another_equal(names: tuple[str, str], tmp_path: Path) -> None:
    source, mirror = (ENGINES[name](tmp_path) for name in names)
    for keys in ["a", "bcd", "ef"]:  # from nothing, then from where it stood
        source.append(act(source.head(), *keys))
        catch_up(mirror, source)
        assert (mirror.head(), exported(mirror)) == (source.head(), exported(source))
    catch_up(mirror, source)  # nothing new
    assert exported(mirror) == exported(source)
    for ledger in (source, mirror):
        ledger.close()
