from __future__ import annotations

import pytest

from tests.queries.conftest import now
from yamato_dx.queries.assessed import assessed, plans_at
from yamato_dx.queries.selection import EVERYTHING, Selection
from yamato_dx.queries.words import data_lines, reported_words
from yamato_dx.rows import rows_of
from yamato_dx.store.record import Record


@pytest.mark.parametrize(
    ("kpi_no", "written", "japanese", "english"),
    [
        ("1", "29.5分", "29.5分", "29.5 min"),
        ("2", "17/20", "17/20業務", "17/20 systems"),
        ("3", "74%", "74.0%", "74.0 %"),
        ("3", "公表待ち", "公表待ち", "Awaiting publication"),
        ("4", "1,105件", "1,105件", "1,105 issued"),
        ("5", "9,796", "9,796時間", "9,796 hours"),  # the hours, not the share reduced
        ("6", "47%", "47%", "47 %"),
        ("7", "1/3", "1/3か所", "1/3 places"),
        ("8", "2回（188/188人）", "2回（188/188人）", "2 times (188/188 people)"),
        ("9-1", "96人", "96人", "96 people"),
    ],
)
def test_a_reported_value_is_shown_as_it_was_understood(
    full: Record, kpi_no: str, written: str, japanese: str, english: str
) -> None:
    kpi = next(one for one in plans_at(full, full.head())[-1].kpis if one.kpi_no == kpi_no)
    reports = full.batches()["batch_id"]
    row = next(
        row
        for number in reports
        for row in rows_of(full.actual_rows(number))
        if row["raw_text"] == written and row["kpi_id"] == kpi.kpi_id
    )
    assert reported_words(row, kpi, "ja") == japanese
    assert reported_words(row, kpi, "en") == english


def test_a_line_of_the_table_to_take_away(full: Record) -> None:
    wanted = Selection(fiscal_year=2025, kpi_id="convenience_store_certificates")
    (line,) = data_lines(assessed(full, now(full)), "ja", wanted)
    assert (line.kpi_no, line.year) == ("4", "令和7年度")
    assert (line.target, line.actual, line.attainment) == ("1,200件以上", "1,105件", "92.1%")
    assert line.progress == "–"  # the plan gives no baseline
    assert line.verdict.mark == "○"
    assert "1,105" in line.evidence


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_every_kpi_and_year_has_a_line(full: Record, lang: str) -> None:
    lines = data_lines(assessed(full, now(full)), lang, EVERYTHING)
    assert len(lines) == 40
    assert all(line.evidence and line.verdict.words and line.owner for line in lines)
