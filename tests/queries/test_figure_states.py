"""確認済み・未確認, 訂正 and 更新 at the figure of a year."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.queries.conftest import CLERK, now, previewed, sent
from tests.reports import year_csv
from yamato_dx.acts.actor import Actor
from yamato_dx.acts.confirming.confirmation import confirm
from yamato_dx.acts.confirming.giving_back import give_back
from yamato_dx.acts.report import send_report
from yamato_dx.acts.withdrawal import withdraw
from yamato_dx.output.tables.columns import TABLES
from yamato_dx.output.tables.frame_check import check_frame
from yamato_dx.queries.assessed import assessed
from yamato_dx.queries.figure_states import (
    FigureState,
    change_sentence,
    confirmation_words,
    figure_states,
    unconfirmed_count,
)
from yamato_dx.queries.kpis.initiatives import initiative_story
from yamato_dx.queries.kpis.overview import overview
from yamato_dx.queries.kpis.tables import assessment_table
from yamato_dx.queries.reports.tables import actuals_table
from yamato_dx.rows import rows_of
from yamato_dx.store.receiving import figure_keys
from yamato_dx.store.record import Record

OFFICE = Actor.at_server("企画係")
COURSE = "smartphone_course_attendees"


def state_of(record: Record, kpi_no: str = "9-1", year: int = 2024) -> FigureState:
    answer = assessed(record, now(record))
    kpi_id = next(kpi.kpi_id for kpi in answer.plan.kpis if kpi.kpi_no == kpi_no)
    return figure_states(answer)[kpi_id, year]


def corrected(record: Record, content: bytes, reason: str | None = None) -> str:
    preview = previewed(record, content)
    assert preview.needs_reason is (reason is not None)
    return send_report(
        record,
        data=content,
        file_name="実績.csv",
        values=preview.values,
        actor=CLERK,
        previewed_at=preview.revision,
        correction_reason=reason,
    ).batch_id


def sentence(record: Record, lang: str = "ja") -> str:
    answer = assessed(record, now(record))
    rows = answer.frame[(answer.frame["kpi_no"] == "9-1") & (answer.frame["fiscal_year"] == 2024)]
    (row,) = rows_of(rows)
    return change_sentence(state_of(record), row, answer.plan.kpi(row["kpi_id"]), lang)


def test_a_figure_is_unconfirmed_until_its_report_is_confirmed(record: Record) -> None:
    number = sent(record, year_csv(("R6", "9-1", "60")))
    before = assessed(record, now(record)).frame
    assert confirmation_words(state_of(record), "ja") == "未確認"
    confirm(record, [number], OFFICE, approval_no="企第12号")
    words = confirmation_words(state_of(record), "ja")
    assert "企画係" in words
    assert "企第12号" in words
    # It bears on no verdict.
    assert assessed(record, now(record)).frame.equals(before)


def test_a_figure_sent_again_as_it_was_stays_confirmed(record: Record) -> None:
    confirm(record, [sent(record, year_csv(("R6", "9-1", "60")))], OFFICE)
    sent(record, year_csv(("R6", "9-1", "60"), ("R6", "9-2", "19")))
    assert state_of(record).is_confirmed
    assert not state_of(record, "9-2").is_confirmed


def test_a_correction_says_what_was_is_when_and_why(record: Record) -> None:
    confirm(record, [sent(record, year_csv(("R6", "9-1", "60")))], OFFICE)
    number = corrected(record, year_csv(("R6", "9-1", "66")), "延べ人数だった")
    state = state_of(record)
    assert (state.kind, state.is_confirmed, state.batch_id) == ("correction", False, number)
    assert state.before is not None
    assert state.before["actual_value"] == 60
    words = sentence(record)
    assert words.startswith("訂正：60人 → 66人")
    assert number in words
    assert words.endswith("理由：延べ人数だった")
    confirm(record, [number], OFFICE)
    assert (state_of(record).kind, state_of(record).is_confirmed) == ("correction", True)


def test_who_repeats_a_correction_that_is_withdrawn_has_its_reason(record: Record) -> None:
    confirm(record, [sent(record, year_csv(("R6", "9-1", "60")))], OFFICE)
    second = corrected(record, year_csv(("R6", "9-1", "66")), "延べ人数だった")
    third = corrected(record, year_csv(("R6", "9-1", "66"), ("R6", "9-2", "19")))
    withdraw(record, second, CLERK)
    state = state_of(record)
    assert (state.kind, state.batch_id, state.reason) == ("correction", third, "延べ人数だった")
    # Whoever says something else, of which nobody said why, has none.
    withdraw(record, third, CLERK)
    assert state_of(record).kind is None


@pytest.mark.parametrize("is_confirmed", [True, False])
def test_a_forecast_that_becomes_final_is_an_update_confirmed_or_not(
    record: Record, is_confirmed: bool
) -> None:
    head = "年度,KPI番号,実績値,状態\r\n"
    number = sent(record, f"{head}R6,9-1,60,見込\r\n".encode())
    if is_confirmed:
        confirm(record, [number], OFFICE)
    corrected(record, f"{head}R6,9-1,66,確定\r\n".encode())
    assert state_of(record).kind == "update"
    assert sentence(record).startswith("確定値への更新：60人（見込） → 66人（確定）")
    assert "Updated to the final figure" in sentence(record, "en")


def test_an_unconfirmed_value_that_is_put_right_is_no_correction(record: Record) -> None:
    sent(record, year_csv(("R6", "9-1", "60")))
    corrected(record, year_csv(("R6", "9-1", "66")))
    assert (state_of(record).kind, sentence(record)) == (None, "")


def test_months_make_the_figure_that_was(record: Record) -> None:
    def months(last: int) -> bytes:
        values = [*([50] * 11), last]
        names = [f"2024/{month}" for month in range(4, 13)] + ["2025/1", "2025/2", "2025/3"]
        lines = [f"{name},4,{value}" for name, value in zip(names, values, strict=True)]
        return "\r\n".join(["年月,KPI番号,実績値", *lines, ""]).encode()

    confirm(record, [sent(record, months(60))], OFFICE)
    corrected(record, months(70), "再発行を除いた")
    state = state_of(record, "4")
    assert state.before is not None
    assert state.before["actual_value"] == 610
    assert (state.kind, state.is_confirmed) == ("correction", False)


def test_a_year_tells_the_reasons_of_its_months(record: Record) -> None:
    months = "年月,KPI番号,実績値\r\n2024/4,4,{}\r\n2024/5,4,{}\r\n2024/6,4,{}\r\n"
    confirm(record, [sent(record, months.format(50, 51, 52).encode())], OFFICE)
    preview = previewed(record, months.format(60, 61, 62).encode())
    first, second, third = figure_keys(preview.values)
    send_report(
        record,
        data=preview.data,
        file_name="訂正.csv",
        values=preview.values,
        actor=CLERK,
        previewed_at=preview.revision,
        own_reasons={first: "再発行を除いた", second: "転記の誤り", third: "再発行を除いた"},
    )
    assert state_of(record, "4").reason == "再発行を除いた / 転記の誤り"


@pytest.mark.parametrize("is_answer", [True, False])
def test_what_comes_after_a_confirmed_report_given_back_is_a_correction(
    record: Record, is_answer: bool
) -> None:
    """Also where its sender did not say that it is the answer: why is known all the same."""
    number = sent(record, year_csv(("R6", "9-1", "60")))
    confirm(record, [number], OFFICE)
    give_back(record, number, OFFICE, "実人数で")
    preview = previewed(record, year_csv(("R6", "9-1", "66")))
    send_report(
        record,
        data=preview.data,
        file_name="回答.csv",
        values=preview.values,
        actor=CLERK,
        previewed_at=preview.revision,
        answers_to=number if is_answer else None,
    )
    assert sentence(record).startswith("訂正：60人 → 66人")
    assert sentence(record).endswith("理由：実人数で")


def test_the_overview_counts_the_year_in_sight_and_the_initiative_says_it(record: Record) -> None:
    number = sent(record, year_csv(("R6", "9-1", "60"), ("R6", "9-2", "19"), ("R7", "9-1", "81")))
    view = now(record)
    assert overview(record, view, 2024, "ja", initiative_no=None).unconfirmed == 2
    assert overview(record, view, 2025, "ja", initiative_no=None).unconfirmed == 1
    answer = assessed(record, view)
    assert unconfirmed_count(answer, answer.rows) == 3
    confirm(record, [number], OFFICE)
    corrected(record, year_csv(("R6", "9-1", "66")), "誤り")
    view = now(record)
    story = initiative_story(record, view, 9, "ja", fiscal_year=2024).kpis[0]
    states = {row.fiscal_year: row.state for row in story.years}
    assert (states[2023], states[2024], states[2025]) == ("", "未確認", "確認済み")
    assert len(story.changed) == 1
    assert overview(record, view, 2024, "ja", initiative_no=None).unconfirmed == 1
    # At an earlier moment nobody had confirmed it.
    then = replace(view, revision=int(record.moments()["revision"].min()))
    assert assessed(record, then).states["is_confirmed"].sum() == 0


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_exports_carry_it(record: Record, lang: str) -> None:
    confirm(record, [sent(record, year_csv(("R6", "9-1", "60")))], OFFICE, approval_no="企第1号")
    corrected(record, year_csv(("R6", "9-1", "66"), ("R7", "9-1", "81")), "誤り")
    answer = assessed(record, now(record))
    for name, table in (
        ("assessment", assessment_table(answer, lang)),
        ("actuals", actuals_table(answer, lang)),
    ):
        assert check_frame(table, TABLES[name]) == []
        (row,) = rows_of(table[(table["kpi_id"] == COURSE) & (table["fiscal_year"] == 2024)])
        assert row["correction_previous_value"] == 60
        assert (row["correction_kind"], row["correction_reason"]) == ("correction", "誤り")
        assert row["is_confirmed"] is False or not row["is_confirmed"]
