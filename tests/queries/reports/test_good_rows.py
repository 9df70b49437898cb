"""The good rows of a file alone, where somebody chooses so."""

from __future__ import annotations

import pytest

from tests.queries.conftest import CLERK, now, sent
from tests.reports import BLANK_ROWS, REFUSED_ROWS, mistakes_csv, year_csv
from yamato_dx.acts.report import Receipt, send_report
from yamato_dx.intake.problem import AS_IT_STANDS
from yamato_dx.queries.reports.history import report_detail
from yamato_dx.queries.reports.left_out.rows import left_out_count, left_out_lines, left_out_table
from yamato_dx.queries.reports.preview import Preview, preview_report
from yamato_dx.queries.reports.receipt import receipt_of
from yamato_dx.store.record import Record


def parted(record: Record, content: bytes, **options: object) -> Preview:
    return preview_report(
        record,
        content,
        "実績.csv",
        now(record),
        good_rows=True,
        **options,  # type: ignore[arg-type]
    )


def send(record: Record, preview: Preview) -> Receipt:
    return send_report(
        record,
        data=preview.data,
        file_name=preview.file_name,
        values=preview.values,
        actor=CLERK,
        previewed_at=preview.revision,
        progress=preview.reading.progress,
        answered=preview.reading.answered,
        left_out=preview.left_out,
    )


def test_only_what_is_good_of_the_mistakes_is_sent_and_the_rest_is_named(record: Record) -> None:
    whole = preview_report(record, mistakes_csv(), "実績.csv", now(record))
    assert (whole.is_sendable, whole.good_count, whole.left_out) == (False, 1, ())
    preview = parted(record, mistakes_csv())
    assert preview.is_sendable
    assert preview.values["row_no"].tolist() == [12]
    assert [problem.row for problem in preview.left_out] == REFUSED_ROWS
    assert [problem.row for problem in preview.problems] == BLANK_ROWS  # a note, no obstacle
    assert (preview.good_count, preview.rows_refused) == (1, len(REFUSED_ROWS))
    receipt = send(record, preview)
    assert record.actual_rows(receipt.batch_id)["row_no"].tolist() == [12]
    kept = record.left_out(receipt.batch_id)
    assert kept["row_no"].tolist() == REFUSED_ROWS
    assert left_out_count(kept) == len(REFUSED_ROWS)
    assert record.faults().empty
    second = left_out_lines(kept, "ja")[1]
    assert second.place == "3行目「KPI番号」"
    assert (second.raw, second.problem) == ("11", "KPI番号「11」は計画にありません。")
    assert left_out_lines(kept, "en")[1].place == "row 3, “KPI番号”"
    table = left_out_table(kept, "ja")
    assert table["row"].tolist() == REFUSED_ROWS
    assert set(table["severity"]) == {"refuse", "ask"}


def test_receipt_and_history_tell_what_stayed_out(record: Record) -> None:
    number = send(record, parted(record, mistakes_csv())).batch_id
    receipt = receipt_of(record, now(record), number, "ja")
    assert receipt is not None
    assert receipt.left_out_count == len(receipt.left_out_lines("ja")) == len(REFUSED_ROWS)
    detail = report_detail(record, now(record), number)
    assert detail is not None
    assert len(detail.left_out) == len(REFUSED_ROWS)
    whole = sent(record, year_csv(("R6", "9-1", "81")))
    assert record.left_out(whole).empty


def test_what_a_row_left_out_would_have_changed_stands_as_it_was(record: Record) -> None:
    sent(record, year_csv(("R6", "9-1", "60"), ("R6", "4", "600")))
    send(record, parted(record, year_csv(("R6", "9-1", "八十一"), ("R6", "4", "640"))))
    standing = record.standing().set_index("kpi_id")["actual_value"].to_dict()
    assert sorted(standing.values()) == [60.0, 640.0]


def test_what_waits_for_a_yes_stays_out_too_and_an_answer_lets_it_in(record: Record) -> None:
    content = year_csv(("R5", "4", "312"), ("R6", "4", "64000"), ("R6", "9-1", "81"))
    preview = parted(record, content)
    assert preview.values["row_no"].tolist() == [2, 4]
    (waiting,) = preview.left_out
    assert (waiting.row, waiting.severity) == (3, "confirm")
    assert preview.questions == (waiting,)  # it can still be answered
    answered = parted(record, content, answers={waiting.problem_id: AS_IT_STANDS})
    assert answered.values["row_no"].tolist() == [2, 3, 4]
    assert answered.left_out == ()


def test_awaiting_over_a_held_value_stays_out(record: Record) -> None:
    sent(record, year_csv(("R6", "3", "74%")))
    preview = parted(record, year_csv(("R6", "3", "公表待ち"), ("R6", "4", "640")))
    assert preview.values["row_no"].tolist() == [3]
    assert [problem.code for problem in preview.left_out] == ["awaiting_over_held"]


def test_of_a_row_of_several_figures_only_the_cell_stays_out(record: Record) -> None:
    content = "KPI番号,令和5年度実績,令和6年度実績\n9-1,48,八十一\n4,100,640\n".encode()
    preview = parted(record, content)
    assert preview.values["cell"].tolist() == ["B2", "B3"]
    assert [problem.cell for problem in preview.left_out] == ["C2", "C3"]
    assert (preview.good_count, preview.rows_refused) == (2, 2)
    kept = record.left_out(send(record, preview).batch_id)
    assert [line.place for line in left_out_lines(kept, "ja")] == [
        "C2「令和6年度実績」",
        "C3「令和6年度実績」",
    ]


@pytest.mark.parametrize(
    "content",
    [
        # A rate that does not come out: the columns may be shifted.
        "年度,KPI番号,実績値,目標値,達成率\nR6,4,640,600,98.0%\nR6,9-1,81,75,108%\n",
        # A year that its months do not make.
        "年度,年月,KPI番号,実績値\nR6,2024/4,4,52\nR6,,4,40\nR6,,9-1,81\n",
        # A quote that does not close may have swallowed rows.
        '年度,KPI番号,実績値\nR6,9-1,81\nR6,4,"640\n',
        # The parts of a value in columns of their own say otherwise.
        "年度,KPI番号,実績値,分子,分母\nR6,2,17/20,16,20\nR6,9-1,81,,\n",
        # The heading comes again: two files in one.
        "年度,KPI番号,実績値\nR6,9-1,81\n年度,KPI番号,実績値\nR6,4,640\n",
    ],
)
def test_past_what_makes_the_whole_file_doubtful_nothing_is_sent(
    record: Record, content: str
) -> None:
    preview = parted(record, content.encode())
    assert preview.obstacles
    assert (preview.is_sendable, preview.good_count, preview.left_out) == (False, 0, ())


def test_a_replacement_is_whole(record: Record) -> None:
    """What stays out would lapse with the report that is replaced."""
    first = sent(record, year_csv(("R6", "9-1", "60"), ("R6", "4", "600")))
    content = year_csv(("R6", "9-1", "八十一"), ("R6", "4", "640"))
    preview = parted(record, content, replaces=first)
    assert (preview.is_sendable, preview.good_count) == (False, 0)


def test_the_same_rows_of_the_same_file_are_known(record: Record) -> None:
    number = send(record, parted(record, mistakes_csv())).batch_id
    again = parted(record, mistakes_csv())
    assert (again.duplicate_of, again.is_sendable) == (number, False)


def test_a_good_file_has_nothing_left_out(record: Record) -> None:
    preview = parted(record, year_csv(("R6", "9-1", "81")))
    assert (preview.is_sendable, preview.left_out) == (True, ())
