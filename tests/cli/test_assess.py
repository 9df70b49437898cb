from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.cli.conftest import ON, Office
from tests.reports import window_csv, year_csv

KEYS = [
    "municipality_code",
    "plan_id",
    "plan_version",
    "kpi_no",
    "kpi_id",
    "fiscal_year",
    "actual_value",
    "value_status",
    "months_reported",
    "numerator",
    "denominator",
    "compared_value",
    "target_value",
    "baseline_value",
    "benchmark_value",
    "attainment_ratio",
    "progress_ratio",
    "verdict",
    "reason",
    "rule",
    "evidence",
    "is_confirmed",
    "confirmed_at",
    "confirmed_by",
    "approval_no",
    "correction_kind",
    "correction_previous_value",
    "correction_previous_status",
    "corrected_at",
    "correction_reason",
]
NUMBERS = [key for key in KEYS if key.endswith(("_value", "_ratio", "nator"))]


def test_an_empty_record_has_a_row_per_kpi_and_year_of_the_plan(office: Office) -> None:
    rows = office.run("assess", "--on", ON).json
    assert len(rows) == 40
    assert all(list(row) == KEYS for row in rows)
    assert {row["verdict"] for row in rows} == {"no_target", "not_reported"}
    assert sum(row["verdict"] == "no_target" for row in rows) == 19
    # Nothing was reported: null, never 0 and never NaN.
    assert {row["actual_value"] for row in rows} == {None}
    assert {row["municipality_code"] for row in rows} == {"434477"}
    assert all(row["evidence"] for row in rows)


def test_a_missing_record_is_made_where_it_was_asked_for(office: Office) -> None:
    office.database = office.folder / "new" / "folder" / "record.duckdb"
    assert office.run("assess").code == 0
    assert office.database.is_file()


def test_values_are_plain_numbers_and_codes(office: Office) -> None:
    office.send(window_csv())
    row = office.assess()["1", 2024]
    assert row["kpi_id"] == "visitor_stay_minutes"
    assert (row["plan_version"], row["rule"], row["verdict"]) == ("2.0", "at_most", "nearly_met")
    assert row["months_reported"] == 12
    assert row["reason"].isascii()
    rows = office.assess().values()
    told = [row[key] for row in rows for key in NUMBERS if row[key] is not None]
    assert told
    assert all(isinstance(one, (int, float)) for one in told)


@pytest.mark.parametrize(
    ("written", "kpi_no", "year", "told"),
    [
        # reduce_by: the hours, and the share by which they fell from R4's.
        (
            [("R4", "5", "12400"), ("R7", "5", "9796")],
            "5",
            2025,
            {"actual_value": 9796, "compared_value": 0.21, "target_value": 0.2},
        ),
        # complete: the share done, with the things that were counted.
        (
            [("R7", "2", "17/20")],
            "2",
            2025,
            {"compared_value": 0.85, "numerator": 17, "denominator": 20, "target_value": 1.0},
        ),
        (
            [("R7", "7", "3/3")],
            "7",
            2025,
            {"compared_value": 1.0, "numerator": 3, "denominator": 3, "target_value": 1.0},
        ),
        # yearly_duty: the count, beside everybody's attendance.
        (
            [("R7", "8", "2回（180/190人）")],
            "8",
            2025,
            {"actual_value": 2, "target_value": 1, "attainment_ratio": 180 / 190},
        ),
        # match_benchmark: no target of the plan's own.
        ([("R7", "3", "80%")], "3", 2025, {"actual_value": 0.8, "target_value": None}),
    ],
)
def test_compared_value_is_what_the_rule_held_against_the_target(
    office: Office,
    written: list[tuple[str, str, str]],
    kpi_no: str,
    year: int,
    told: dict[str, float | None],
) -> None:
    office.send(year_csv(*written))
    row = office.assess()[kpi_no, year]
    assert {key: row[key] for key in told} == pytest.approx(told)


