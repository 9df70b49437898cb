"""計算の根拠, the sentence for residents and whose move it is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pandas as pd
import pytest

from yamato_dx.assessment import evidence, next_act, resident_sentence
from yamato_dx.assessment.rules.answers import Answer, AnswerAct
from yamato_dx.assessment.rules.order import OUTCOMES
from yamato_dx.i18n import text
from yamato_dx.plan.model.types import Plan

Builders = dict[str, Callable[..., Any]]
Judge = Callable[..., pd.Series]


def test_the_sentence_of_the_initiative_page(judge: Judge, yamato: Plan) -> None:
    rows = [
        {
            "kpi_id": "convenience_store_certificates",
            "year": 2025,
            "actual_value": 1105,
            "batch_id": "見本-002",
            "sheet": "年次の集計表",
            "row_no": 7,
        }
    ]
    row = judge(yamato, rows, "convenience_store_certificates", 2025)
    assert evidence(row, yamato, "ja") == (
        "1,105件 ÷ 1,200件 = 0.9208（92.1%）。"
        "1未満、0.8以上で、令和6年度の目標600件より悪くないため「おおむね達成」。"
        "おおむね達成の範囲（0.8以上）は初期設定・未決定。"
        "最終目標に対する進捗率は、計画に基準値がないため計算しない。"
        "報告番号 見本-002、年次の集計表 7行目、2026年5月11日報告、計画2.0版 7。"
    )
    assert evidence(row, yamato, "en") == (
        "1,105 certificates ÷ 1,200 certificates = 0.9208 (92.1 %). "
        "Nearly met: it is below 1, at least 0.8 and not worse than "
        "the target of FY2024 (600 certificates). "
        "“Nearly met” from 0.8 is a default, not decided. "
        "Progress is not computed: the plan has no baseline. "
        "Report 見本-002, 年次の集計表 row 7, received 11 May 2026, plan version 2.0 7."
    )


@pytest.mark.parametrize(
    ("sheet", "ja", "en"),
    [
        ("実績まとめ", "シート「実績まとめ」E7", "sheet 実績まとめ, cell E7"),
        (None, "E7", "cell E7"),  # a CSV whose rows hold several years
    ],
)
def test_a_figure_of_a_row_with_several_has_its_cell(
    judge: Judge, yamato: Plan, sheet: str | None, ja: str, en: str
) -> None:
    kpi_id = "convenience_store_certificates"
    place = {"sheet": sheet, "row_no": 7, "cell": "E7", "batch_id": "見本-002"}
    rows = [{"kpi_id": kpi_id, "year": 2025, "actual_value": 1105, **place}]
    row = judge(yamato, rows, kpi_id, 2025)
    assert f"報告番号 見本-002、{ja}、2026年5月11日報告" in evidence(row, yamato, "ja")
    assert f"Report 見本-002, {en}, received" in evidence(row, yamato, "en")


def test_a_reduction_shows_its_formula_and_progress(judge: Judge, yamato: Plan) -> None:
    rows = [
        {"kpi_id": "overtime_hours", "year": year, "actual_value": hours}
        for year, hours in ((2022, 12400), (2025, 9920))
    ]
    said = evidence(judge(yamato, rows, "overtime_hours", 2025), yamato, "ja")
    assert said.startswith("1 − 9,920時間 ÷ 12,400時間 = 20%の削減。20% ÷ 20% = 1（100.0%）。")
    assert "（9,920時間 − 12,400時間）÷（9,920時間 − 12,400時間）= 100%。" in said


def test_figures_of_a_formula_are_in_one_unit(judge: Judge, yamato: Plan) -> None:
    """Paper fell from 80 % of the work to 40 %: 0.4 beside 80 % would be another figure."""
    rows = [
        {"kpi_id": "paperless_rate", "year": year, "actual_value": share}
        for year, share in ((2022, 0.8), (2025, 0.4))
    ]
    answers = [Answer("paperless_reading", "reduction")]
    answer_acts = [AnswerAct("paperless_reading", answers[0], 0)]
    row = judge(yamato, rows, "paperless_rate", 2025, answers=answers, answer_acts=answer_acts)
    assert evidence(row, yamato, "ja").startswith("1 − 40% ÷ 80% = 50%の削減。50% ÷ 50% = 1")
    assert evidence(row, yamato, "en").startswith("1 − 40 % ÷ 80 % = 50 % less. ")


def test_none_published_lists_none(judge: Judge, yamato: Plan) -> None:
    """An average of another day is not named; of some of that day it is not said «none»."""
    rows = [{"kpi_id": "mynumber_card_holding_rate", "year": 2025, "actual_value": 0.74}]
    of_another_day = [("mean", "2026-02-28", 0.7421), ("median", "2026-02-28", 0.74)]
    row = judge(yamato, rows, "mynumber_card_holding_rate", 2025, published=of_another_day)
    said = evidence(row, yamato, "ja")
    assert said.startswith(
        "2026年3月31日時点の平均値が公表されたものの中にないため「判定保留」。報告番号"
    )
    one_of_two = [("mean", "2026-03-31", 0.7421), ("median", "2026-02-28", 0.74)]
    row = judge(yamato, rows, "mynumber_card_holding_rate", 2025, published=one_of_two)
    said = evidence(row, yamato, "ja")
    assert row["reason"] == "no_benchmark"
    assert "公表されたものの中にない" not in said
    assert said.startswith(
        "候補となる平均値のうち、2026年3月31日時点の値が公表されていないものがあるため「判定保留」。"
        "比べた平均：平均mean74.21%（未達成になる）、平均median（この時点の値なし）。"
    )


def test_a_duty_that_was_not_held_needs_no_people(judge: Judge, yamato: Plan) -> None:
    rows = [{"kpi_id": "security_training", "year": 2025, "actual_value": 0}]
    row = judge(yamato, rows, "security_training", 2025)
    assert (row["verdict"], row["reason"]) == ("not_met", "count_short")
    assert evidence(row, yamato, "ja").startswith(
        "実施0回。回数が目標「1回以上（対象者全員）」に足りないため「未達成」。"
    )


def test_a_missed_target_never_reads_as_reached(build: Builders, judge: Judge) -> None:
    kpi = build["kpi"]("k", targets=build["targets"]({2025: 20}))
    plan = build["plan"]([kpi])
    near = evidence(
        judge(plan, [{"kpi_id": "k", "year": 2025, "actual_value": 19.999}], "k", 2025), plan, "ja"
    )
    assert near.startswith("19.999件 ÷ 20件 = 0.99995（99.995%）。")
    below = evidence(
        judge(plan, [{"kpi_id": "k", "year": 2025, "actual_value": 15.9999}], "k", 2025), plan, "ja"
    )
    assert "0.8（80.0%）" not in below
    assert "0.8未満であるため「未達成」" in below


def test_months_weights_and_the_other_reading(judge: Judge, yamato: Plan) -> None:
    months = [
        {
            "kpi_id": "visitor_stay_minutes",
            "month": str(month),
            "actual_value": 26.0,
            "weight": 100.0,
            "batch_id": "R-007",
        }
        for month in pd.period_range("2024-04", periods=12, freq="M")
    ]
    year = {
        "kpi_id": "visitor_stay_minutes",
        "year": 2024,
        "actual_value": 27.5,
        "batch_id": "R-001",
    }
    row = judge(yamato, [year, *months], "visitor_stay_minutes", 2024)
    said = evidence(row, yamato, "ja")
    assert said.startswith("月次12か月を報告された重み（計1,200）で平均して26分。")
    assert "年度の値の報告（報告番号R-001）では27.5分。" in said
    unweighted = [month | {"weight": None} for month in months[:6]] + months[6:]
    said = evidence(judge(yamato, unweighted, "visitor_stay_minutes", 2024), yamato, "ja")
    assert said.startswith("重みのない月があるため、月次12か月の単純平均で26分。")


def test_the_candidate_that_flips_the_verdict_is_named(judge: Judge, yamato: Plan) -> None:
    rows = [{"kpi_id": "mynumber_card_holding_rate", "year": 2025, "actual_value": 0.74}]
    published = [("mean", "2026-03-31", 0.7421), ("median", "2026-03-31", 0.74)]
    row = judge(yamato, rows, "mynumber_card_holding_rate", 2025, published=published)
    assert row["verdict"] == "cannot_judge"
    said = evidence(row, yamato, "ja")
    assert "平均mean74.21%（未達成になる）、平均median74%（達成になる）" in said


def test_targets_made_after_the_year(judge: Judge, yamato: Plan) -> None:
    rows = [{"kpi_id": "convenience_store_certificates", "year": 2023, "actual_value": 312}]
    row = judge(yamato, rows, "convenience_store_certificates", 2023)
    assert evidence(row, yamato, "ja").endswith(
        "〔目標は第2.0版・令和6年4月策定〕当時の版の目標は記録されていない。"
    )
    row = judge(yamato, rows, "convenience_store_certificates", 2024)
    assert "策定" not in evidence(row, yamato, "ja")


def test_a_default_reading_is_named(judge: Judge, yamato: Plan) -> None:
    rows = [{"kpi_id": "paperless_rate", "year": 2025, "actual_value": 0.6}]
    said = evidence(judge(yamato, rows, "paperless_rate", 2025), yamato, "ja")
    assert "未決定事項〔paperless_reading〕は初期設定による。" in said
    assert "おおむね達成の範囲" not in said  # met without the band


def test_a_running_year_says_that_the_target_is_reached(build: Builders, judge: Judge) -> None:
    kpi = build["kpi"]("k", targets=build["targets"]({2025: 100}))
    plan = build["plan"]([kpi])
    rows = [{"kpi_id": "k", "month": "2025-04", "actual_value": 120}]
    row = judge(plan, rows, "k", 2025, on=date(2025, 5, 1))
    assert "年度が終わっていないため「年度途中（1/12か月）」。ここまでの値で目標に達している。" in (
        evidence(row, plan, "ja")
    )


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize(("verdict", "reason"), OUTCOMES)
def test_every_outcome_has_its_words(verdict: str, reason: str, lang: str) -> None:
    for message_id in (
        f"assessment.verdict.{verdict}",
        f"assessment.reason.{reason}",
        f"assessment.why.{reason}",
        f"assessment.next.{reason}",
        f"assessment.resident.{verdict}",
    ):
        given = dict.fromkeys(
            [
                "actual", "band", "baseline", "baseline_year", "due", "earlier", "floor", "gap",
                "held_on", "meant", "means", "months", "name", "reported", "target", "target_date",
                "verdict", "whole", "year",
            ],
            "x",
        )  # fmt: skip
        assert text(message_id, lang, **given)


@pytest.mark.parametrize(
    ("value", "ja", "en"),
    [
        (
            1200,
            "コンビニ交付は令和7年度に1,200件で、目標「1,200件以上」を達成しました。",
            (
                "Certificates at convenience stores stood at 1,200 certificates in FY2025 "
                "and met its target: 1,200 certificates or more."
            ),
        ),
        (
            1105,
            (
                "コンビニ交付は令和7年度に1,105件で、目標「1,200件以上」には届きませんでしたが、"
                "おおむね達成しました（95件 不足）。"
            ),
            (
                "Certificates at convenience stores stood at 1,105 certificates in FY2025 and "
                "nearly met its target, 1,200 certificates or more: 95 certificates short."
            ),
        ),
        (
            None,
            "コンビニ交付の令和7年度の値は、期限（2026年5月31日）までに報告されていません。",
            (
                "Certificates at convenience stores: "
                "the figure for FY2025 was not reported by 31 May 2026."
            ),
        ),
    ],
)
def test_residents_read_one_sentence(
    judge: Judge, yamato: Plan, value: float | None, ja: str, en: str
) -> None:
    rows = [{"kpi_id": "convenience_store_certificates", "year": 2025, "actual_value": value}]
    row = judge(yamato, rows, "convenience_store_certificates", 2025)
    assert resident_sentence(row, yamato, "ja") == ja
    assert resident_sentence(row, yamato, "en") == en


def test_a_year_without_a_target_has_no_dash_for_a_value(judge: Judge, yamato: Plan) -> None:
    row = judge(yamato, [], "convenience_store_certificates", 2022)
    assert resident_sentence(row, yamato, "ja") == (
        "コンビニ交付には、令和4年度の目標がなく、値も届いていません。"
    )


def test_a_forecast_is_not_told_as_a_fact(judge: Judge, yamato: Plan) -> None:
    rows = [
        {
            "kpi_id": "convenience_store_certificates",
            "year": 2025,
            "actual_value": 1250,
            "value_status": "forecast",
        }
    ]
    row = judge(yamato, rows, "convenience_store_certificates", 2025, on=date(2025, 12, 1))
    assert resident_sentence(row, yamato, "ja") == (
        "コンビニ交付の令和7年度は1,250件の見込みで、判定は「達成（見込）」です"
        "（目標「1,200件以上」）。"
    )
    assert "見込の値による。" in evidence(row, yamato, "ja")


def test_whose_move_it_is(judge: Judge, yamato: Plan) -> None:
    row = judge(yamato, [], "convenience_store_certificates", 2025)
    assert next_act(row, "ja") == (
        "担当課が報告します。事務局は報告を依頼します（期限は2026年5月31日でした）。"
    )
