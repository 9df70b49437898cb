"""What the record lost of what was acknowledged is told at the next start; nothing comes in."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest

from tests.entered import enter
from tests.proving import in_turn
from tests.store.cases import CLERK, CODE, Clock, send, standing_values, values
from yamato_dx.acts.backup import backup, backups_of, restore
from yamato_dx.acts.drafting import keep_cells
from yamato_dx.acts.report import Attachment
from yamato_dx.acts.withdrawal import withdraw
from yamato_dx.errors import RecordUnavailable, Refused
from yamato_dx.root import ROOT
from yamato_dx.store import ledger
from yamato_dx.store.file.loss import RecordBehind
from yamato_dx.store.file.witness import SLOT_BYTES, Witness, Witnessed
from yamato_dx.store.promise.refusals import ClockDoubted
from yamato_dx.store.record import Record

HOLDER = {"head": {"name": "山田", "section": None}}


def log_of(path: Path) -> Path:
    return path.with_name(f"{path.name}.wal")


def opened(path: Path) -> Record:
    return Record.open(path, CODE, clock=Clock())


def copied(record: Record, folder: Path) -> Path:
    """Record, log and witness as they lie on the disk at this moment: as after a kill."""
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / record.path.name
    for suffix in ("", ".wal", ".witness"):
        source = record.path.with_name(f"{record.path.name}{suffix}")
        if source.exists():
            shutil.copyfile(source, f"{target}{suffix}")
    return target


def witness_of(path: Path) -> Witnessed | None:
    return Witness(path).read()


# --- what the witness holds ---


def test_the_witness_has_each_act_before_it_is_acknowledged(record: Record) -> None:
    seen = [witness_of(record.path)]
    acts: list[Callable[[], object]] = [
        lambda: send(record, values(a=1.0)),
        lambda: send(record, values(b=1.0), data=None, kind="proxy"),
        lambda: enter(record, "holder", HOLDER, CLERK),
        lambda: withdraw(record, "R8-0002", CLERK),
    ]
    for number, act in enumerate(acts, start=1):
        act()
        held = witness_of(record.path)
        assert held
        assert (held.revision, held.act_count) == (record.head(), number)
        assert held not in seen
        seen.append(held)
    assert dict(seen[-1].last_numbers if seen[-1] else {}) == {2026: 2}


def test_what_leaves_nothing_in_the_ledger_leaves_the_witness(record: Record) -> None:
    enter(record, "holder", HOLDER, CLERK)
    content = Witness(record.path).path.read_bytes()
    enter(record, "holder", HOLDER, CLERK)  # said already
    keep_cells(record, "key", {"a": "1"}, actor=CLERK)
    with pytest.raises(Refused):
        withdraw(record, "R8-0009", CLERK)
    assert Witness(record.path).path.read_bytes() == content


def test_a_slot_that_was_not_written_to_its_end_leaves_the_one_before(tmp_path: Path) -> None:
    witness = Witness(tmp_path / "record.duckdb")
    for revision in (1, 2, 3):
        witness.write(Witnessed(revision, "hash", revision, {2026: revision}))
    content = witness.path.read_bytes()
    assert len(content) == 2 * SLOT_BYTES
    at = content.index(b'"revision": 3')
    witness.path.write_bytes(content[:at] + b"\0" * 100 + content[at + 100 :])
    again = Witness(tmp_path / "record.duckdb")
    assert again.read() == Witnessed(2, "hash", 2, {2026: 2})
    again.write(Witnessed(4, "hash", 4, {2026: 4}))  # over the spoilt one
    assert Witness(tmp_path / "record.duckdb").read() == Witnessed(4, "hash", 4, {2026: 4})


def test_a_witness_that_cannot_be_written_is_told_and_the_report_stands(record: Record) -> None:
    path = Witness(record.path).path
    path.unlink()
    path.mkdir()
    assert send(record, values(a=1.0)).batch_id == "R8-0001"
    assert record.witness_note == "store.witness.not_written"
    assert str(path) in (record.witness_in_words("ja") or "")
    path.rmdir()
    send(record, values(a=2.0))
    assert record.witness_note is None
    assert witness_of(record.path)


# --- a record that lost something ---


@pytest.mark.parametrize("seed", in_turn(range(30), lambda seed: seed // 10))
def test_a_log_cut_short_is_told_with_the_lost_numbers(
    record: Record, tmp_path: Path, seed: int
) -> None:
    """What DuckDB drops without a word: the last transactions of a log without its end."""
    kept = seed % 4
    for number in range(kept + 3):
        send(record, values(a=float(number)))
        if number + 1 == kept:
            log_size = log_of(record.path).stat().st_size
    path = copied(record, tmp_path / "after")
    log = log_of(path)
    whole = log.stat().st_size
    # Anywhere in the last three reports, from the first byte to the last but one.
    start = log_size if kept else 0
    os.truncate(log, start + (whole - 1 - start) * seed // 29)
    with opened(path) as behind:
        found = len(behind.batches())
        assert found < kept + 3
        assert behind.loss
        numbers = range(found + 1, kept + 4)
        assert behind.loss.missing.batch_ids == tuple(f"R8-{number:04}" for number in numbers)
        for lang in ("ja", "en"):
            assert f"R8-{kept + 3:04}" in behind.loss.refusal().sentence(lang)


@pytest.fixture
def behind(record: Record, tmp_path: Path) -> Path:
    """Of four reports, one decision and one withdrawal, the last two reports and the withdrawal are
    lost: an old backup was put in the record's place by hand."""
    send(record, values(a=1.0))
    send(record, values(a=2.0))
    enter(record, "holder", HOLDER, CLERK)
    old = backup(record, backups_of(record) / f"{CODE}-2026-05-11.duckdb", CLERK)
    send(record, values(a=3.0))
    send(record, values(a=4.0))
    withdraw(record, "R8-0004", CLERK)
    record.close()
    shutil.copyfile(old, record.path)
    return record.path


