"""添付資料 where the values that rest on them are shown."""

from __future__ import annotations

import pytest

from tests.queries.conftest import CLERK, now, previewed
from tests.reports import year_csv
from yamato_dx.acts.audit.reading import received_file
from yamato_dx.acts.report import Attachment, send_report
from yamato_dx.acts.withdrawal import withdraw
from yamato_dx.i18n import size
from yamato_dx.queries.assessed import plans_at
from yamato_dx.queries.kpis.initiatives import initiative_story
from yamato_dx.queries.reports.attachments import attached_words, attachments_of, subjects
from yamato_dx.queries.reports.history import report_detail
from yamato_dx.queries.reports.owned import reported_things
from yamato_dx.queries.reports.receipt import receipt_of
from yamato_dx.store.record import Record

COURSES, OPEN_DATA = "smartphone_course_attendees", "open_data_items"
FILES = (
    Attachment("出席簿.pdf", b"%PDF" + bytes(2044), f"kpi:{COURSES}"),
    Attachment("一覧.xlsx", b"PK", f"kpi:{OPEN_DATA}"),
    Attachment("送付書.txt", b"text"),
)


def sent(record: Record, *rows: tuple[str, str, str], files: tuple[Attachment, ...] = ()) -> str:
    preview = previewed(record, year_csv(*rows))
    return send_report(
        record,
        data=None,
        file_name=None,
        values=preview.values,
        actor=CLERK,
        previewed_at=preview.revision,
        attachments=files,
    ).batch_id


def attached(record: Record) -> dict[str, list[int]]:
    """How many files stand beside 計算の根拠 of R4 to R7, by KPI."""
    story = initiative_story(record, now(record), 9, "ja", fiscal_year=2024)
    return {one.kpi.kpi_no: [why.attached for why in one.evidence] for one in story.kpis}


def test_files_are_counted_where_the_value_rests_on_them(record: Record) -> None:
    sent(record, ("R5", "9-1", "48"))
    number = sent(record, ("R6", "9-1", "81"), ("R6", "9-2", "19"), files=FILES)
    # Its own and the one of the whole report; nothing where another report is the source.
    assert attached(record) == {"9-1": [0, 0, 2, 0], "9-2": [0, 0, 2, 0]}
    before = now(record)
    sent(record, ("R6", "9-1", "96"))
    assert attached(record) == {"9-1": [0, 0, 0, 0], "9-2": [0, 0, 2, 0]}
    withdraw(record, number, CLERK)
    assert attached(record)["9-2"] == [0, 0, 0, 0]
    held = initiative_story(record, before, 9, "ja", fiscal_year=2024).kpis[0].evidence[2]
    assert (held.batch_id, held.attached) == (number, 2)


def test_receipt_and_history_name_each_file(record: Record) -> None:
    number = sent(record, ("R6", "9-1", "81"), files=FILES)
    withdraw(record, number, CLERK)
    receipt = receipt_of(record, now(record), number, "ja")
    assert receipt is not None
    assert [(one.file_name, one.subject, one.size) for one in receipt.attachments] == [
        ("出席簿.pdf", "KPI 9-1 スマートフォン講座受講者数", "2.0 KB"),
        ("一覧.xlsx", "KPI 9-2 オープンデータ公開情報件数", "2 B"),
        ("送付書.txt", "この報告全体", "4 B"),
    ]
    detail = report_detail(record, now(record), number)
    assert detail is not None
    # Withdrawn, and still to be had.
    kept = [received_file(record, one.sha256, actor=CLERK) for one in detail.attachments]
    assert kept == [one.data for one in FILES]
    assert [one.sha256[:12] for one in detail.attachments] == [
        one.digest for one in receipt.attachments
    ]


def test_the_preview_of_a_replacement_says_what_lapses(record: Record) -> None:
    number = sent(record, ("R6", "9-1", "81"), files=FILES)
    content = year_csv(("R6", "9-1", "82"))
    assert previewed(record, content, replaces=number).lapsed_attachments == len(FILES)
    assert previewed(record, content).lapsed_attachments == 0


def test_each_thing_of_the_plan_can_have_a_file(record: Record) -> None:
    plan = plans_at(record, record.head())[-1]
    names = subjects(reported_things(record, now(record), "ja"), "ja")
    assert len(names) == 1 + len(plan.kpis) + len(plan.work_items) + len(plan.commitments)
    assert len(set(names.values())) == len(names)
    assert names[f"{plan.plan_id}/work_item:w1_4"] == "工程・取組 1-4 自治体窓口DXSaaSの構築"


def test_a_file_of_what_a_new_plan_dropped_keeps_its_key(record: Record) -> None:
    gone = Attachment("a.pdf", b"%PDF", "kpi:dropped")
    number = sent(record, ("R6", "9-1", "81"), files=(gone,))
    files = attachments_of(record, record.head(), number)
    (words,) = attached_words(files, reported_things(record, now(record), "en"), "en")
    assert words.subject == "kpi:dropped"


@pytest.mark.parametrize(
    ("byte_count", "shown"),
    [
        (0, "0 B"),
        (1023, "1,023 B"),
        (1024, "1.0 KB"),
        (1_024_000, "1.0 MB"),
        (64 << 20, "64.0 MB"),
    ],
)
def test_sizes_as_people_read_them(byte_count: int, shown: str) -> None:
    assert size(byte_count, "ja") == shown
