"""全体スケジュール of the town's plan, with what sections report and the town copies."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from tests.entered import enter, plan_of
from yamato_dx.acts.actor import Actor
from yamato_dx.acts.report import Attachment, send_report
from yamato_dx.acts.withdrawal import withdraw
from yamato_dx.entries.progress import PROGRESS, WorkProgress
from yamato_dx.i18n import LANGUAGES
from yamato_dx.output.tables.columns import TABLES
from yamato_dx.output.tables.frame_check import check_frame
from yamato_dx.plan_keys import in_plan
from yamato_dx.queries.assessed import View, view_of
from yamato_dx.queries.schedule.items import (
    Schedule,
    ScheduleLine,
    Wanted,
    counts,
    schedule,
    section_names,
    wanted_lines,
)
from yamato_dx.queries.schedule.words import (
    planned_words,
    proof,
    schedule_table,
    sentence,
    standing_words,
)
from yamato_dx.store.record import Record

CLERK = Actor.at_server("窓口係")
ON = date(2026, 6, 15)


@pytest.fixture
def send(record: Record) -> Callable[..., str]:
    def sent(*attachments: Attachment, **progress: WorkProgress) -> str:
        receipt = send_report(
            record,
            data=None,
            file_name=None,
            values=None,
            actor=CLERK,
            previewed_at=record.head(),
            progress={in_plan(plan_of(record), key): work for key, work in progress.items()},
            attachments=attachments,
        )
        return receipt.batch_id

    return sent


def now(record: Record, on: date = ON) -> View:
    return view_of(record, on=on)


def found(record: Record, on: date = ON) -> Schedule:
    return schedule(record, now(record, on), "ja")


def line(record: Record, item_id: str, on: date = ON) -> ScheduleLine:
    return next(one for one in found(record, on).lines if one.item_id == item_id)


def reported(
    status: str, start: str | None = None, finish: str | None = None, evidence: str = ""
) -> WorkProgress:
    document = {"start_month": start, "finish_month": finish, "evidence": evidence}
    return PROGRESS.read("", {"status": status} | document)


def test_every_item_of_the_plan_is_there_and_nothing_is_reported(record: Record) -> None:
    told = found(record)
    assert len(told.work_items) == 32
    assert {one.status for one in told.lines} == {"not_reported"}  # never 未着手
    assert {one.standing for one in told.lines} == {""}
    assert "未着手" not in sentence(told, now(record), "ja")


def test_what_proves_a_year_is_told_apart(record: Record) -> None:
    kinds = {one.item_id: tuple(years.kind for years in one.planned) for one in found(record).lines}
    assert sum("arrow" in kinds[f"{one.item_id}"] for one in found(record).work_items) == 11
    assert kinds["w2_5"] == ("arrow", "stated")  # an arrow in R6, and R6–R7 in words
    assert kinds["w3_2"] == ()  # its bar is lost: nothing is guessed
    assert kinds["government_cloud"] == ("stated",)
    assert "21" in proof(found(record), "ja")


@pytest.mark.parametrize(
    ("item_id", "words"),
    [
        ("w2_5", ("計画 R6に矢印〔終期は原本で確認〕", "本文の記載 R6〜R7（第5章）")),
        ("w3_2", ("計画書の矢印を確認できません",)),
        ("introduction_policy", ("本文の記載 R6まで（第5章）",)),  # only «by» is stated
        ("write_free_counter", ("年度の記載なし（第5章）",)),  # a commitment has no arrow
    ],
)
def test_planned_years_in_words(record: Record, item_id: str, words: tuple[str, ...]) -> None:
    assert planned_words(line(record, item_id), "ja") == words


def test_an_arrow_has_no_end(record: Record) -> None:
    (arrow,) = line(record, "w1_2").planned
    assert arrow.last is None
    assert arrow.shown == (arrow.first, arrow.first)


def test_a_copied_bar_takes_the_arrows_place_and_names_its_source(record: Record) -> None:
    before = now(record)
    bar = {"first": 2023, "last": 2024, "source": "原本 12ページ"}
    enter(record, "supplement", {"bar:w1_2": bar, "bar:w3_2": bar}, CLERK)
    assert [one.kind for one in line(record, "w1_2").planned] == ["copied"]
    assert planned_words(line(record, "w3_2"), "ja") == (
        "計画 R5〜R6〔原本から補記〕原本 12ページ",
    )
    assert [one.kind for one in schedule(record, before, "ja").lines[1].planned] == ["arrow"]


COPIED = {"bar:w3_2": {"first": 2023, "last": 2024, "source": "原本"}}


@pytest.mark.parametrize(
    ("progress", "on", "standing", "words"),
    [
        (reported("under_way", "2023-06"), date(2025, 3, 31), "", ""),  # the last day of its plan
        (
            reported("under_way", "2023-06"),
            date(2025, 4, 1),
            "overdue",
            "期限超過",
        ),
        (reported("under_review", "2023-06"), date(2025, 4, 1), "overdue", "期限超過"),
        (reported("not_started"), date(2025, 4, 1), "overdue", "期限超過"),
        (reported("not_started"), date(2024, 3, 31), "", ""),
        (
            reported("not_started"),
            date(2024, 4, 1),
            "late",
            "初年度を過ぎて未着手",
        ),
        (reported("done", "2023-06", "2025-03"), date(2026, 1, 1), "", ""),
        (reported("done", "2023-06", "2025-04"), date(2026, 1, 1), "late", "終期の後に完了"),
        (
            reported("under_way", "2023-06", "2025-04"),
            date(2024, 6, 1),
            "late",
            "終期より後",
        ),
        (
            reported("under_way", "2024-04"),
            date(2024, 6, 1),
            "late",
            "初年度の後に着手",
        ),
        (reported("continuing", "2023-06"), date(2026, 1, 1), "", ""),  # in place, and goes on
        (reported("cancelled", "2024-06"), date(2026, 1, 1), "", ""),
    ],
)
def test_overdue_and_late(
    record: Record,
    send: Callable[..., str],
    progress: WorkProgress,
    on: date,
    standing: str,
    words: str,
) -> None:
    """Of something under way it is never said that it was not begun."""
    enter(record, "supplement", COPIED, CLERK)
    send(w3_2=progress)
    work = line(record, "w3_2", on)
    assert work.standing == standing
    assert bool(standing_words(work, "ja")) is bool(standing)
    assert words in standing_words(work, "ja")


def test_without_a_known_end_nothing_is_overdue(record: Record, send: Callable[..., str]) -> None:
    send(w1_2=reported("under_way", "2024-05"), w5_2=reported("not_started"))
    assert line(record, "w1_2").standing == ""  # the arrow's end is lost
    assert line(record, "w5_2").standing == ""  # nothing is known of its years


def test_the_sentence_counts(record: Record, send: Callable[..., str]) -> None:
    enter(record, "supplement", COPIED, CLERK)
    send(
        w1_1=reported("done", "2023-05", "2024-03"),
        w2_5=reported("under_way", "2024-10"),
        w9_5=reported("continuing", "2022-06"),
    )
    told = counts(found(record).work_items, ON)
    assert (told.total, told.done, told.overdue, told.late, told.not_reported) == (32, 2, 1, 0, 29)
    assert told.unreported_over == 1  # w3_2: its copied bar ended in R6
    said = sentence(found(record), now(record), "ja")
    assert all(f"{number}件" in said for number in (32, 2, 1, 29))


def test_a_withdrawn_report_never_came(record: Record, send: Callable[..., str]) -> None:
    batch_id = send(w1_1=reported("done", "2023-05", "2024-03", "要綱"))
    progress = line(record, "w1_1").progress
    assert progress is not None
    assert (progress.batch_id, progress.evidence) == (batch_id, "要綱")
    withdraw(record, batch_id, CLERK)
    assert line(record, "w1_1").progress is None


def test_files_are_counted_where_the_state_rests_on_them(
    record: Record, send: Callable[..., str]
) -> None:
    files = (
        Attachment("要綱.pdf", b"%PDF", f"{plan_of(record)}/work_item:w1_1"),
        Attachment("送付書.txt", b"text"),  # of the whole report, so of each of its items
    )
    send(*files, w1_1=reported("done", "2023-05"), w1_2=reported("under_way", "2024-04"))
    send(w1_3=reported("under_way", "2024-04"))
    found = {one: line(record, one).progress for one in ("w1_1", "w1_2", "w1_3")}
    assert [one.attached for one in found.values() if one] == [2, 1, 0]


def test_filters(record: Record, send: Callable[..., str]) -> None:
    section = {
        "name_ja": "税務住民課",
        "name_en": "Residents",
        "valid_from": None,
        "valid_to": None,
    }
    enter(record, "section", {"jumin": section}, CLERK)
    owner = {"section_id": "jumin", "report_due": None}
    enter(record, "owner", {"work_item:w3_1": owner, "commitment:generative_ai": owner}, CLERK)
    send(w2_5=reported("under_way", "2024-10"), w5_2=reported("done", "2023-04", "2024-05"))

    def ids(**wanted: object) -> list[str]:
        return [one.item_id for one in wanted_lines(found(record), Wanted(**wanted))]  # type: ignore[arg-type]

    assert ids(section="税務住民課") == ["w3_1", "generative_ai"]
    assert len(ids(section="")) == 49 - 2
    assert section_names(record, now(record), "en") == ("Residents",)
    assert ids(status="under_way") == ["w2_5"]
    assert ids(status="overdue") == ["w2_5"]
    assert ids(initiative_no=5) == ["w5_1", "w5_2", "w5_3"]
    assert "w5_2" in ids(fiscal_year=2023)  # by its report alone
    assert "w5_2" not in ids(fiscal_year=2022)
    assert "w2_5" in ids(fiscal_year=2025)  # by the years stated in words


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_table_is_as_described(record: Record, send: Callable[..., str], lang: str) -> None:
    enter(record, "supplement", COPIED, CLERK)
    send(w2_5=reported("under_way", "2024-10"), generative_ai=reported("done", None, "2025-01"))
    told = schedule(record, now(record), lang)
    table = schedule_table(told, told.lines, lang)
    assert check_frame(table, TABLES["schedule"]) == []
    assert len(table) == 49
    row = table.set_index("item_id").loc["w2_5"]
    assert (row["stated_first_year"], row["stated_last_year"]) == (2024, 2025)
    assert row["start_month"].date() == date(2024, 10, 1)
    assert check_frame(schedule_table(told, (), lang), TABLES["schedule"]) == []