def test_an_old_backup_put_in_place_by_hand_receives_nothing(behind: Path) -> None:
    with opened(behind) as record:
        head = record.head()
        refused: list[Callable[[], object]] = [
            lambda: send(record, values(a=5.0)),
            lambda: enter(record, "section", {"a": {"name_ja": "課"}}, CLERK),
            lambda: withdraw(record, "R8-0001", CLERK),
            lambda: keep_cells(record, "key", {"a": "1"}, actor=CLERK),
            lambda: ledger.load_dataset(record, "benchmark", "new", CLERK),
        ]
        for act in refused:
            with pytest.raises(RecordBehind) as refusal:
                act()
            assert refusal.value.exit_code == RecordUnavailable.exit_code
        sentence = refusal.value.sentence("ja")
        assert "R8-0003〜R8-0004（2件）" in sentence
        assert "報告のほかに失われた操作：1件" in sentence
        assert str(behind.parent / "backups" / f"{CODE}-2026-05-11.duckdb") in sentence
        assert "R8-0003–R8-0004 (2)" in refusal.value.sentence("en")
        assert record.head() == head
        assert standing_values(record.standing()) == {"a": 2.0}  # it can be read
    with opened(behind) as record:
        assert record.loss  # opening it settles nothing


@pytest.fixture
def older_put_in_place(record: Record) -> Path:
    """Three reports were acknowledged, and there is a backup of all of them; then a file that ends
    after the first was put in the record's place."""
    send(record, values(a=1.0))
    old = backup(record, record.path.with_name("old.duckdb"), CLERK)
    send(record, values(a=2.0))
    backup(record, backups_of(record) / f"{CODE}-2026-05-09.duckdb", CLERK)
    send(record, values(a=3.0))
    backup(record, backups_of(record) / f"{CODE}-2026-05-10.duckdb", CLERK)
    record.close()
    shutil.copyfile(old, record.path)
    return record.path


def test_the_backup_named_has_what_is_missing(older_put_in_place: Path) -> None:
    """Not the newest file: one that was made since lacks the same."""
    path = older_put_in_place
    whole = path.parent / "backups" / f"{CODE}-2026-05-10.duckdb"
    (path.parent / "backups" / f"{CODE}-2026-05-12.duckdb").write_bytes(b"damaged")
    for by_hand in (1, 2):
        with opened(path) as behind:
            assert behind.loss
            assert behind.loss.backup
            assert (behind.loss.backup.path, behind.loss.backup.has_all) == (whole, True)
            assert f"すべて含む最新のバックアップ：{whole}" in (behind.lost_in_words("ja") or "")
            backup(behind, backups_of(behind) / f"{CODE}-2026-05-11-09000{by_hand}.duckdb", CLERK)
    restored = restore(whole, path, CODE, clock=Clock(), actor=CLERK)
    assert restored.missing is None
    with opened(path) as record:
        assert (record.loss, standing_values(record.standing())) == (None, {"a": 3.0})
        assert send(record, values(a=4.0)).batch_id == "R8-0004"


