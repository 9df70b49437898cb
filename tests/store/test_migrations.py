"""A record of the first release opens, is copied aside, and says the same after."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from tests.entered import enter
from tests.entries.review.rows import DAY, REVIEW_ROWS
from tests.store.cases import CLERK, CODE, Clock, send, standing_values, values
from yamato_dx.acts.actor import Actor
from yamato_dx.acts.backup import backup, restore
from yamato_dx.acts.confirming.confirmation import confirm
from yamato_dx.acts.confirming.giving_back import give_back
from yamato_dx.acts.drafting import draft_of, keep_cells
from yamato_dx.acts.report import Attachment
from yamato_dx.acts.withdrawal import withdraw
from yamato_dx.store import entries, ledger
from yamato_dx.store.file import ledger as file_ledger
from yamato_dx.store.file import rows as file_rows
from yamato_dx.store.file import schema
from yamato_dx.store.file.backups import best_backup
from yamato_dx.store.file.rows import append
from yamato_dx.store.file.witness import Witness, Witnessed
from yamato_dx.store.promise.ledger import Rows
from yamato_dx.store.reads.entries import EntryReads
from yamato_dx.store.reads.past import PastReads
from yamato_dx.store.receiving import figure_keys
from yamato_dx.store.record import Record

# Whenever the tests run, the record goes on a day after it was made.
LATER = datetime(2026, 5, 12, tzinfo=UTC)


def append_known(cursor: duckdb.DuckDBPyConnection, rows: Rows) -> None:
    """Without the columns that came in later migrations."""
    tables = {}
    for name, table in rows.tables.items():
        known = [str(one[0]) for one in cursor.execute(f"FROM {name} LIMIT 0").description or ()]
        tables[name] = table.select([one for one in table.column_names if one in known])
    append(cursor, Rows(tables))


def record_of_schema(folder: Path, newest: int) -> Path:
    """A record as the program made it when `newest` was its last migration, before there was a
    witness: a = 1 stands, b was withdrawn."""
    known = folder / f"schema-{newest}"
    known.mkdir()
    for one in schema.migrations()[:newest]:
        (known / f"{one.name}.sql").write_text(one.sql, "utf-8")
    path = folder / "record.duckdb"
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(schema, "FOLDER", known)
        patched.setattr(file_ledger, "act_between", lambda *at: Witnessed(at[-1]))
        patched.setattr(file_ledger.FileLedger, "_hold_against_witness", lambda *_: None)
        patched.setattr(file_rows, "append", append_known)
        patched.setattr(PastReads, "plans_at", lambda *_: ())
        patched.setattr(EntryReads, "documents", lambda *_: {})
        patched.setattr(Witness, "write", lambda *_: None)
        with Record.open(path, CODE, clock=Clock()) as record:
            send(record, values(a=1.0), data=b"first")
            ledger.withdraw(record, send(record, values(b=2.0)).batch_id, CLERK, reason="誤り")
            if newest > 1:
                progress = {"1-1": {"status": "done"}}
                send(record, values(c=3.0), data=None, kind="proxy", progress=progress)
    return path


@pytest.fixture
def first_release(tmp_path: Path) -> Path:
    return record_of_schema(tmp_path, 1)


@pytest.fixture
def before_attachments(tmp_path: Path) -> Path:
    path = record_of_schema(tmp_path, 2)
    with duckdb.connect(str(path)) as file:
        draft = """{"cells": {"4": "1105"}, "kept_at": "2026-05-11T09:00:00+09:00"}"""
        file.execute("INSERT INTO draft VALUES ('key', ?, now())", [draft])
    return path


@pytest.fixture
def before_address(tmp_path: Path) -> Path:
    return record_of_schema(tmp_path, 4)


@pytest.fixture
def before_steps(tmp_path: Path) -> Path:
    return record_of_schema(tmp_path, 6)


# As it was kept then; what somebody typed may look like the names of cells.
DRAFT = {
    "cells": {
        "item.w1_1.evidence": 'said: "item.w1_2" and, "item.x"',
        "item.w1_1.status": "done",
        "kpi.a.actual_value": "1",
    },
    "cleared": ["item.w1_2.status"],
    "detached": [],
    "files": [
        {"file_name": name, "sha256": name, "byte_count": 1, "subject": subject}
        for name, subject in (("a.pdf", "commitment:generative_ai"), ("b.pdf", "kpi:a"))
    ],
    "kept_at": "2026-05-11T09:00:00+09:00",
}


@pytest.fixture
def before_plans(tmp_path: Path) -> Path:
    """With a plan, and things said of it and of the municipality."""
    path = record_of_schema(tmp_path, 5)
    said = [
        ("decision", "nearly_met_band"),
        ("supplement", "bar:w1_1"),
        ("owner", "work_item:w1_1"),
        ("owner", "kpi:a"),
        ("section", "s01"),
    ]
    with duckdb.connect(str(path)) as file:
        plan = """{"plan_id": "dx", "plan_version": "2.0"}"""
        file.execute("INSERT INTO dataset_load VALUES ('plan:2.0', 'hash', ?, now(), 1)", [plan])
        file.execute("INSERT INTO draft VALUES ('report.all.2025', ?, now())", [json.dumps(DRAFT)])
        file.executemany(
            "INSERT INTO entry BY NAME SELECT ? AS kind, ? AS entry_key, '{}' AS document, "
            "'計画係' AS actor_name, 'local' AS actor_known_by, now() AS recorded_at, "
            "1 AS revision",
            said,
        )
        file.execute(
            "INSERT INTO attachment VALUES "
            "('R8-0001', 1, 'work_item:w1_1', 'a.pdf', 'b', 1, now(), 1), "
            "('R8-0001', 2, 'kpi:a', 'b.pdf', 'b', 1, now(), 1)"
        )
    return path


def ask(path: Path, sql: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(path), read_only=True) as file:
        return file.execute(sql).fetchall()


def test_a_record_of_the_first_release_is_backed_up_and_migrated(first_release: Path) -> None:
    columns = "batch_id, kind, sha256, actor_name, row_count, new_count, revision"
    before = ask(first_release, f"SELECT {columns} FROM batch ORDER BY revision")
    with Record.open(first_release, CODE) as record:
        assert standing_values(record.standing()) == {"a": 1.0}
        assert list(record.batches()["status"]) == ["withdrawn", "standing"]
        assert record.faults().empty
        assert (len(record.entries("section")), len(record.population_rows())) == (0, 0)
        assert (record.loss, record.witness_note) == (None, "store.witness.made_anew")
    assert ask(first_release, f"SELECT {columns} FROM batch ORDER BY revision") == before
    assert ask(first_release, "SELECT max(version) FROM schema_version") == [(schema.newest(),)]
    copy = first_release.with_name("record.before-2.duckdb")
    assert ask(copy, "SELECT max(version) FROM schema_version") == [(1,)]
    assert ask(copy, "SELECT kpi_id, actual_value FROM actual_standing") == [("a", 1.0)]


def test_a_migrated_record_goes_on(first_release: Path, tmp_path: Path) -> None:
    with Record.open(first_release, CODE, clock=Clock(LATER)) as record:
        head = record.head()
        assert enter(record, "holder", {"head": {"name": "山田", "section": None}}, CLERK) > head
        receipt = send(record, values(b=3.0), data=None, file_name=None, kind="proxy")
        assert record.batches().set_index("batch_id")["kind"][receipt.batch_id] == "proxy"
        assert record.faults().empty
        copy = backup(record, tmp_path / "backup.duckdb", CLERK)
        standing = record.standing()
    with Record.open(copy, CODE) as again:
        pd.testing.assert_frame_equal(again.standing(), standing)


def test_a_backup_of_the_first_release_is_restored_into_this_one(
    first_release: Path, tmp_path: Path
) -> None:
    target = tmp_path / "new" / "record.duckdb"
    assert restore(first_release, target, CODE, clock=Clock(), actor=CLERK).kept is None
    with Record.open(target, CODE) as record:
        assert standing_values(record.standing()) == {"a": 1.0}
    assert not list(target.parent.glob("*.before-*"))  # brought up to date before it was put there


def test_a_backup_of_the_first_release_is_asked_what_it_has(first_release: Path) -> None:
    """It cannot have what a program acknowledged that kept a witness; it is not one of no use."""
    backups = first_release.parent / "backups"
    backups.mkdir()
    first_release.rename(backups / "record-2026-05-11.duckdb")
    best = best_backup(first_release, Witnessed(9, "hash", 9), ["R8-0002", "R8-0003"])
    assert best
    assert (best.has_all, best.has_missing, best.last_report) == (False, 1, "R8-0002")


def test_a_record_without_attachments_takes_them_after_its_migration(
    before_attachments: Path, tmp_path: Path
) -> None:
    paper = Attachment("集計.pdf", b"%PDF", "kpi:a")
    with Record.open(before_attachments, CODE, clock=Clock()) as record:
        assert standing_values(record.standing()) == {"a": 1.0, "c": 3.0}
        assert list(record.entries("progress")["entry_key"]) == ["/1-1"]
        draft = draft_of(record, "key", actor=CLERK)
        assert draft is not None
        assert (draft.cells, draft.files) == ({"4": "1105"}, ())  # offered as before
        assert record.attachments().empty
        assert record.faults().empty
        receipt = send(record, values(d=4.0), attachments=[paper])
        assert keep_cells(record, "key", {"5": "1"}, actor=CLERK).cells == {"4": "1105", "5": "1"}
        assert record.faults().empty
        copy = backup(record, tmp_path / "backup.duckdb", CLERK)
    assert ask(
        before_attachments.with_name("record.before-3.duckdb"),
        "SELECT max(version) FROM schema_version",
    ) == [(2,)]
    target = tmp_path / "restored" / "record.duckdb"
    restore(copy, target, CODE, clock=Clock(), actor=CLERK)
    with Record.open(target, CODE) as record:
        (kept,) = record.attachments().itertuples(index=False)
        assert (kept.batch_id, kept.file_name) == (receipt.batch_id, "集計.pdf")
        assert record.file_bytes(kept.sha256) == b"%PDF"


def test_from_where_somebody_acted_is_kept_after_the_migration_and_not_known_before(
    before_address: Path,
) -> None:
    visitor = Actor.from_network("窓口", "192.0.2.5")
    with Record.open(before_address, CODE, clock=Clock()) as record:
        receipt = send(record, values(d=4.0), actor=visitor)
        withdraw(record, receipt.batch_id, visitor)
        reports = record.batches().set_index("batch_id")
        newest = reports.loc[receipt.batch_id]
        assert (newest["actor_known_by"], newest["actor_address"]) == ("network", "192.0.2.5")
        assert (newest["withdrawn_known_by"], newest["withdrawn_address"]) == (
            "network",
            "192.0.2.5",
        )
        assert reports["actor_address"].drop(receipt.batch_id).isna().all()
        acts = record.audit_events().head(2)
        assert set(acts["actor_address"]) == {"192.0.2.5"}
        assert record.faults().empty
    sql = "SELECT DISTINCT actor_address FROM entry_standing"  # a view over all columns
    assert ask(before_address, sql) == [(None,)]


def test_what_was_said_of_the_only_plan_is_of_that_plan(before_plans: Path) -> None:
    with Record.open(before_plans, CODE, clock=Clock(LATER)) as record:
        kinds = ("decision", "supplement", "owner", "section", "progress")
        keys = record.entries_of(kinds)[["kind", "entry_key"]].to_numpy().tolist()
        assert keys == [
            ["decision", "dx/nearly_met_band"],
            ["owner", "dx/work_item:w1_1"],
            ["owner", "kpi:a"],
            ["progress", "dx/1-1"],
            ["section", "s01"],
            ["supplement", "dx/bar:w1_1"],
        ]
        assert record.attachments()["subject"].tolist() == ["dx/work_item:w1_1", "kpi:a"]
        assert list(record.dataset_hashes("plan:")) == ["dx/plan:2.0"]
        draft = draft_of(record, "report.all.2025", actor=CLERK)
        assert draft is not None
        assert draft.cells == {
            "item.dx/w1_1.evidence": 'said: "item.w1_2" and, "item.x"',
            "item.dx/w1_1.status": "done",
            "kpi.a.actual_value": "1",
        }
        assert draft.cleared == ("item.dx/w1_2.status",)
        assert [file.subject for file in draft.files] == ["dx/commitment:generative_ai", "kpi:a"]


ROUND_OF_TWO = {
    "kind": "year_end",
    "title": "令和7年度の照会",
    "fiscal_year": 2025,
    "plan_ids": ["dx"],
    "opened_on": "2026-04-06",
    "due": "2026-05-01",
    "sections": [{"section_id": "kikaku", "name_ja": "企画政策課", "name_en": "Planning"}],
    "items": [
        {"kind": "kpi", "item_id": "a", "section_id": "kikaku"},
        {"kind": "work_item", "item_id": "dx/1-1", "section_id": ""},
    ],
}


def test_a_record_without_steps_takes_them_after_its_migration(before_steps: Path) -> None:
    with Record.open(before_steps, CODE, clock=Clock(LATER)) as record:
        before = record.standing()
        assert record.batches()["status"].tolist() == ["standing", "withdrawn", "standing"]
        assert not record.figure_states(CODE)["is_confirmed"].any()
        newest, _, first = record.batches()["batch_id"]
        confirm(record, [newest], CLERK, approval_no="企第1号")
        assert record.standing().equals(before)
        give_back(record, first, CLERK, "違う")
        assert standing_values(record.standing()) == {"c": 3.0}
        assert record.faults().empty
    assert ask(
        before_steps, "SELECT batch_id, state, approval_no FROM report_state ORDER BY 1"
    ) == [
        ("R8-0001", "returned", None),
        ("R8-0002", "withdrawn", None),
        ("R8-0003", "confirmed", "企第1号"),
    ]
    assert len(list(before_steps.parent.glob("record.before-*.duckdb"))) == 1


def test_a_record_whose_corrections_have_one_reason_takes_their_own_after_its_migration(
    tmp_path: Path,
) -> None:
    path = record_of_schema(tmp_path, 10)
    with Record.open(path, CODE, clock=Clock(LATER)) as record:
        newest, _, first = record.batches()["batch_id"]
        confirm(record, [newest, first], CLERK)
        send(record, values(a=2.0), correction_reason="誤り")
        changed = values(a=3.0, c=4.0)
        _, of_c = figure_keys(changed)
        send(record, changed, correction_reason="数え直した", own_reasons={of_c: "別の理由"})
        reasons = record.figure_states(CODE)["correction_reason"].tolist()
        assert reasons == ["数え直した", "別の理由"]
        assert record.faults().empty
    assert ask(path, "SELECT batch_id, kpi_id, reason FROM correction") == [
        ("R8-0005", "c", "別の理由")
    ]


def test_auditors_read_the_record_with_duckdb_alone(tmp_path: Path) -> None:
    path = tmp_path / "record.duckdb"
    with Record.open(path, CODE, clock=Clock()) as record:
        said = {"answer": "no_band", "fiscal_years": [2025], "decided_by": "町長"}
        enter(record, "decision", {"nearly_met_band": said}, CLERK)
        section = {"name_ja": "企画政策課", "name_en": "P", "valid_from": None, "valid_to": None}
        enter(record, "section", {"kikaku": section}, CLERK)
        enter(record, "owner", {"kpi:a": {"section_id": "kikaku", "report_due": "04-30"}}, CLERK)
        enter(record, "component", {"a:x": {"name": "住民基本台帳", "is_attached": False}}, CLERK)
        enter(record, "supplement", {"organisation": {"text": "図", "source": "原本"}}, CLERK)
        enter(record, "card", {"a": {"system": "証明書発行管理", "traps": "再発行を除く"}}, CLERK)
        extended = {
            "last_year": 2026,
            "targets": [{"kpi_id": "a", "fiscal_year": 2026, "target_value": 5.0}],
            "decided_by": "町長",
            "decided_on": "2026-03-01",
            "approval_no": "企第1号",
            "reason": "次期計画まで",
        }
        enter(record, "extension", {"period": extended}, CLERK)
        enter(record, "round", {"2025-1": ROUND_OF_TWO}, CLERK)
        moved = {"due": "2026-05-15", "reason": "出納整理"}
        enter(record, "round_deadline", {"2025-1": moved, "2025-1:kikaku": moved}, CLERK)
        enter(record, "reminder", {"2025-1:kikaku:1": {"on": "2026-05-08", "text": "督促"}}, CLERK)
        enter(record, "round_closing", {"2025-1": {"on": "2026-06-01"}}, CLERK)
        read_as = {"sheet": "実績", "rows": [["番号"]], "said": [["D", "unread"]]}
        enter(record, "reading", {"kikaku:1a2b": {**read_as, "file_name": "報告.xlsx"}}, CLERK)
        paper = Attachment("集計.pdf", b"%PDF", "kpi:a")
        progress = {"1-1": {"status": "done", "evidence": "議事録"}}
        send(record, values(a=1.0), progress=progress, attachments=[paper])
        fallen = send(record, values(b=1.0), attachments=[paper])
        withdraw(record, fallen.batch_id, CLERK)
    assert ask(path, "SELECT batch_id, file_name, subject FROM attachment_standing") == [
        ("R8-0001", "集計.pdf", "kpi:a")
    ]
    assert ask(path, "SELECT question_id, answer, fiscal_years, decided_by FROM decision") == [
        ("nearly_met_band", "no_band", "[2025]", "町長")
    ]
    assert ask(path, "SELECT section_id, name_ja FROM section") == [("kikaku", "企画政策課")]
    assert ask(path, "SELECT owned_kind, owned_id, section_id, report_due FROM owner") == [
        ("kpi", "a", "kikaku", "04-30")
    ]
    assert ask(path, "SELECT kpi_id, component_id, name, is_attached FROM kpi_component") == [
        ("a", "x", "住民基本台帳", False)
    ]
    assert ask(path, "SELECT kpi_id, system, traps, person FROM kpi_card") == [
        ("a", "証明書発行管理", "再発行を除く", None)
    ]
    assert ask(path, "SELECT section_id, sheet, said, file_name FROM reading") == [
        ("kikaku", "実績", '[["D","unread"]]', "報告.xlsx")
    ]
    assert ask(path, "SELECT last_year, approval_no, decided_by FROM extension") == [
        (2026, "企第1号", "町長")
    ]
    assert ask(path, "SELECT round_id, kind, fiscal_year, due, closed_on FROM round") == [
        ("2025-1", "year_end", 2025, date(2026, 5, 1), date(2026, 6, 1))
    ]
    assert ask(path, "SELECT kind, item_id, section_id FROM round_item ORDER BY kind") == [
        ("kpi", "a", "kikaku"),
        ("work_item", "dx/1-1", None),
    ]
    assert ask(path, "SELECT section_id, due FROM round_deadline ORDER BY ALL") == [
        ("kikaku", date(2026, 5, 15)),
        (None, date(2026, 5, 15)),
    ]
    assert ask(path, "SELECT section_id, reminder_no, text FROM reminder") == [
        ("kikaku", 1, "督促")
    ]
    assert ask(path, "SELECT supplement_id, source FROM supplement") == [("organisation", "原本")]
    assert ask(path, "SELECT item_id, status, evidence, batch_id FROM work_progress") == [
        ("1-1", "done", "議事録", "R8-0001")
    ]


def test_auditors_read_what_people_conclude_with_duckdb_alone(tmp_path: Path) -> None:
    """A row of each kind, as its documents are."""
    path = tmp_path / "record.duckdb"
    with Record.open(path, CODE, clock=Clock()) as record:
        for kind, _, key, value, _ in REVIEW_ROWS:
            keyed = {kind.key_in("dx", key): kind.json(value)}
            entries.enter(record, kind.name, {kind.name: keyed}, CLERK)
    shown = {
        "plan_id, subject_kind, subject_id, fiscal_year, cause, due FROM comment": (
            *(None, "kpi", "certificates", 2025, "端末の更新が遅れた"),
            DAY,
        ),
        "plan_id, initiative_no, line_no, unit, settled, general, bonds FROM budget_line": (
            *("dx", 9, 1, "thousand_yen", 1150, 650),
            None,
        ),
        "initiative_no, fiscal_year, spent, saved FROM work_hours": (9, 2025, 120.5, None),
        "happening_no, happened_on, kpi_ids FROM happening": (1, DAY, '["certificates"]'),
        "meeting_id, held_on, seen_revision, seen_on FROM meeting": ("2026-1", DAY, 412, DAY),
        "meeting_id, point_no, outcome, owner, due FROM meeting_point": (
            *("2026-1", 1, "instructed", "住民課"),
            DAY,
        ),
        "meeting_id, point_no, state, told_on FROM follow_up": ("2026-1", 1, "done", DAY),
        "plan_id, kpi_id, treatment, successor FROM carry_over": (
            *("dx", "certificates", "expanded"),
            "R8-1",
        ),
        "plan_id, closed_on, seen_revision, reason FROM closing": (
            *("dx", DAY, None),
            "確定値が出た",
        ),
        "publication_no, published_on, seen_revision, approval_no FROM publication": (
            *(1, DAY, 412),
            "企第3号",
        ),
    }
    assert {asked: ask(path, f"SELECT {asked}") for asked in shown} == {
        asked: [row] for asked, row in shown.items()
    }
