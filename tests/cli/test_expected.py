"""The town's own files give what a person who knows the plan worked out by hand."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Office
from tests.reports import window_csv, years_csv

# KPI, fiscal year, actual, target, attainment, verdict.
WINDOW = [
    ("1", 2024, 26.283328, 25, 0.951173, "nearly_met"),
    ("4", 2024, 640, 600, 1.066667, "met"),
]


def as_table(office: Office) -> dict[tuple[str, int], tuple[object, ...]]:
    columns = ("actual_value", "target_value", "attainment_ratio", "verdict")
    return {key: tuple(row[name] for name in columns) for key, row in office.assess().items()}


def check(found: dict[tuple[str, int], tuple[object, ...]], *expected: tuple[object, ...]) -> None:
    for kpi_no, year, *figures, verdict in expected:
        row = found[str(kpi_no), int(str(year))]
        assert row[3] == verdict, (kpi_no, year, row)
        assert list(row[:3]) == pytest.approx(figures, abs=1e-6, nan_ok=False), (kpi_no, year)


def test_the_window_file_gives_its_two_kpis(office: Office) -> None:
    office.send(window_csv())
    check(as_table(office), *WINDOW)


def test_the_shared_window_file_gives_the_same(office: Office, samples: Path) -> None:
    office.send((samples / "r6_madoguchi_cp932.csv").read_bytes())
    check(as_table(office), *WINDOW)


@pytest.mark.parametrize("names", [(), ("r6_madoguchi_cp932.csv", "r5-r7_jisseki_matome.xlsx")])
def test_both_files_give_every_row_of_the_shared_table(
    office: Office, samples: Path, names: tuple[str, ...]
) -> None:
    expected = json.loads((samples / "expected.json").read_text(encoding="utf-8"))
    shared = [(samples / name).read_bytes() for name in names]
    for content, rows in zip(shared or (window_csv(), years_csv()), (24, 28), strict=True):
        assert office.send(content).json["rows_accepted"] == rows
    check(as_table(office), *expected["assessment"])
    assert len(expected["assessment"]) == 30
    held = office.assess()
    progress = {year: held["5", int(year)]["progress_ratio"] for year in ("2023", "2024", "2025")}
    told = {year: expected["progress"]["5"][year] for year in progress}
    assert progress == pytest.approx(told, abs=1e-6)
    assert held["5", 2024]["baseline_value"] == 12400


def test_the_order_in_which_the_files_came_does_not_matter(office: Office) -> None:
    office.send(years_csv())
    office.send(window_csv())
    one = as_table(office)
    office.database = office.folder / "other.duckdb"
    office.send(window_csv())
    office.send(years_csv())
    assert as_table(office) == one