def test_where_no_backup_has_all_it_is_said_how_far_the_best_goes(
    older_put_in_place: Path,
) -> None:
    path = older_put_in_place
    (path.parent / "backups" / f"{CODE}-2026-05-10.duckdb").unlink()
    best = path.parent / "backups" / f"{CODE}-2026-05-09.duckdb"
    for lang in ("ja", "en"):
        with opened(path) as behind:
            said = behind.lost_in_words(lang) or ""
            assert str(best) in said
            assert "R8-0002" in said.replace(str(best), "").partition("R8-0003")[2]
    restored = restore(best, path, CODE, clock=Clock(), actor=CLERK)
    assert restored.missing
    assert restored.missing.batch_ids == ("R8-0003",)
    with opened(path) as record:
        assert (record.loss, standing_values(record.standing())) == (None, {"a": 2.0})
        assert send(record, values(a=4.0)).batch_id == "R8-0004"


def test_a_restore_asks_the_clock_only_for_what_it_lets_go(older_put_in_place: Path) -> None:
    path = older_put_in_place
    old = path.parent / "old.duckdb"
    ahead = Clock(datetime(2036, 5, 11, tzinfo=UTC))
    before = path.read_bytes()
    with pytest.raises(ClockDoubted):
        restore(old, path, CODE, clock=ahead, actor=CLERK)
    assert path.read_bytes() == before
    assert restore(old, path, CODE, clock=ahead, is_clock_right=True, actor=CLERK).missing


def test_going_on_is_an_act_and_gives_no_lost_number_again(behind: Path) -> None:
    with opened(behind) as record:
        ledger.accept_loss(record, CLERK, "再提出を依頼済み")
        assert record.loss is None
        event = record.audit_events().iloc[0]
        assert (event["act"], event["actor_name"]) == ("accept_loss", CLERK.name)
        assert send(record, values(a=3.0)).batch_id == "R8-0005"
        assert record.faults().empty
    with opened(behind) as record:
        assert (record.loss, record.witness_note) == (None, None)
        assert send(record, values(a=4.0)).batch_id == "R8-0006"
        with pytest.raises(Refused) as refusal:
            ledger.accept_loss(record, CLERK, None)
        assert refusal.value.message_id == "store.witness.nothing_to_accept"


def test_a_restore_writes_the_witness_anew(behind: Path) -> None:
    source = behind.parent / "backups" / f"{CODE}-2026-05-11.duckdb"
    restore(source, behind, CODE, clock=Clock(), actor=CLERK)
    with opened(behind) as record:
        assert (record.loss, record.witness_note) == (None, None)
        send(record, values(a=5.0))


def test_a_record_that_is_gone_is_not_begun_anew_without_a_word(record: Record) -> None:
    send(record, values(a=1.0))
    record.close()
    record.path.unlink()
    with pytest.raises(RecordBehind) as refusal:
        opened(record.path)
    assert "R8-0001（1件）" in refusal.value.sentence("ja")
    assert not record.path.exists()
    with Record.open(record.path, CODE, clock=Clock(), begins_anew=True) as anew:
        with pytest.raises(RecordBehind):
            send(anew, values(a=1.0))
        ledger.accept_loss(anew, CLERK, None)
        assert send(anew, values(a=1.0)).batch_id == "R8-0002"


def test_where_no_record_was_nothing_is_accepted_and_none_made(tmp_path: Path) -> None:
    path = tmp_path / "var" / f"{CODE}.duckdb"
    with pytest.raises(Refused) as refusal:
        Record.open(path, CODE, begins_anew=True)
    assert refusal.value.message_id == "store.witness.nothing_to_accept"
    assert not path.parent.exists()
    opened(path).close()  # neither reserved nor refused


# --- another record, or one that was changed ---