def test_an_average_that_nobody_published_is_judged_by_nobody(office: Office) -> None:
    # On 2026-01-31 one of the averages that the plan may mean is known, the others are not.
    csv = "年度,KPI番号,実績値,時点\r\nR7,3,82%,2026-01-31\r\n".encode()
    assert office.send(csv).code == 0
    row = office.assess()["3", 2025]
    assert (row["verdict"], row["reason"]) == ("cannot_judge", "no_benchmark")
    assert (row["benchmark_value"], row["attainment_ratio"]) == (None, None)
    assert "81.2%" in row["evidence"]


@pytest.mark.parametrize(
    ("on", "verdict"),
    [
        ("2025-03-31", "not_due"),  # the year's last day: nothing is owed yet
        ("2025-05-31", "not_due"),  # the last day of the time to report
        ("2025-06-01", "not_reported"),
    ],
)
def test_on_is_the_day_of_the_verdicts(office: Office, on: str, verdict: str) -> None:
    rows = office.run("assess", "--on", on).json
    of_year = [row for row in rows if (row["kpi_no"], row["fiscal_year"]) == ("9-1", 2024)]
    assert [row["verdict"] for row in of_year] == [verdict]


def test_months_that_end_after_the_day_are_left_out(office: Office) -> None:
    office.send(window_csv())
    rows = office.run("assess", "--on", "2024-09-30").json
    (row,) = (one for one in rows if (one["kpi_no"], one["fiscal_year"]) == ("4", 2024))
    assert (row["verdict"], row["months_reported"]) == ("in_progress", 6)
    assert row["attainment_ratio"] is None


def test_as_of_a_moment_before_a_report_shows_the_world_before(office: Office) -> None:
    office.assess()
    before = datetime.now(UTC)
    office.send(window_csv())
    held = office.assess("--as-of", before.isoformat())
    assert held["4", 2024]["verdict"] == "not_reported"
    assert held["4", 2024]["actual_value"] is None
    assert office.assess()["4", 2024]["verdict"] == "met"


def test_as_of_gives_the_day_where_on_is_not_told(office: Office) -> None:
    # Nothing was recorded by then, and nothing of R6 was due.
    rows = office.run("assess", "--as-of", "2025-04-30T12:00").json
    verdicts = {(row["kpi_no"], row["fiscal_year"]): row["verdict"] for row in rows}
    assert verdicts["4", 2024] == "not_due"
    assert verdicts["4", 2023] == "not_reported"


@pytest.mark.parametrize(
    "words", [["--on", "15 June"], ["--as-of", "yesterday"], ["--format", "xml"], ["--lang", "fr"]]
)
def test_a_word_that_is_no_day_moment_format_or_language_is_used_wrongly(
    office: Office, words: list[str]
) -> None:
    answer = office.run("assess", *words)
    assert (answer.code, answer.out) == (2, "")
    assert words[1] in answer.err
    assert "Traceback" not in answer.err


def test_evidence_is_in_the_language_asked_for(office: Office) -> None:
    office.send(window_csv())
    japanese, english = (office.assess("--lang", lang)["4", 2024] for lang in ("ja", "en"))
    assert "報告番号" in japanese["evidence"]
    assert "Report R" in english["evidence"]
    assert not any("ぁ" <= letter <= "鿿" for letter in english["evidence"])
    assert {k: v for k, v in japanese.items() if k != "evidence"} == {
        k: v for k, v in english.items() if k != "evidence"
    }


def test_table_shows_a_row_per_kpi_and_year_and_no_nan(office: Office) -> None:
    office.send(window_csv())
    lines = office.run("assess", "--on", ON, "--format", "table").out.splitlines()
    assert len(lines) == 41
    assert lines[0].split() == KEYS
    assert "nan" not in "".join(lines).lower()


def test_another_town_has_its_own_years_and_kpis(office: Office) -> None:
    answer = office.run("assess", "--on", "2027-01-15", plan="tests/towns/minato")
    rows = answer.json
    assert {row["municipality_code"] for row in rows} == {"990019"}
    assert {row["fiscal_year"] for row in rows} == {2025, 2026, 2027}
    assert len(rows) == 9 * 3
    assert "山都" not in answer.out
