"""The board: what came since the opening, whose move it is, how late, who moved last."""

from __future__ import annotations

from datetime import date, timedelta

import pandas as pd
import pytest

from tests.entered import enter
from tests.rounds import (
    CERTIFICATES,
    DUE,
    OFFICE,
    ON,
    board,
    certificates,
    held,
    lines,
    opened,
    register,
    send,
    unlikely,
    view,
)
from yamato_dx.acts.confirming.confirmation import confirm
from yamato_dx.acts.confirming.giving_back import give_back
from yamato_dx.acts.rounds.holding import close_round, move_deadline, remind
from yamato_dx.acts.withdrawal import withdraw
from yamato_dx.entries.rounds import RoundItem
from yamato_dx.intake.answers import Answered
from yamato_dx.intake.problem import AS_IT_STANDS, Problem
from yamato_dx.output.tables.columns import TABLES
from yamato_dx.output.tables.frame_check import check_frame
from yamato_dx.queries.comments.by_section import comments_by_section
from yamato_dx.queries.reports.preview import TypedRow
from yamato_dx.queries.rounds.board import BoardLine
from yamato_dx.queries.rounds.table import board_table
from yamato_dx.queries.rounds.words import (
    below_status,
    confirming_words,
    headline,
    missing_words,
    round_words,
    status_words,
    summary,
)
from yamato_dx.store.record import Record

LATE = DUE + timedelta(days=11)
TAX_ITEMS = ("yamato_dx/w2_1",)
ITEMS = ("yamato_dx/w1_1", "yamato_dx/w1_2")


@pytest.fixture
def asked(record: Record) -> Record:
    register(record)
    opened(record)
    return record


def counts(record: Record, section_id: str) -> dict[str, tuple[int, int]]:
    cells = lines(record)[section_id].cells
    return {name: (cell.came, cell.asked) for name, cell in cells.items()}


def sentence(record: Record, on: date = ON, lang: str = "ja") -> str:
    words = round_words(record, view(record, on), lang)
    return "".join(headline(board(record, on), words))


def test_nothing_came_yet(asked: Record) -> None:
    assert counts(asked, "s01") == {"kpi": (0, 1), "work": (0, 2), "card": (0, 1)}
    assert {line.status for line in board(asked).lines} == {"unanswered"}
    assert lines(asked)["s01"].last.kind == "opened"
    assert sentence(asked) == "2課のうち0課が回答済。回答期限まであと25日。"


def test_what_came_is_counted_and_what_is_left_named(asked: Record) -> None:
    batch_id = send(asked, certificates(), items=ITEMS[:1])
    line = lines(asked)["s01"]
    words = round_words(asked, view(asked), "ja")
    assert counts(asked, "s01") == {"kpi": (1, 1), "work": (1, 2), "card": (0, 1)}
    assert (line.status, line.move) == ("partly", "waiting")
    assert [report.batch_id for report in line.reports] == [batch_id]
    assert missing_words("work", line.cells["work"], words) == "残り 1の1件"
    assert missing_words("card", line.cells["card"], words) == "残り 4"
    assert (line.last.kind, line.last.what, line.last.by) == ("answered", batch_id, "窓口係")


def test_a_section_that_gave_all_is_to_be_checked(asked: Record) -> None:
    send(asked, certificates(), items=ITEMS)
    enter(asked, "card", {CERTIFICATES: {"system": "住民記録"}}, OFFICE)
    line = lines(asked)["s01"]
    assert (line.status, line.move, line.missing) == ("answered", "to_check", ())
    assert sentence(asked, LATE) == "2課のうち1課が回答済。届いていないのは税務課だけで、11日超過。"


@pytest.mark.parametrize(
    ("row", "came"),
    [
        (certificates("", value_status="awaiting"), 1),  # 公表待ち is an answer
        (certificates(value_status="forecast"), 1),  # what is known by now
        (TypedRow(CERTIFICATES, date(2025, 4, 1), "82"), 0),  # a month is no year
    ],
)
def test_what_is_an_answer_of_a_year(asked: Record, row: TypedRow, came: int) -> None:
    send(asked, row)
    assert counts(asked, "s01")["kpi"] == (came, 1)


def test_a_month_is_an_answer_to_an_interim_round(record: Record) -> None:
    register(record)
    opened(record, "interim")
    send(record, TypedRow(CERTIFICATES, date(2025, 4, 1), "82"))
    assert counts(record, "s01")["kpi"] == (1, 1)


def test_a_forecast_from_before_is_no_answer_to_the_years_round(record: Record) -> None:
    register(record)
    send(record, certificates(value_status="forecast"))
    opened(record)
    assert counts(record, "s01")["kpi"] == (0, 1)
    send(record, certificates(value_status="final"))
    assert counts(record, "s01")["kpi"] == (1, 1)


