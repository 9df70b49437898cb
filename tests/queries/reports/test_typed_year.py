"""What the months that are being typed make of their year."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from tests.queries.conftest import sent
from tests.reports import long_csv
from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.queries.assessed import View, plans_at
from yamato_dx.queries.reports.preview import TypedReport, TypedRow
from yamato_dx.queries.reports.typed_year import TypedYear, typed_year
from yamato_dx.store.record import Record

YEAR = FiscalYear(2025)
ON = date(2026, 6, 15)
CERTIFICATES, STAY = "convenience_store_certificates", "visitor_stay_minutes"
SYSTEMS = "standardised_systems"


def told(
    record: Record,
    kpi_id: str,
    months: Mapping[int, Mapping[str, str]],
    lang: str = "ja",
) -> TypedYear:
    """`months`: cells by the month's place in the year."""
    rows = tuple(
        TypedRow(kpi_id, month, **months.get(place, {}))
        for place, month in enumerate(YEAR.months, start=1)
    )
    kpi = plans_at(record, record.head())[-1].kpi(kpi_id)
    return typed_year(record, TypedReport(YEAR, rows), View(record.head(), ON), kpi, lang=lang)


def figures(*values: str) -> dict[int, dict[str, str]]:
    return {place: {"actual_value": value} for place, value in enumerate(values, start=1)}


def test_a_sum_waits_for_its_twelfth_month(record: Record) -> None:
    assert told(record, CERTIFICATES, {}) == TypedYear("年度計", "–", "")
    of_eleven = told(record, CERTIFICATES, figures(*["90"] * 11))
    assert of_eleven.figure == "–"
    assert of_eleven.note == "月次11か月の計990件。あと1か月分がそろうと、年度の値になります。"
    of_twelve = told(record, CERTIFICATES, figures(*["90"] * 11, "115"))
    assert of_twelve == TypedYear("年度計", "1,105件", "12か月分がそろいました。")


def test_a_mean_says_by_which_weights(record: Record) -> None:
    people = {
        place: {"actual_value": "20" if place < 12 else "32", "weight": "100"}
        for place in range(1, 13)
    }
    assert told(record, STAY, people) == TypedYear(
        "年度平均", "21.0分", "月次12か月を報告された重み（計1,200）で平均して21.0分。"
    )
    plain = told(record, STAY, people | {1: {"actual_value": "20"}}, "en")
    assert plain.heading == "Year average"
    assert plain.note == "Some months have no weight, so the plain mean of 12 months: 21.0 min."


def test_a_mean_just_beside_its_target_keeps_the_digits_that_say_so(record: Record) -> None:
    """20 minutes or less: a mean of 20.01 is a miss, and does not read 20.0."""
    assert told(record, STAY, figures(*["20"] * 11, "20.12")).figure == "20.01分"


def test_a_state_waits_for_march(record: Record) -> None:
    systems = {place: {"numerator": str(place), "denominator": "20"} for place in (10, 11)}
    assert told(record, SYSTEMS, systems).figure == "–"
    assert "3月の値が入ると" in told(record, SYSTEMS, systems).note
    march = {12: {"numerator": "17", "denominator": "20"}}
    assert told(record, SYSTEMS, systems | march) == TypedYear("年度末", "17/20業務", "")


def test_a_year_waits_with_its_month(record: Record) -> None:
    waiting = figures(*["90"] * 11) | {12: {"value_status": "awaiting"}}
    assert told(record, CERTIFICATES, waiting) == TypedYear("年度計", "公表待ち", "")


def test_months_reported_before_count(record: Record) -> None:
    """The figure is the one that will hold once these cells are sent."""
    lines = [f"令和7年度,{month:%Y-%m},4,90," for month in YEAR.months[:11]]
    sent(record, long_csv(*lines))
    assert told(record, CERTIFICATES, {12: {"actual_value": "115"}}).figure == "1,105件"
    assert told(record, CERTIFICATES, {1: {"actual_value": "100"}}).note.startswith(
        "月次11か月の計1,000件。"
    )


def test_a_refused_cell_counts_as_not_there(record: Record) -> None:
    cells = figures(*["90"] * 11, "約115")
    assert told(record, CERTIFICATES, cells).figure == "–"
