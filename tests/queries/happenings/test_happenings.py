"""出来事 of a KPI or of all, in the order of their days, and where they lie on its charts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.entered import plan_of
from tests.queries.conftest import CLERK, now
from yamato_dx.acts.entering import enter
from yamato_dx.entries.review.happenings import HAPPENING, Happening
from yamato_dx.plan.model.types import Kpi
from yamato_dx.queries.assessed import plan_at
from yamato_dx.queries.happenings.happenings import (
    happening_words,
    happenings_of,
    month_marks,
    new_key,
    year_marks,
)
from yamato_dx.store.record import Record

ISSUED = "convenience_store_certificates"
FEE = Happening(date(2024, 10, 1), "手数料を下げた", "条例改正", (ISSUED,))


def note(record: Record, happening: Happening | None, key: str | None = None) -> str:
    key = key or new_key(record)
    enter(record, HAPPENING, {key: happening}, CLERK, plan_id=plan_of(record))
    return key


def kpi_of(record: Record) -> Kpi:
    return plan_at(record, now(record)).kpi(ISSUED)


def words_of(record: Record, *kpi_ids: str) -> list[tuple[str, str]]:
    lines = happenings_of(record, now(record), kpi_ids)
    return [(line.label, line.happening.words) for line in lines]


def test_numbered_by_their_days_and_taken_back_without_a_trace_on_the_chart(
    record: Record,
) -> None:
    fee = note(record, FEE)
    note(record, Happening(date(2023, 4, 1), "全庁で移行", ""))
    note(record, Happening(date(2024, 1, 1), "講座を増やした", "", ("smartphone_course",)))
    assert words_of(record, ISSUED) == [("①", "全庁で移行"), ("②", "手数料を下げた")]
    assert words_of(record, "overtime_hours") == [("①", "全庁で移行")]
    note(record, None, fee)
    assert words_of(record, ISSUED) == [("①", "全庁で移行")]
    assert new_key(record) == "4"  # a number that was given is not given again


@pytest.mark.parametrize(
    ("day", "place", "part"),
    [
        (date(2024, 4, 1), "2024", 0.0),
        (date(2025, 3, 31), "2024", 364 / 365),
        (date(2024, 2, 29), "2023", 334 / 366),  # a year with a leap day
    ],
)
def test_on_years(record: Record, day: date, place: str, part: float) -> None:
    note(record, replace(FEE, on=day))
    (mark,) = year_marks(happenings_of(record, now(record), (ISSUED,)), kpi_of(record), "ja")
    assert (mark.place, mark.part) == (place, pytest.approx(part))


def test_of_a_calendar_year(record: Record) -> None:
    note(record, replace(FEE, on=date(2024, 2, 1)))
    kpi = replace(kpi_of(record), period_kind="calendar_year")
    (mark,) = year_marks(happenings_of(record, now(record), (ISSUED,)), kpi, "ja")
    assert (mark.place, mark.part) == ("2024", pytest.approx(31 / 366))


def test_on_months(record: Record) -> None:
    note(record, replace(FEE, on=date(2024, 10, 16)))
    (mark,) = month_marks(happenings_of(record, now(record), (ISSUED,)), kpi_of(record), "ja")
    assert (mark.place, mark.part) == ("2024-10-01", pytest.approx(15 / 31))


def test_in_words() -> None:
    assert happening_words(FEE, "ja") == "2024年10月1日 手数料を下げた（条例改正）"
    assert happening_words(replace(FEE, source=""), "ja") == "2024年10月1日 手数料を下げた"
