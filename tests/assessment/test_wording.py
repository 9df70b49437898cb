"""What is printed of a row: number and unit, half up, a missed target never as reached."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pandas as pd
import pytest

from yamato_dx.assessment.words import wording
from yamato_dx.plan.model.types import Plan

Builders = dict[str, Callable[..., Any]]
Judge = Callable[..., pd.Series]
NOTHING = ("–", "")


def row_of(
    judge: Judge, plan: Plan, kpi_id: str, *values: tuple[Any, ...], year: int = 2025
) -> pd.Series:
    """The row of `year`, from values of (year, actual, numerator, denominator)."""
    names = ("year", "actual_value", "numerator", "denominator")
    rows = [{"kpi_id": kpi_id} | dict(zip(names, value, strict=False)) for value in values]
    return judge(plan, rows, kpi_id, year)


def printed(row: pd.Series, plan: Plan, lang: str = "ja") -> list[tuple[str, str]]:
    kpi = plan.kpi(row["kpi_id"])
    return [
        wording.target_figure(row, kpi, lang),
        wording.actual_figure(row, kpi, lang),
        wording.gap_phrase(row, kpi, lang),
        wording.change_phrase(row, kpi, lang),
    ]


# As the overview draws them: target, actual, gap with a word, change with a sign.
LINES = [
    (
        "standardised_systems",
        [(2024, 0.3, 6, 20), (2025, 0.85, 17, 20)],
        [("20/20", "業務"), ("17/20", "業務"), ("3", "業務 不足"), ("+11", "業務")],
    ),
    (
        "visitor_stay_minutes",
        [(2024, 26.283328), (2025, 22.3)],
        [("20", "分以下"), ("22.3", "分"), ("2.3", "分 超過"), ("−4.0", "分")],
    ),
    (
        "convenience_store_certificates",
        [(2024, 640), (2025, 1105)],
        [("1,200", "件以上"), ("1,105", "件"), ("95", "件 不足"), ("+465", "件")],
    ),
    (
        "paperless_rate",
        [(2024, 0.33), (2025, 0.47)],
        [("50", "%以上"), ("47", "%"), ("3", "pt 不足"), ("+14", "pt")],
    ),
    (
        "overtime_hours",
        [(2022, 12400), (2024, 10912), (2025, 9796)],
        [("20", "%以上"), ("21.0", "%"), ("1.0", "pt 上回る"), ("+9.0", "pt")],
    ),
    (
        "online_consultation_rooms",
        [(2024, 1 / 3, 1, 3), (2025, 1.0, 3, 3)],
        [("3/3", "か所"), ("3/3", "か所"), ("0", "か所"), ("+2", "か所")],
    ),
    (
        "security_training",
        [(2024, 1, 190, 190), (2025, 2, 188, 188)],
        [("1", "回以上"), ("2", "回"), ("全員", "受講"), ("+1", "回")],
    ),
    (
        "open_data_items",
        [(2024, 19), (2025, 27)],
        [("25", "件以上"), ("27", "件"), ("2", "件 上回る"), ("+8", "件")],
    ),
]


@pytest.mark.parametrize(("kpi_id", "values", "line"), LINES, ids=[line[0] for line in LINES])
def test_the_line_of_the_overview(
    judge: Judge,
    yamato: Plan,
    kpi_id: str,
    values: list[tuple[Any, ...]],
    line: list[tuple[str, str]],
) -> None:
    assert printed(row_of(judge, yamato, kpi_id, *values), yamato) == line


def test_second_lines(judge: Judge, yamato: Plan) -> None:
    overtime = row_of(judge, yamato, "overtime_hours", (2022, 12400), (2025, 9796))
    kpi = yamato.kpi("overtime_hours")
    assert wording.target_detail(overtime, kpi, "ja") == "R4比の削減"
    assert wording.actual_detail(overtime, kpi, "ja") == ("9,796", "時間")
    training = row_of(judge, yamato, "security_training", (2025, 2, 188, 188))
    kpi = yamato.kpi("security_training")
    assert wording.target_detail(training, kpi, "ja") == "対象者全員"
    assert wording.actual_detail(training, kpi, "ja") == ("188/188", "人")
    assert wording.target_detail(training, kpi, "en") == "everybody"


def test_people_who_did_not_attend_are_counted(judge: Judge, yamato: Plan) -> None:
    row = row_of(judge, yamato, "security_training", (2023, 1, 182, 190), year=2023)
    assert wording.gap_phrase(row, yamato.kpi("security_training"), "ja") == ("8", "人 未受講")


def test_in_english(judge: Judge, yamato: Plan) -> None:
    row = row_of(judge, yamato, "convenience_store_certificates", (2024, 640), (2025, 1105))
    assert printed(row, yamato, "en") == [
        ("1,200", "certificates or more"),
        ("1,105", "certificates"),
        ("95", "certificates short"),
        ("+465", "certificates"),
    ]


def test_a_missing_value_is_a_dash_and_an_awaited_one_says_so(judge: Judge, yamato: Plan) -> None:
    row = row_of(judge, yamato, "convenience_store_certificates")
    assert printed(row, yamato)[1:] == [NOTHING, NOTHING, NOTHING]
    rows = [{"kpi_id": "mynumber_card_holding_rate", "year": 2025, "value_status": "awaiting"}]
    row = judge(yamato, rows, "mynumber_card_holding_rate", 2025)
    kpi = yamato.kpi("mynumber_card_holding_rate")
    assert wording.actual_figure(row, kpi, "ja") == ("公表待ち", "")
    assert wording.target_figure(row, kpi, "ja") == ("全国市町村平均以上", "")
    assert wording.as_of_phrase(row, kpi, "ja") == "–"


# Target 20 unless said; decimals of the KPI, value, printed value, printed gap.
MISSED = [
    (0, 19.999, "19.999", "0.001"),  # not 20
    (1, 19.999, "19.999", "0.001"),  # not 20.0
    (0, 19.6, "19.6", "0.4"),  # 20 by half up, so one decimal more
    (0, 19.4, "19", "1"),  # half up of 0.6
    (0, 19, "19", "1"),
]


@pytest.mark.parametrize(("decimals", "value", "number", "gap"), MISSED)
def test_a_missed_target_is_not_printed_as_reached(
    build: Builders, judge: Judge, decimals: int, value: float, number: str, gap: str
) -> None:
    kpi = build["kpi"]("k", decimals=decimals, targets=build["targets"]({2025: 20}))
    plan = build["plan"]([kpi])
    row = row_of(judge, plan, "k", (2025, value))
    assert wording.actual_figure(row, kpi, "ja").number == number
    assert wording.gap_phrase(row, kpi, "ja") == (gap, "件 不足")


def test_a_missed_share_is_not_printed_as_reached(judge: Judge, yamato: Plan) -> None:
    row = row_of(judge, yamato, "paperless_rate", (2025, 0.4996))
    kpi = yamato.kpi("paperless_rate")
    assert wording.actual_figure(row, kpi, "ja") == ("49.96", "%")
    assert wording.gap_phrase(row, kpi, "ja") == ("0.04", "pt 不足")
    overtime = row_of(judge, yamato, "overtime_hours", (2022, 12400), (2025, 9921))
    assert wording.actual_figure(overtime, yamato.kpi("overtime_hours"), "ja").number == "19.99"


def test_a_target_keeps_its_decimals(build: Builders, judge: Judge) -> None:
    kpi = build["kpi"]("k", targets=build["targets"]({2025: 12.5}))
    row = row_of(judge, build["plan"]([kpi]), "k", (2025, 12))
    assert wording.target_figure(row, kpi, "ja") == ("12.5", "件以上")
    assert wording.gap_phrase(row, kpi, "ja") == ("0.5", "件 不足")


@pytest.mark.parametrize(
    ("share", "number"),
    [
        (0.285, "29"),  # half up; the product 28.499999999999996 would print 28
        (0.245, "25"),  # not to the even digit
        (0.125, "13"),
        (0.0, "0"),
    ],
)
def test_shares_round_half_up(yamato: Plan, share: float, number: str) -> None:
    assert wording.figure(share, yamato.kpi("paperless_rate"), "ja") == (number, "%")


def test_a_change_that_rounds_to_nothing_has_no_sign(judge: Judge, yamato: Plan) -> None:
    row = row_of(judge, yamato, "visitor_stay_minutes", (2024, 19.02), (2025, 19.0))
    assert wording.change_phrase(row, yamato.kpi("visitor_stay_minutes"), "ja") == ("0.0", "分")


@pytest.mark.parametrize(
    ("kpi_id", "value", "phrase"),
    [
        ("convenience_store_certificates", (2025, 1105), "R7年度計"),
        ("visitor_stay_minutes", (2025, 22.3), "R7年度平均"),
        ("paperless_rate", (2025, 0.47), "2026年3月末"),
        ("standardised_systems", (2025, 0.85, 17, 20), "2026年3月末"),
    ],
)
def test_as_of(
    judge: Judge, yamato: Plan, kpi_id: str, value: tuple[Any, ...], phrase: str
) -> None:
    row = row_of(judge, yamato, kpi_id, value)
    assert wording.as_of_phrase(row, yamato.kpi(kpi_id), "ja") == phrase


def test_as_of_a_day_within_a_month(judge: Judge, yamato: Plan) -> None:
    rows = [
        {
            "kpi_id": "paperless_rate",
            "year": 2025,
            "actual_value": 0.5,
            "measured_on": "2026-02-10",
        }
    ]
    row = judge(yamato, rows, "paperless_rate", 2025)
    assert wording.as_of_phrase(row, yamato.kpi("paperless_rate"), "ja") == "2026年2月10日"


def test_kinds_of_figure(yamato: Plan) -> None:
    kinds = [wording.figure_kind(kpi, "ja") for kpi in yamato.kpis]
    assert kinds[:4] == ["年度平均", "年度末", "年度末", "年度計"]
    assert kinds[-1] == "累計"


def test_verdict_words(build: Builders, judge: Judge) -> None:
    kpi = build["kpi"]("k", targets=build["targets"]({2025: 100}))
    plan = build["plan"]([kpi])
    forecast = [{"kpi_id": "k", "year": 2025, "actual_value": 100, "value_status": "forecast"}]
    row = judge(plan, forecast, "k", 2025, on=date(2025, 9, 1))
    assert wording.verdict_word(row, "ja") == "達成（見込）"
    assert wording.verdict_word(row, "en") == "Met (forecast)"
    assert wording.status_word(row, "ja") == "見込"
    month = [{"kpi_id": "k", "month": "2025-04", "actual_value": 10}]
    row = judge(plan, month, "k", 2025, on=date(2025, 9, 1))
    assert wording.verdict_word(row, "ja") == "年度途中（1/12か月）"
    assert wording.status_word(row, "ja") == ""
    early = [{"kpi_id": "k", "year": 2025, "actual_value": 10}]
    row = judge(plan, early, "k", 2025, on=date(2025, 9, 1))
    assert wording.verdict_word(row, "ja") == "年度途中"


def test_marks_go_with_words_and_no_circle_stands_for_a_missing_value() -> None:
    marks = {
        "met": "◎",
        "nearly_met": "○",
        "not_met": "×",
        "awaiting_publication": "…",
        "cannot_judge": "？",
        "not_reported": "－",
        "in_progress": "〜",
        "not_due": "",
        "no_target": "",
        "outside_period": "",
    }
    assert {verdict: wording.mark(verdict, "ja") for verdict in marks} == marks
