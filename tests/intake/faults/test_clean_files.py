"""A table written in any layout that is read, in any format, reads back equal, or is asked about
where nobody can know which year a block is of."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.intake_faults.cleans import clean, is_read, told_of
from benchmarks.intake_faults.formats.registry import FORMATS, is_workbook
from benchmarks.intake_faults.in_process import children_in_process
from benchmarks.intake_faults.judging import judge
from benchmarks.intake_faults.layouts.registry import BY_NAME, LAYOUTS
from tests.proving import examples

# Layouts of several sheets have no form in text.
WRITABLE = [
    (layout.layout, file_format)
    for layout in LAYOUTS
    for file_format in FORMATS
    if is_workbook(file_format) or not layout.has_sheets
]
READ = [pair for pair in WRITABLE if is_read(*pair)]
UNREAD = [pair for pair in WRITABLE if not is_read(*pair)]


@pytest.mark.parametrize(("layout", "file_format"), READ)
@given(seed=st.integers(0, 10**6))
@examples(8)
def test_a_clean_file_reads_back_equal(layout: str, file_format: str, seed: int) -> None:
    made = clean(layout, file_format, f"{seed:07}")  # 2026.csv would be named by a year
    with children_in_process():
        judged = judge(made.data, made.file_name, told_of(made))
    assert judged.outcome in expected(layout, file_format), (made.book, judged)


def expected(layout: str, file_format: str) -> set[str]:
    made = BY_NAME[layout]
    if made.names_no_year:
        return {"asked"}
    is_carried = made.has_merged_names and not is_workbook(file_format)
    return {"read right", "confirmed"} if is_carried else {"read right"}


@pytest.mark.parametrize(("layout", "file_format"), UNREAD)
def test_what_is_not_read_is_refused_or_asked_and_never_taken(
    layout: str, file_format: str
) -> None:
    """Whoever reads one more takes it off the list in `benchmarks.intake_faults.cleans`."""
    made = clean(layout, file_format, "unread")
    with children_in_process():
        judged = judge(made.data, made.file_name, told_of(made))
    assert judged.outcome in ("refused", "asked"), (made.book, judged)
