"""The hidden ids of a round's form: read back as written, and nothing else taken for one."""

from __future__ import annotations

import pytest

from yamato_dx.entries import cards
from yamato_dx.intake.files.reading import read_document
from yamato_dx.intake.files.sheet import SheetFile
from yamato_dx.intake.reports.round_cards import CARD_FIELDS
from yamato_dx.intake.reports.round_form import WHOLE, FormRow, read_form_id, round_form_of

ROWS = [
    FormRow("2025-1", "s01", "kpi", "overtime_hours"),
    FormRow("2025-12", "s01", "work_item", "dx/w1_1"),  # of a plan
    FormRow("2025-1", "", "card", "overtime_hours"),  # nobody's
    FormRow("2025-1", "s01", WHOLE, ""),
    FormRow("2025-1", "s01", "commitment", "dx/a:b"),  # a colon in an id
]


@pytest.mark.parametrize("row", ROWS)
def test_an_id_is_read_as_it_was_written(row: FormRow) -> None:
    assert read_form_id(row.written) == row
    assert read_form_id(f" {row.written} ") == row  # as cells come


@pytest.mark.parametrize(
    "written",
    ["", "ydx", "ydx:令和7:s01:kpi:a", "様式の記号", "xydx:2025-1:s01:kpi:a", "ydx:2025-1:s01"],
)
def test_other_words_are_no_id(written: str) -> None:
    assert read_form_id(written) is None


def document(*lines: str) -> SheetFile:
    read = read_document("".join(f"{line}\r\n" for line in lines).encode("utf-8-sig"))
    assert isinstance(read, SheetFile)
    return read


def test_rows_of_several_forms_are_told_apart() -> None:
    form = round_form_of(
        document(
            "KPI番号,値,記号",
            "4,1,ydx:2025-1:s01:kpi:a",
            "4,2,ydx:2025-1:s01:kpi:a",  # a copy
            "5,3,ydx:2024-2:s02:kpi:b",  # of last year's form
        )
    )
    assert len(form.rows) == 2
    assert (form.round_ids, form.section_ids) == (("2025-1", "2024-2"), ("s01", "s02"))


def test_the_mark_of_the_whole_counts_where_no_row_has_one() -> None:
    """Rows pasted into the form of another section tell whose they are, not the form."""
    alone = document("ydx:2025-1:s01:form:", "a")
    both = document("a,ydx:2025-1:s01:form:", "1,ydx:2025-1:s02:kpi:b")
    assert round_form_of(alone).section_ids == ("s01",)
    assert round_form_of(both).section_ids == ("s02",)


def test_fields_of_cards_are_those_of_the_record() -> None:
    assert CARD_FIELDS == cards.FIELDS
