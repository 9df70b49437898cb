"""A folder of files of one's own, with a table of truths."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.intake_faults.__main__ import main
from benchmarks.intake_faults.folder import judged_folder, value_in

HEAD = "file,kpi_no,fiscal_year,month,role,value,status\n"


def folder_with(folder: Path, text: str, *truths: str) -> Path:
    (folder / "report.csv").write_text(text, encoding="utf-8")
    rows = "".join(f"report.csv,{truth}\n" for truth in truths)
    (folder / "truths.csv").write_text(HEAD + rows, encoding="utf-8")
    return folder


REPORT = "年度,KPI番号,実績値,状態\n令和6年度,4,640,速報\n令和6年度,6,33%,\n令和6年度,2,6/20,\n"
TRUE = ("4,2024,,,640,preliminary", "6,令和6年度,,actual,33%,", "2,2024,,,6/20,")


def test_what_the_table_says_is_read_right(tmp_path: Path) -> None:
    judged = judged_folder(folder_with(tmp_path, REPORT, *TRUE))
    assert [one.outcome for one in judged.values()] == ["read right"]


@pytest.mark.parametrize(
    ("truths", "reason"),
    [
        (("4,2024,,,64,", *TRUE[1:]), "read as 640.0"),
        (("4,2024,,,640,final", *TRUE[1:]), "read as 640.0"),  # it is 速報
        (TRUE[1:], "('4', 2024, None) is read as"),  # the file says more than is true
        (("4,2024,,target,640,", *TRUE[1:]), "is read as"),  # a target is no actual
        (("4,2024,,,?,", *TRUE[1:]), "taken without asking"),
        ((*TRUE, "5,2024,,,10912,"), "('5', 2024, None) is not read"),
    ],
)
def test_what_is_not_so_is_damaged_in_silence(
    tmp_path: Path, truths: tuple[str, ...], reason: str
) -> None:
    (judged,) = judged_folder(folder_with(tmp_path, REPORT, *truths)).values()
    assert judged.outcome == "damaged in silence"
    assert reason in judged.reason


def test_a_baseline_may_be_taken_or_left_out(tmp_path: Path) -> None:
    truths = (*TRUE, "5,2022,,baseline,12400,")
    left_out = judged_folder(folder_with(tmp_path, REPORT, *truths))
    assert left_out["report.csv"].outcome == "read right"
    taken = judged_folder(folder_with(tmp_path, REPORT + '令和4年度,5,"12,400",\n', *truths))
    assert taken["report.csv"].outcome == "read right"


def test_the_command_tells_and_counts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = folder_with(tmp_path, REPORT, *TRUE)
    assert main(["--folder", str(folder)]) == 0
    folder_with(tmp_path, REPORT, "4,2024,,,1,")
    assert main(["--folder", str(folder)]) == 1
    out = capsys.readouterr().out
    assert "read right" in out
    assert "damaged in silence   report.csv" in out


@pytest.mark.parametrize(
    ("text", "value"), [("74%", 0.74), ("17/20", 0.85), ("1,105", 1105.0), ("", None), ("?", None)]
)
def test_values_as_they_are_written(text: str, value: float | None) -> None:
    assert value_in(text) == value
