"""Whether the good rows of a file may go alone: not where one fault may make the others wrong."""

from __future__ import annotations

import pytest

from tests.intake.yamato import read_file

HEADINGS = "年度,KPI番号,実績値"


@pytest.mark.parametrize(
    ("lines", "may_stay_out"),
    [
        ((HEADINGS, "R6,4,640", "R6,6,147%", "R6,9-2,19"), True),
        ((HEADINGS, "R6,4,640冊", "R6,6,47%", "R6,9-2,19"), True),
        # the figures of 4, 6 and 9-2, each one row up
        ((HEADINGS, "R6,4,47%", "R6,6,19", "R6,9-2,"), False),
        ((HEADINGS, "R6,4,17/20", "R6,6,47%", "R6,9-2,19"), False),
        ((HEADINGS, "R6,6,1回（182/190人）", "R6,9-2,19"), False),
        ((HEADINGS, "R6,4,640.5", "R6,6,147%", "R6,2,21/20", "R6,9-2,19"), False),
        (("年度,単位,KPI番号,実績値", "R6,人,4,640", "R6,件,9-2,19"), True),
    ],
)
def test_figures_that_may_be_of_another_kpi_stop_all(
    lines: tuple[str, ...], may_stay_out: bool
) -> None:
    reading = read_file("\n".join((*lines, "")).encode(), "実績.csv")
    assert any(problem.is_obstacle for problem in reading.problems)
    assert reading.open_rows.may_stay_out is may_stay_out


@pytest.mark.parametrize("title", ["", "KPI実績報告\n"])
@pytest.mark.parametrize(
    "headings", ["年度,,KPI番号,実績値", '年度,"KPI番号,実績値', "年度,KPI番号,実績値,"]
)
def test_headings_that_are_torn_stop_all(title: str, headings: str) -> None:
    text = f"{title}{headings}\nR6,4,640\nR6,9-1,81\nR6,9-2,,19\n"
    reading = read_file(text.encode(), "実績.csv")
    assert not reading.open_rows.may_stay_out