def test_a_record_that_went_on_elsewhere_is_told(record: Record, tmp_path: Path) -> None:
    """The folder was copied, both went on, and one file was put beside the other's witness."""
    send(record, values(a=1.0))
    twin = copied(record, tmp_path / "twin")
    with opened(twin) as other:
        send(other, values(a=2.0))
        enter(other, "holder", HOLDER, CLERK)  # more acts than the witness saw
    send(record, values(a=3.0))
    record.close()
    shutil.copyfile(twin, record.path)
    with opened(record.path) as foreign:
        assert foreign.loss
        assert foreign.loss.kind == "foreign"
        with pytest.raises(RecordBehind, match="一致しません"):
            send(foreign, values(a=4.0))


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE batch SET sha256 = 'other' WHERE batch_id = 'R8-0002'",
        "UPDATE audit_event SET actor_name = 'somebody else' WHERE subject = 'R8-0002'",
        "UPDATE actual SET actual_value = 9 WHERE batch_id = 'R8-0002'",
        "UPDATE entry SET document = '{}' WHERE batch_id = 'R8-0002'",
        "UPDATE attachment SET sha256 = 'other'",
        "UPDATE revision SET recorded_at = recorded_at + INTERVAL 1 MICROSECOND",
        "DELETE FROM actual WHERE batch_id = 'R8-0002'",
    ],
)
def test_the_hash_proves_the_last_acts_content(record: Record, change: str) -> None:
    send(record, values(a=1.0))
    send(
        record,
        values(a=2.0),
        data=None,
        progress={"1-1": {"status": "done"}},
        attachments=[Attachment("集計.pdf", b"%PDF")],
    )
    record.close()
    with duckdb.connect(str(record.path)) as file:
        assert file.execute(change).fetchone() != (0,)
    with opened(record.path) as changed:
        assert changed.loss
        assert changed.loss.kind == "foreign"


def test_neither_time_zone_nor_a_later_schema_makes_a_record_foreign(record: Record) -> None:
    send(record, values(a=0.1), data=None)
    record.close()
    check = (
        "import sys, pathlib\n"
        "from yamato_dx.store.record import Record\n"
        "assert Record.open(pathlib.Path(sys.argv[1]), '434477').loss is None\n"
    )
    with duckdb.connect(str(record.path)) as file:
        file.execute("ALTER TABLE batch ADD COLUMN later VARCHAR DEFAULT 'x'")
        file.execute("ALTER TABLE audit_event ADD COLUMN later VARCHAR")
    for zone in ("UTC", "Asia/Tokyo"):
        command = [sys.executable, "-c", check, str(record.path)]
        subprocess.run(command, cwd=ROOT, check=True, env={**os.environ, "TZ": zone})


# --- a witness that lags or is missing ---


def test_a_folder_copied_whole_goes_on(record: Record, tmp_path: Path) -> None:
    send(record, values(a=1.0))
    with opened(copied(record, tmp_path / "copy")) as copy:
        assert (copy.loss, copy.witness_note) == (None, None)
        assert send(copy, values(a=2.0)).batch_id == "R8-0002"


def test_a_record_copied_without_its_log_is_told(record: Record, tmp_path: Path) -> None:
    send(record, values(a=1.0))
    path = copied(record, tmp_path / "copy")
    log_of(path).unlink()
    with opened(path) as copy:
        assert copy.loss


@pytest.mark.parametrize("spoilt", [True, False])
def test_a_record_without_a_witness_gets_one_with_a_note(record: Record, spoilt: bool) -> None:
    send(record, values(a=1.0))
    record.close()
    path = Witness(record.path).path
    if spoilt:
        path.write_bytes(b"\0" * 2 * SLOT_BYTES)
    else:
        path.unlink()
    with opened(record.path) as again:
        assert (again.loss, again.witness_note) == (None, "store.witness.made_anew")
        send(again, values(a=2.0))
        assert str(path) in (again.witness_in_words("en") or "")
    with opened(record.path) as once_more:
        assert (once_more.loss, once_more.witness_note) == (None, None)


def test_a_record_ahead_of_its_witness_repairs_it(record: Record) -> None:
    send(record, values(a=1.0))
    lagging = Witness(record.path).path.read_bytes()
    send(record, values(a=2.0))
    record.close()
    Witness(record.path).path.write_bytes(lagging)
    with opened(record.path) as again:
        assert (again.loss, again.witness_note) == (None, None)
        held = witness_of(record.path)
        assert held
        assert held.revision == again.head()


# --- killed between each pair of steps ---

