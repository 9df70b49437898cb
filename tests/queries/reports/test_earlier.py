"""What of the record a report's figures are held against."""

from __future__ import annotations

from tests.queries.conftest import now, previewed, sent
from tests.reports import HEADER, window_csv, year_csv
from yamato_dx.queries.reports.earlier import earlier_of
from yamato_dx.store.record import Record


def months_csv(number: str, *values: tuple[str, str]) -> bytes:
    lines = [f"R6,{month},{number},{value}," for month, value in values]
    return "\n".join((HEADER, *lines, "")).encode()


def known_years(record: Record) -> list[tuple[str, int, float]]:
    years = earlier_of(record, now(record)).years
    columns = ["kpi_id", "fiscal_year", "actual_value"]
    return [(kpi, year, value) for kpi, year, value in years[columns].values.tolist()]


def test_a_year_of_which_months_are_missing_is_no_years_figure(record: Record) -> None:
    sent(record, months_csv("4", ("2025/1", "10"), ("2025/2", "12"), ("2025/3", "11")))
    assert known_years(record) == []
    assert previewed(record, year_csv(("R7", "4", "150"))).obstacles == ()


def test_a_state_is_known_with_its_march(record: Record) -> None:
    sent(record, months_csv("9-2", ("2024/12", "18"), ("2025/2", "19")))
    assert known_years(record) == []
    sent(record, months_csv("9-2", ("2025/3", "20")))
    assert known_years(record) == [("open_data_items", 2024, 20.0)]


def test_all_months_and_a_row_of_the_year_are_its_figure(record: Record) -> None:
    sent(record, window_csv())
    sent(record, year_csv(("R6", "9-1", "81")))
    known = {kpi: value for kpi, _, value in known_years(record)}
    assert known["convenience_store_certificates"] == 640
    assert known["smartphone_course_attendees"] == 81
