"""訂正 of a year that is told in the other form: as months, or as 12 months in one."""

from __future__ import annotations

import pytest

from tests.queries.conftest import CLERK, now, previewed
from tests.reports import long_csv
from yamato_dx.acts.actor import Actor
from yamato_dx.acts.confirming.confirmation import confirm
from yamato_dx.acts.confirming.giving_back import give_back
from yamato_dx.acts.report import send_report
from yamato_dx.acts.withdrawal import withdraw
from yamato_dx.errors import Refused
from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.queries.assessed import assessed
from yamato_dx.queries.figure_states import FigureState, change_sentence, figure_states
from yamato_dx.queries.kpis.tables import assessment_table
from yamato_dx.rows import Row, rows_of
from yamato_dx.store.receiving import figure_keys
from yamato_dx.store.record import Record

OFFICE = Actor.at_server("企画係")
KPI = "convenience_store_certificates"
HEADER = "年度,年月,KPI番号,実績値,状態"
NAMES = [f"{month.year}/{month.month}" for month in FiscalYear(2024).months]


def months(value: int, count: int = 12, *, last: int | None = None, status: str = "") -> bytes:
    said = [value] * (count - 1) + [value if last is None else last]
    lines = (f"R6,{name},4,{one},{status}" for name, one in zip(NAMES, said, strict=False))
    return long_csv(*lines, header=HEADER)


def march(value: int) -> bytes:
    return long_csv(f"R6,2025/3,4,{value},", header=HEADER)


def year(value: int, status: str = "") -> bytes:
    return long_csv(f"R6,,4,{value},{status}", header=HEADER)


def sent(
    record: Record, content: bytes, reason: str | None = None, *, replaces: str | None = None
) -> str:
    """As the preview says: refused without a reason where it asks for one, and only there."""
    preview = previewed(record, content, replaces)
    assert preview.needs_reason is (reason is not None)

    def send(reason: str | None) -> str:
        return send_report(
            record,
            data=content,
            file_name="実績.csv",
            values=preview.values,
            actor=CLERK,
            previewed_at=preview.revision,
            replaces=replaces,
            correction_reason=reason,
        ).batch_id

    if reason is not None:
        with pytest.raises(Refused) as refusal:
            send(None)
        assert refusal.value.message_id == "store.correction_without_reason"
    return send(reason)


def confirmed(record: Record, content: bytes, reason: str | None = None) -> str:
    number = sent(record, content, reason)
    confirm(record, [number], OFFICE)
    return number


def state_of(record: Record) -> FigureState:
    return figure_states(assessed(record, now(record)))[KPI, 2024]


def story(record: Record) -> tuple[str | None, float | None, str, str]:
    state = state_of(record)
    before = None if state.before is None else state.before["actual_value"]
    return state.kind, before, state.batch_id, state.reason


def assessed_row(record: Record) -> Row:
    frame = assessed(record, now(record)).frame
    return rows_of(frame[(frame["kpi_id"] == KPI) & (frame["fiscal_year"] == 2024)])[0]


def test_a_year_over_its_confirmed_months_is_a_correction(record: Record) -> None:
    confirmed(record, months(50))
    (row,) = rows_of(previewed(record, year(900)).corrected)
    assert (row["confirmed_value"], row["actual_value"], row["correction_kind"]) == (
        600,
        900,
        "correction",
    )
    number = sent(record, year(900), "窓口分を加えた")
    assert story(record) == ("correction", 600, number, "窓口分を加えた")
    assert not state_of(record).is_confirmed
    answer, row = assessed(record, now(record)), assessed_row(record)
    words = change_sentence(state_of(record), row, answer.plan.kpi(KPI), "ja")
    assert words.startswith("訂正：600件 → 900件")
    assert words.endswith("理由：窓口分を加えた")
    table = assessment_table(answer, "ja")
    (line,) = rows_of(table[(table["kpi_id"] == KPI) & (table["fiscal_year"] == 2024)])
    assert (line["correction_kind"], line["correction_previous_value"]) == ("correction", 600)
    assert line["correction_reason"] == "窓口分を加えた"