def test_an_answer_that_was_withdrawn_never_came(asked: Record) -> None:
    batch_id = send(asked, certificates())
    withdraw(asked, batch_id, OFFICE)
    assert lines(asked)["s01"].status == "unanswered"


def test_days_over_count_for_who_is_waited_for_alone(asked: Record) -> None:
    send(asked, items=("yamato_dx/w2_1",))
    late = lines(asked, LATE)
    assert (late["s01"].days_over, late["s02"].days_over) == (11, 0)
    assert lines(asked, DUE)["s01"].days_over == 0  # the day itself
    assert [line.section_id for line in board(asked, LATE).waiting] == ["s01", ""]


def test_a_day_moved_for_one_section_stays_where_all_are_given_less(asked: Record) -> None:
    def move(day: int, section_id: str | None = None) -> None:
        due = date(2026, 7, day)
        told = {"reason": "出納整理", "on": ON, "section_id": section_id}
        move_deadline(asked, "2025-1", due, actor=OFFICE, **told)  # type: ignore[arg-type]

    move(31, "s02")
    assert (lines(asked)["s01"].due, lines(asked)["s02"].due) == (DUE, date(2026, 7, 31))
    move(20)
    assert (lines(asked)["s01"].due.day, lines(asked)["s02"].due.day) == (20, 31)
    assert lines(asked)["s01"].moved == "出納整理"
    assert lines(asked)["s01"].last.kind == "moved"


def test_reminders_are_counted_and_tell_who_and_when(asked: Record) -> None:
    for _ in range(2):
        remind(asked, "2025-1", {"s01": "同じ文"}, actor=OFFICE, on=ON)
    line = lines(asked)["s01"]
    assert (line.reminders, line.last.kind, line.last.by) == (2, "reminded", OFFICE.name)
    assert lines(asked)["s02"].reminders == 0


def test_a_closed_round_is_late_for_nobody(asked: Record) -> None:
    close_round(asked, "2025-1", actor=OFFICE, on=ON)
    assert lines(asked, LATE)["s01"].days_over == 0
    assert "終了しています" in sentence(asked, LATE)


def test_a_section_keeps_the_name_of_the_opening(asked: Record) -> None:
    enter(asked, "section", {"s01": {"name_ja": "市民課"}}, OFFICE)
    words = round_words(asked, view(asked), "ja")
    assert words.section(held(asked), "s01") == "住民課"


@pytest.mark.parametrize(
    ("lang", "late", "counted"),
    [
        ("ja", "2課が回答期限を過ぎ、最長11日超過。", "KPI 10件のうち回答 0件"),
        ("en", "2 sections are late, by up to 11 days.", "KPIs 0/10"),
    ],
)
def test_the_headline_and_counts_are_made_of_the_numbers(
    asked: Record, lang: str, late: str, counted: str
) -> None:
    assert sentence(asked, LATE, lang).endswith(late)
    assert counted in summary(board(asked), round_words(asked, view(asked), lang))


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_the_board_is_a_table_to_take_away(asked: Record, lang: str) -> None:
    send(asked, certificates())
    words = round_words(asked, view(asked), lang)
    year = board(asked).held.asked.fiscal_year.start_year
    explained = comments_by_section(asked, view(asked), year)
    table = board_table(board(asked), words, "434477", explained=explained)
    assert check_frame(table, TABLES["round-board"]) == []
    row = table.set_index("round_status").loc["partly"]
    assert (row["kpi_asked_count"], row["kpi_came_count"], row["work_came_count"]) == (1, 1, 0)
    assert row["answer_due"] == pd.Timestamp(DUE)
    assert ("4" in row["round_missing"], row["last_move_by"]) == (True, "窓口係")


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_the_table_tells_whose_causes_are_missing(asked: Record, lang: str) -> None:
    send(asked, certificates(value="900"))
    words = round_words(asked, view(asked), lang)
    explained = comments_by_section(asked, view(asked), 2025)
    table = board_table(board(asked), words, "434477", explained=explained)
    row = table.set_index("explained_missing").loc["4"]
    assert (row["explained_asked_count"], row["explained_came_count"]) == (1, 0)
    assert table["explained_asked_count"].sum() == 1


def line_of_taxes(record: Record) -> BoardLine:
    return lines(record)["s02"]


def test_what_came_is_to_be_checked_until_it_is_confirmed(asked: Record) -> None:
    batch_id = send(asked, items=TAX_ITEMS)
    line = line_of_taxes(asked)
    assert (line.status, line.move, len(line.unconfirmed)) == ("answered", "to_check", 1)
    confirm(asked, [batch_id], OFFICE, approval_no="企第12号")
    line = line_of_taxes(asked)
    words = round_words(asked, view(asked), "ja")
    assert (line.status, line.move, line.unconfirmed) == ("confirmed", "confirmed", {})
    assert below_status(line, words) == "文書番号 企第12号"
    assert (line.last.kind, line.last.by, line.last.what) == ("confirmed", OFFICE.name, "企第12号")


