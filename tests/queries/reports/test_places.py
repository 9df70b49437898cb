from __future__ import annotations

import pytest

from tests.queries.conftest import CLERK, now
from yamato_dx.acts.report import send_report
from yamato_dx.assessment import evidence
from yamato_dx.intake.problem import AS_IT_STANDS
from yamato_dx.queries.assessed import assessed
from yamato_dx.queries.reports.left_out.places import FilePlace
from yamato_dx.queries.reports.preview import preview_report
from yamato_dx.queries.reports.tables import values_table
from yamato_dx.rows import rows_of
from yamato_dx.store.record import Record

# Two years in a row; 640 of 2024 is far from 100, and is to be confirmed.
WIDE = "KPI番号,令和5年度実績,令和6年度実績\n9-1,48,81\n4,100,640\n".encode()


@pytest.mark.parametrize(
    ("place", "ja", "en", "short"),
    [
        (FilePlace(None, None), "ファイル全体", "whole file", ""),
        (FilePlace(None, 7), "7行目", "row 7", "7"),
        (FilePlace(None, 7, column="実績値"), "7行目「実績値」", "row 7, “実績値”", "7"),
        (FilePlace("まとめ", 7, "E7"), "まとめ　E7", "まとめ　cell E7", "E7"),
        (FilePlace(None, 7, "E7", "R6"), "E7「R6」", "cell E7, “R6”", "E7"),
    ],
)
def test_a_place_is_told_as_a_person_finds_it(
    place: FilePlace, ja: str, en: str, short: str
) -> None:
    assert (place.words("ja"), place.words("en"), place.short) == (ja, en, short)


def test_of_a_row_with_several_figures_the_record_keeps_each_cell(record: Record) -> None:
    (problem,) = preview_report(record, WIDE, "実績.csv", now(record)).obstacles
    assert (problem.row, problem.cell) == (3, "C3")
    answers = {problem.problem_id: AS_IT_STANDS}
    preview = preview_report(record, WIDE, "実績.csv", now(record), answers=answers)
    receipt = send_report(
        record,
        data=WIDE,
        file_name="実績.csv",
        values=preview.values,
        actor=CLERK,
        previewed_at=preview.revision,
        answered=preview.reading.answered,
    )
    held = record.actual_rows(receipt.batch_id)
    assert held[["row_no", "cell", "actual_value"]].values.tolist() == [
        [2, "B2", 48.0],
        [2, "C2", 81.0],
        [3, "B3", 100.0],
        [3, "C3", 640.0],
    ]
    # The answer is of the figure in its cell, not of the first in its row.
    (answer,) = rows_of(record.answers(receipt.batch_id))
    assert (answer["cell"], answer["actual_value"]) == ("C3", 640.0)
    answer_of = assessed(record, now(record))
    year = answer_of.frame[
        (answer_of.frame["kpi_no"] == "4") & (answer_of.frame["fiscal_year"] == 2024)
    ]
    assert "報告番号 R8-0001、C3、" in evidence(rows_of(year)[0], answer_of.plan, "ja")
    table = values_table(held, answer_of.plan, "ja")
    assert table["cell"].tolist() == ["B2", "C2", "B3", "C3"]
