"""添付資料: received with their report, once, whole; in a draft outside the ledger."""

from __future__ import annotations

from hashlib import sha256

import pytest

from tests.store.cases import CLERK, send, standing_values, values
from yamato_dx.acts.report import Attachment
from yamato_dx.acts.withdrawal import withdraw
from yamato_dx.errors import Refused
from yamato_dx.intake.files.attachment import MAX_COUNT
from yamato_dx.intake.files.limits import FILE_BYTES
from yamato_dx.store.record import Record

PAPER = b"%PDF-1.7 " + bytes(range(256))


def attached(record: Record, batch_id: str, revision: int | None = None) -> list[str]:
    found = record.attachments(revision)
    return list(found.loc[found["batch_id"] == batch_id, "file_name"])


def digest(data: bytes) -> str:
    return sha256(data).hexdigest()


def test_a_report_keeps_what_it_rests_on_as_received(record: Record) -> None:
    files = [
        Attachment("集計.pdf", PAPER, "kpi:a"),
        Attachment("議事録.docx", b"PK", "dx/work_item:1-1"),
        Attachment("写真.jpg", b"\xff\xd8"),
    ]
    receipt = send(record, values(a=1.0), data=None, file_name=None, attachments=files)
    kept = record.attachments()
    assert list(kept["batch_id"]) == [receipt.batch_id] * 3
    assert list(kept["attachment_no"]) == [1, 2, 3]
    assert list(kept["file_name"]) == ["集計.pdf", "議事録.docx", "写真.jpg"]
    assert list(kept["subject"][:2]) == ["kpi:a", "dx/work_item:1-1"]
    assert kept["subject"].isna().tolist() == [False, False, True]
    assert [record.file_bytes(one) for one in kept["sha256"]] == [one.data for one in files]
    assert list(kept["byte_count"]) == [len(one.data) for one in files]
    assert record.actual_rows(receipt.batch_id)["revision"].max() == receipt.revision
    assert record.batches()["row_count"].item() == 1  # values are counted, files are not
    assert record.faults().empty


def test_the_same_bytes_are_kept_once_under_each_name(record: Record) -> None:
    send(record, values(a=1.0), data=PAPER)
    head = record.head()
    files = [Attachment("a.pdf", PAPER), Attachment("b.pdf", PAPER, "kpi:a")]
    receipt = send(record, values(b=1.0), data=None, attachments=files)
    assert attached(record, receipt.batch_id) == ["a.pdf", "b.pdf"]
    # The report, its step, the audit, two attachments, one value: no file again.
    assert receipt.revision - head == 6
    assert record.faults().empty


def test_attachments_fall_with_their_report_and_can_still_be_had(record: Record) -> None:
    before = record.head()
    first = send(record, values(a=1.0), attachments=[Attachment("a.pdf", PAPER)])
    second = send(record, values(a=2.0), replaces=first.batch_id)
    assert attached(record, second.batch_id) == []  # they lapse with the report that brought them
    withdraw(record, second.batch_id, CLERK)
    assert standing_values(record.standing()) == {}
    assert attached(record, first.batch_id) == ["a.pdf"]
    assert attached(record, first.batch_id, before) == []
    assert record.file_bytes(digest(PAPER)) == PAPER
    assert record.faults().empty


def test_attachments_alone_are_no_report(record: Record) -> None:
    with pytest.raises(Refused) as refusal:
        send(record, values(a=1.0).head(0), data=None, attachments=[Attachment("a.pdf", PAPER)])
    assert refusal.value.message_id == "store.attachments_alone"
    assert (record.head(), record.file_bytes(digest(PAPER))) == (0, None)


@pytest.mark.parametrize(
    ("files", "code"),
    [
        ([Attachment("a.pdf", b"")], "empty"),
        ([Attachment("a.pdf", b"x")] * (MAX_COUNT + 1), "too_many"),
        ([Attachment("a.pdf", bytes(FILE_BYTES)), Attachment("b.pdf", b"x")], "too_large"),
    ],
)
def test_one_file_that_cannot_be_attached_stops_the_whole_report(
    record: Record, files: list[Attachment], code: str
) -> None:
    with pytest.raises(Refused) as refusal:
        send(record, values(a=1.0), attachments=files)
    assert (refusal.value.message_id, record.head()) == (f"intake.attachment.{code}", 0)


def test_names_are_cleaned_by_the_act_whoever_calls_it(record: Record) -> None:
    told = ["../../a\x00.pdf", "実" * 300 + ".pdf"]
    files = [Attachment(name, PAPER) for name in told]
    receipt = send(record, values(a=1.0), attachments=files)
    assert attached(record, receipt.batch_id) == ["a.pdf", "実" * 251 + ".pdf"]


def test_a_refused_report_leaves_no_file_behind(record: Record) -> None:
    with pytest.raises(Refused):
        send(
            record,
            values(a=1.0),
            replaces="R1-9999",
            attachments=[Attachment("a.pdf", PAPER)],
        )
    assert (record.head(), record.file_bytes(digest(PAPER))) == (0, None)


def test_the_same_file_with_something_to_attach_is_a_report(record: Record) -> None:
    first = send(record, values(a=1.0), data=b"same")
    again = send(record, values(a=1.0), data=b"same", attachments=[Attachment("a.pdf", PAPER)])
    assert (again.duplicate_of, again.batch_id != first.batch_id) == (None, True)