def test_a_figure_sent_as_it_stands_keeps_its_section_out_of_what_is_confirmed_together(
    asked: Record,
) -> None:
    sure = send(asked, items=TAX_ITEMS)
    unlikely(asked)
    words = round_words(asked, view(asked), "ja")
    line = lines(asked)["s01"]
    assert (line.status, line.move, line.questions) == ("questioned", "to_check", 1)
    assert status_words(line, words) == "要確認 1"
    assert status_words(line_of_taxes(asked), words) == "回答済"
    assert below_status(line_of_taxes(asked), words) == "疑問なし"
    assert board(asked).confirmable_reports == (sure,)
    assert confirming_words(board(asked), words) == (
        f"税務課のKPI 0件、工程・取組 1件を確認します（報告 {sure}）。",
        "住民課の要確認1件は残ります。「値を見る」から1件ずつ確認してください。",
    )
    assert sentence(asked) == "2課すべてが回答済です。確かめるのは2課です。"
    table = board_table(board(asked), words, "434477", explained={}).set_index("round_status")
    assert table.loc["questioned", "questions_count"] == 1


def test_a_report_for_two_sections_is_confirmed_once(asked: Record) -> None:
    enter(asked, "card", {CERTIFICATES: {"system": "住民記録"}}, OFFICE)
    batch_id = send(asked, certificates(), items=(*ITEMS, *TAX_ITEMS))
    assert len(board(asked).confirmable) == 2
    assert board(asked).confirmable_reports == (batch_id,)


def test_who_answered_in_part_is_confirmed_with_the_others_as_far_as_it_goes(
    asked: Record,
) -> None:
    part, taxes = send(asked, certificates()), send(asked, items=TAX_ITEMS)
    words = round_words(asked, view(asked), "ja")
    assert lines(asked)["s01"].status == "partly"
    assert board(asked).confirmable_reports == (part, taxes)
    assert confirming_words(board(asked), words) == (
        f"住民課（一部）、税務課のKPI 1件、工程・取組 1件を確認します（報告 {part}、{taxes}）。",
    )
    confirm(asked, board(asked).confirmable_reports, OFFICE)
    line = lines(asked)["s01"]
    assert (line.status, line.move, line.sure_reports) == ("partly", "waiting", ())
    rest = send(asked, items=ITEMS)
    assert board(asked).confirmable_reports == (rest,)


def test_of_a_part_that_asks_only_the_reports_without_questions_are_confirmed(
    asked: Record,
) -> None:
    sure = send(asked, items=("yamato_dx/w1_1",))
    values = {"kpi_no": "4", "held": "前年度", "value": "1105"}
    unlikely_figure = Problem("confirm", "far_from_last_year", row=1, values=values)
    send(asked, certificates(), answered=(Answered(unlikely_figure, AS_IT_STANDS),))
    words = round_words(asked, view(asked), "en")
    line = lines(asked)["s01"]
    assert (line.status, line.questions, line.sure_items) == (
        "partly",
        1,
        (RoundItem("work_item", "yamato_dx/w1_1", "s01"),),
    )
    assert board(asked).confirmable_reports == (sure,)
    which, left = confirming_words(board(asked), words)
    assert which.startswith("Of Residents (in part): KPI figures 0, work items 1")
    assert left.startswith("1 figure of Residents stays out")


def test_what_was_sent_back_says_so_until_it_comes_again(asked: Record) -> None:
    batch_id = send(asked, items=TAX_ITEMS)
    give_back(asked, batch_id, OFFICE, "実人数か延数か")
    line = line_of_taxes(asked)
    words = round_words(asked, view(asked), "ja")
    assert (line.status, line.move, line.reports) == ("returned", "waiting", ())
    assert below_status(line, words) == line.last.what == "実人数か延数か"
    assert lines(asked)["s01"].status == "unanswered"
    send(asked, items=TAX_ITEMS)
    assert line_of_taxes(asked).status == "answered"


def test_when_all_is_confirmed_the_headline_says_so(record: Record) -> None:
    register(record)
    opened(record)
    enter(record, "card", {CERTIFICATES: {"system": "住民記録"}}, OFFICE)
    batch_id = send(record, certificates(), items=(*ITEMS, *TAX_ITEMS))
    confirm(record, [batch_id], OFFICE)
    assert sentence(record) == "2課すべてが回答済です。すべて確認済みです。"
    assert sentence(record, lang="en").endswith("All is confirmed.")