KILLED_AT = """
import os, pathlib, sys
from tests.store.cases import CLERK, Clock, send, values
from yamato_dx.acts.backup import restore
from yamato_dx.store import ledger
from yamato_dx.store.file import ledger as file_ledger
from yamato_dx.store.file import restoring, witness
from yamato_dx.store.record import Record

path, step = pathlib.Path(sys.argv[1]), sys.argv[2]

def killed(*_):
    os._exit(9)

def half_written(descriptor, at, slot):
    os.lseek(descriptor, at, os.SEEK_SET)
    os.write(descriptor, slot[:70])  # the rest is the slot of two acts before
    os._exit(9)

def arm():
    if step == "before COMMIT":
        file_ledger.act_between = killed
    elif step == "after COMMIT":
        witness.Witness.write = witness.Witness.write_anew = killed
    elif step == "within the witness":
        witness._put = half_written
    elif step == "before the sync":
        os.fsync = killed
    elif step == "before the acknowledgement":
        file_ledger.FileLedger._tell_witness = lambda self, seen: (
            self.witness.write(seen), killed()
        )
    elif step == "a witness half made":
        os.replace = pathlib.Path.replace = killed

if sys.argv[3] == "report":
    record = Record.open(path, "434477", clock=Clock())
    arm()
    send(record, values(a=2.0))
elif sys.argv[3] == "accept":
    record = Record.open(path, "434477", clock=Clock())
    arm()
    ledger.accept_loss(record, CLERK, None)
elif sys.argv[3] == "open":
    arm()
    Record.open(path, "434477", clock=Clock())
else:
    arm()
    restore(pathlib.Path(sys.argv[3]), path, "434477", actor=CLERK, clock=Clock())
"""


def killed_at(path: Path, step: str, act: str | Path) -> None:
    command = [sys.executable, "-c", KILLED_AT, str(path), step, str(act)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 9, done.stderr


@pytest.mark.waits
@pytest.mark.parametrize(
    ("step", "reports"),
    in_turn(
        [
            ("before COMMIT", 1),
            ("after COMMIT", 2),
            ("within the witness", 2),
            ("before the sync", 2),
            ("before the acknowledgement", 2),
        ],
        lambda killed: killed[1],
    ),
)
def test_killed_while_a_report_is_received(record: Record, step: str, reports: int) -> None:
    """The report in flight is there whole or not at all; no false loss, and the witness is right
    again."""
    send(record, values(a=1.0))
    record.close()
    killed_at(record.path, step, "report")
    with opened(record.path) as again:
        assert (again.loss, again.witness_note) == (None, None)
        assert len(again.batches()) == reports
        held = witness_of(record.path)
        assert held
        assert held.revision == again.head()
        send(again, values(a=3.0))


@pytest.mark.waits
@pytest.mark.parametrize(
    ("step", "is_settled"),
    in_turn(
        [
            ("before COMMIT", False),
            ("after COMMIT", False),
            ("within the witness", False),
            ("before the acknowledgement", True),
        ],
        lambda killed: killed[1],
    ),
)
def test_killed_while_a_loss_is_accepted(behind: Path, step: str, is_settled: bool) -> None:
    """Not settled before the witness has it: it is asked again, never forgotten."""
    killed_at(behind, step, "accept")
    with opened(behind) as record:
        assert (record.loss is None) is is_settled
        if record.loss:
            ledger.accept_loss(record, CLERK, None)
        assert send(record, values(a=3.0)).batch_id == "R8-0005"


@pytest.mark.waits
@pytest.mark.parametrize("step", in_turn(["after COMMIT", "within the witness"]))
def test_killed_before_a_restore_wrote_the_witness(record: Record, step: str) -> None:
    send(record, values(a=1.0))
    source = backup(record, record.path.with_name("backup.duckdb"), CLERK)
    send(record, values(a=2.0))
    record.close()
    killed_at(record.path, step, source)
    with opened(record.path) as restored:
        assert restored.loss  # the record of before the restore is told as lost, not forgotten
    restore(source, record.path, CODE, clock=Clock(), actor=CLERK)
    with opened(record.path) as restored:
        assert restored.loss is None


@pytest.mark.waits
@pytest.mark.parametrize(
    "step", in_turn(["after COMMIT", "before the sync", "a witness half made"])
)
def test_killed_while_a_witness_is_made(record: Record, step: str) -> None:
    send(record, values(a=1.0))
    record.close()
    Witness(record.path).path.unlink()
    killed_at(record.path, step, "open")
    with opened(record.path) as again:
        assert (again.loss, again.witness_note) == (None, "store.witness.made_anew")
