"""Letters and reminders: what is missing, by when, where to answer; in both languages."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.rounds import DUE, ON, board, certificates, held, opened, register, send, view
from yamato_dx.queries.assessed import plan_at
from yamato_dx.queries.rounds.letters import GivenLink, notice, reminders, reminders_text
from yamato_dx.queries.rounds.words import round_words
from yamato_dx.store.record import Record

SITE = "http://dx.example:8501"


def texts(record: Record, lang: str = "ja", days: int = 0) -> dict[str, str]:
    on = DUE + timedelta(days=days)
    plan, words = plan_at(record, view(record)), round_words(record, view(record, on), lang)
    return reminders(board(record, on), plan, words, SITE)


@pytest.fixture
def asked(record: Record) -> Record:
    register(record)
    opened(record)
    return record


def test_a_reminder_lists_only_what_is_missing(asked: Record) -> None:
    send(asked, certificates())
    lines = texts(asked, days=11)["s01"].splitlines()
    assert lines[0] == "住民課　山都町DX推進計画 ご担当者様"
    assert [line for line in lines if line.startswith("・")] == [
        "・工程 1-1 推進体制の確立",
        "・工程 1-2 業務量調査及びBPRの実施",
        "・数字の取り方 KPI 4 コンビニ交付 発行件数",
    ]
    assert "7月21日（火）現在、11日超過" in lines[2]
    assert f"入力の画面：{SITE}/report?section=s01&round=2025-1" in lines
    assert lines[-1] == "企画政策課"  # as the plan names its 事務局


def test_before_the_day_nobody_is_told_to_be_late(asked: Record) -> None:
    text = texts(asked)["s02"]
    assert "超過" not in text
    assert "7月10日（金）までにお願いします。" in text


def test_in_english_the_link_keeps_the_language(asked: Record) -> None:
    text = texts(asked, "en", days=1)["s02"]
    assert "1 day late" in text
    assert f"{SITE}/report?section=s02&round=2025-1&lang=en" in text


def test_who_has_a_link_is_told_so_and_who_is_given_one_reads_it(asked: Record) -> None:
    plan, words = plan_at(asked, view(asked)), round_words(asked, view(asked), "ja")
    until = DUE + timedelta(days=14)
    given = {"s01": GivenLink(until), "s02": GivenLink(until, f"{SITE}/sign-in/link#token")}
    told = reminders(board(asked, DUE), plan, words, SITE, given=given)
    assert f"入力の画面：{SITE}/report?section=s01&round=2025-1" in told["s01"]
    assert "お渡ししたリンク（7月24日（金）まで使えます）からも入力できます。" in told["s01"]
    assert f"7月24日（金）まで使えます）：{SITE}/sign-in/link#token" in told["s02"]
    assert "/report?" not in told["s02"]


def test_nobody_is_reminded_of_what_no_section_owns(asked: Record) -> None:
    assert list(texts(asked)) == ["s01", "s02"]


def test_all_reminders_are_one_text_with_the_line_ends_of_windows(asked: Record) -> None:
    whole = reminders_text(texts(asked))
    assert whole.count("ご担当者様") == 2
    assert "\n" not in whole.replace("\r\n", "")


@pytest.mark.parametrize(
    ("lang", "parts"),
    [
        (
            "ja",
            (
                "事務連絡",
                "令和8年6月15日（月）",
                "関係各課（所）長　様",
                "令和7年度の照会について（依頼）",
                "令和8年7月10日（金）まで",
                "KPIの実績 10件、工程・取組の進捗 49件、数字の取り方 10枚",
                "問い合わせ先　企画政策課",
            ),
        ),
        ("en", ("Internal letter", "15 Jun 2026", "by 10 Jul 2026", "KPI figures 10")),
    ],
)
def test_the_letter_says_what_by_when_and_whom_to_ask(
    asked: Record, lang: str, parts: tuple[str, ...]
) -> None:
    words = round_words(asked, view(asked), lang)
    letter = notice(held(asked), plan_at(asked, view(asked, ON)), words)
    assert [part for part in parts if part not in letter] == []