def test_months_over_a_confirmed_year_are_a_correction_of_the_year(record: Record) -> None:
    confirmed(record, year(900))
    preview = previewed(record, months(50))
    (row,) = rows_of(preview.corrected)
    assert (row["confirmed_value"], row["actual_value"], row["period_months"]) == (900, 600, 12)
    # The reason of the year is that of its months.
    number = send_report(
        record,
        data=preview.data,
        file_name="月別.csv",
        values=preview.values,
        actor=CLERK,
        previewed_at=preview.revision,
        own_reasons=dict.fromkeys(figure_keys(preview.corrected), "月別に数え直した"),
    ).batch_id
    assert story(record) == ("correction", 900, number, "月別に数え直した")
    assert record.faults().empty


@pytest.mark.parametrize(
    ("before", "after"),
    [(months(50), year(600)), (year(600), months(50)), (year(600), months(50, 11))],
)
def test_a_year_that_stays_equal_needs_no_reason_and_stays_confirmed(
    record: Record, before: bytes, after: bytes
) -> None:
    confirmed(record, before)
    assert previewed(record, after).corrected.empty
    sent(record, after)
    assert story(record) == (None, None, "", "")
    assert state_of(record).is_confirmed
    assert assessed_row(record)["actual_value"] == 600


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        (months(50, status="見込"), year(640, "確定"), "update"),
        (months(50, status="速報"), year(600, "確定"), "update"),
        (year(640, "見込"), months(50, status="確定"), "update"),
        (months(50, status="見込"), year(640, "見込"), "correction"),
        (months(50), year(600, "見込"), "correction"),
    ],
)
def test_what_becomes_final_is_an_update(
    record: Record, before: bytes, after: bytes, kind: str
) -> None:
    confirmed(record, before)
    sent(record, after, "誤り" if kind == "correction" else None)
    assert story(record)[0] == kind


def test_months_of_a_year_that_is_not_whole_are_completed_by_it(record: Record) -> None:
    confirmed(record, months(50, 11))
    sent(record, year(900))
    assert story(record)[0] is None


def test_of_months_that_are_confirmed_in_part_the_year_is_held_against_all(record: Record) -> None:
    confirmed(record, months(50, 11))
    sent(record, march(50))
    number = sent(record, year(900), "窓口分を加えた")
    assert story(record) == ("correction", 600, number, "窓口分を加えた")


def test_the_month_that_completes_the_months_corrects_the_year(record: Record) -> None:
    confirmed(record, year(900))
    sent(record, months(50, 11))
    number = sent(record, march(50), "月別に数え直した")
    assert story(record) == ("correction", 900, number, "月別に数え直した")


def test_one_month_sent_again_as_it_was_brings_no_year_back(record: Record) -> None:
    confirmed(record, months(50))
    confirmed(record, year(900), "窓口分を加えた")
    number = sent(record, march(50), "窓口分を除いた")
    assert assessed_row(record)["actual_value"] == 600
    assert story(record) == ("correction", 900, number, "窓口分を除いた")


def test_what_is_withdrawn_or_given_back_in_between(record: Record) -> None:
    first = confirmed(record, months(50))
    withdraw(record, sent(record, year(900), "誤り"), CLERK)
    assert story(record) == (None, None, "", "")
    # A year given back is corrected by what answers it, for the reason of the 差戻し.
    give_back(record, first, OFFICE, "窓口分も")
    number = sent(record, year(900))
    assert story(record) == ("correction", 600, number, "窓口分も")


def test_what_takes_the_place_of_a_correction_says_why_itself(record: Record) -> None:
    confirmed(record, months(50))
    second = sent(record, year(900), "誤り")
    number = sent(record, year(900, "確定"), "窓口分を加えた", replaces=second)
    assert story(record) == ("correction", 600, number, "窓口分を加えた")
    # As it was confirmed: nothing is corrected any more.
    sent(record, months(50), replaces=number)
    assert story(record) == (None, None, "", "")


def test_who_repeats_a_correction_that_is_withdrawn_has_its_reason(record: Record) -> None:
    confirmed(record, months(50))
    second = sent(record, year(900), "窓口分を加えた")
    number = sent(record, long_csv("R6,,4,900,", "R6,,9-1,60,", header=HEADER))
    withdraw(record, second, CLERK)
    assert story(record) == ("correction", 600, number, "窓口分を加えた")
