"""The shipped plan: its figures and names, held against the text of the plan if at hand."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date

import pytest

from yamato_dx.plan.folder.published import read_benchmarks
from yamato_dx.plan.folder.reading import read_plans
from yamato_dx.plan.model.counts import plan_counts
from yamato_dx.plan.model.types import Kpi, Plan, Text
from yamato_dx.root import ROOT

REFERENCE = ROOT.parent / "shared" / "reference" / "yamato-dx-plan-v2.0.txt"
(YAMATO,) = read_plans(ROOT / "data" / "plans" / "yamato")


def test_how_many_of_each() -> None:
    assert plan_counts(YAMATO) == {
        "principles": 6,
        "initiatives": 9,
        "work_items": 32,
        "kpis": 10,
        "targets": 21,
        "commitments": 17,
        "roles": 10,
        "role_relations": 6,
        "career_levels": 4,
        "securing_policies": 3,
        "training_policies": 5,
        "open_questions": 6,
        "gaps": 5,
        "glossary_terms": 20,  # 12 footnotes and 8 words that a reader meets
        "related_plans": 9,
        "history_events": 7,
        "quoted_population": 2,
    }


def test_the_frame_of_the_plan() -> None:
    assert YAMATO.municipality.municipality_code == "434477"
    assert (YAMATO.first_year.start_year, YAMATO.last_year.start_year) == (2022, 2025)
    assert (YAMATO.plan_version, YAMATO.revises) == ("2.0", "1.0")
    assert (YAMATO.effective_from, YAMATO.established) == (date(2024, 4, 1), "2024-04")
    figures = [(one.year, one.population, one.share) for one in YAMATO.quoted_population]
    assert figures == [(2020, 5458, 0.404), (2050, 1770, 0.324)]


# KPI number, shape, unit, aggregation, targets by fiscal year
KPIS = [
    ("1", "at_most", "分", "weighted_mean", {2023: 30, 2024: 25, 2025: 20}),
    ("2", "complete", "業務", "last", {2025: 1.0}),
    ("3", "match_benchmark", "%", "last", {2025: None}),  # the target is the average itself
    ("4", "at_least", "件", "sum", {2023: 300, 2024: 600, 2025: 1200}),
    ("5", "reduce_by", "時間", "sum", {2025: 0.2}),
    ("6", "at_least", "%", "last", {2025: 0.5}),
    ("7", "complete", "か所", "last", {2025: 1.0}),
    ("8", "yearly_duty", "回", "sum", {2022: 1, 2023: 1, 2024: 1, 2025: 1}),
    ("9-1", "at_least", "人", "sum", {2023: 50, 2024: 75, 2025: 100}),
    ("9-2", "at_least", "件", "last", {2023: 15, 2024: 20, 2025: 25}),
]


def test_kpis_and_targets() -> None:
    found = [
        (
            kpi.kpi_no,
            kpi.shape,
            kpi.unit.ja,
            kpi.aggregation,
            {target.fiscal_year.start_year: target.target_value for target in kpi.targets},
        )
        for kpi in YAMATO.kpis
    ]
    assert found == KPIS


def test_what_the_plan_does_not_say_stays_empty() -> None:
    for kpi in YAMATO.kpis:
        assert (kpi.owner_section, kpi.report_due_month_day, kpi.band) == (None, None, None)
        assert kpi.baseline is None or kpi.baseline.value is None
    assert {role.role_id for role in YAMATO.roles if role.held_by} == {
        "head",
        "member",
        "secretariat",
    }, "the text fills three offices; who is CIO it does not say"


def test_the_years_that_the_arrows_prove() -> None:
    years = [item.arrow_year.start_year for item in YAMATO.work_items if item.arrow_year]
    assert years == [2023, 2024, 2024, 2024, 2022, 2022, 2022, 2023, 2024, 2024, 2022]
    stated = [item for item in YAMATO.work_items if item.stated_years]
    assert [item.name.ja for item in stated] == ["情報システムの移行"]


def test_each_open_question_names_its_treatment() -> None:
    treatments = {one.question_id: (one.treatment, one.default) for one in YAMATO.open_questions}
    assert treatments == {
        "nearly_met_band": ("default", "from_0_8"),
        "standardisation_scope": ("default", "core_20"),
        "card_rate_average": ("candidates", None),
        "paperless_reading": ("default", "rate"),
        "consultation_room_total": ("default", "as_reported"),
        "all_staff": ("default", "as_reported"),
    }
    banded = {"at_least", "at_most", "reduce_by"}
    (band,) = (one for one in YAMATO.open_questions if one.question_id == "nearly_met_band")
    assert set(band.kpi_ids) == {kpi.kpi_id for kpi in YAMATO.kpis if kpi.shape in banded}


def test_each_candidate_average_is_published() -> None:
    published = read_benchmarks(ROOT / "data" / "published")
    (question,) = (one for one in YAMATO.open_questions if one.treatment == "candidates")
    series = YAMATO.kpi(question.kpi_ids[0]).benchmark_series
    ids = published.loc[published["benchmark_series"] == series, "benchmark_id"]
    assert {one.patch.benchmark_id for one in question.candidates} <= set(ids)


def test_lost_footnotes_are_ours_and_the_others_the_plans() -> None:
    footnotes = {one.footnote_no: one.is_ours for one in YAMATO.glossary if one.footnote_no}
    assert footnotes == {number: number < 10 for number in range(1, 13)}


def texts(value: object) -> Iterator[Text]:
    if isinstance(value, Text):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from texts(item)
    elif is_dataclass(value):
        for field in fields(value):
            yield from texts(getattr(value, field.name))


def test_every_text_has_its_english() -> None:
    japanese = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")
    for one in texts(YAMATO):
        assert not japanese.search(one.en), one.en


# ── against the text itself ──────────────────────────────────────────────────────────────────


def plain(text: str) -> str:
    """Without line breaks, tags and footnote marks, in one width: as a reader compares words."""
    text = re.sub(r"⁽[⁰¹²³⁴-⁹]+⁾|<[^>]*>", "", text)
    # The text has the old form 拔 in one place and 抜 in another, for one word.
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).replace("拔", "抜")


@pytest.fixture(scope="module")
def reference() -> str:
    if not REFERENCE.is_file():
        pytest.skip("the text of the plan is not at hand")
    return REFERENCE.read_text(encoding="utf-8")


def names(plan: Plan) -> list[str]:
    named = [
        plan.title,
        plan.secretariat,
        plan.steering_body,
        plan.municipality.name,
        plan.municipality.prefecture,
        *(one.name for one in plan.initiatives),
        *(other.name for one in plan.initiatives for other in one.other_names),
        *(one.name for one in plan.work_items),
        *(one.name for one in plan.commitments),
        *(one.name for one in plan.kpis),
        *(one.name for one in plan.roles),
        *(one.held_by for one in plan.roles if one.held_by),
        *(one.name for one in plan.career_levels),
        *(one.position for one in plan.career_levels),
        *(one.name for one in plan.related_plans),
        *(one.term for one in plan.glossary),
    ]
    return [one.ja for one in named]


@pytest.mark.parametrize("name", names(YAMATO))
def test_each_name_stands_in_the_text(reference: str, name: str) -> None:
    assert plain(name) in plain(reference)


# How chapter 7 words the targets that are not given as «R5 年度 30 分».
WORDED = {
    "2": "2025年(令和7年)度末までに、情報システムの標準化・共通化をすべて完了",
    "3": "2025年(令和7年)度末時点、カード保有枚数率が全国市町村平均以上",
    "5": "2025年(令和7年)度末時点、職員残業時間数20%削減〔令和4年度比〕",
    "6": "2025年(令和7年)度末時点、庁内のペーパーレス実施率50%〔令和4年度比〕",
    "7": "2025年(令和7年)度末までに、本庁及び支所等のオンライン相談室を構築",
    "8": "年に1回以上の全職員に対するセキュリティ研修の実施",
}


@pytest.mark.parametrize("kpi", YAMATO.kpis, ids=lambda kpi: kpi.kpi_no)
def test_each_target_stands_in_the_text(reference: str, kpi: Kpi) -> None:
    yearly = "、".join(
        f"R{target.fiscal_year.era[2]}年度{target.target_value:,.0f}{kpi.unit.ja}"
        for target in kpi.targets
        if target.target_value is not None
    )
    assert WORDED.get(kpi.kpi_no, plain(kpi.name.ja) + yearly) in plain(reference)


def test_the_arrows_stand_in_the_columns_of_their_years(reference: str) -> None:
    """Columns of chapter 6: initiative, detail, R4, R5, R6, R7."""
    _, after = reference.split("取組み事項\t詳細", 1)
    chapter, _ = after.split("\n7. 取組事項", 1)
    rows = [line.split("\t") for line in chapter.splitlines()[1:] if "\t" in line]
    proved = [2022 + row.index("→") - 2 if "→" in row else None for row in rows]
    assert [plain(row[1]) for row in rows] == [plain(one.name.ja) for one in YAMATO.work_items]
    assert proved == [
        one.arrow_year.start_year if one.arrow_year else None for one in YAMATO.work_items
    ]


def test_no_sentence_of_the_plan_is_copied(reference: str) -> None:
    """Descriptions are in our own words: no run of 30 characters, names aside."""
    told = plain(reference)
    named = {plain(name) for name in names(YAMATO)}
    for one in texts(YAMATO):
        ours = plain(one.ja)
        if ours in named:
            continue
        runs = (ours[start : start + 30] for start in range(len(ours) - 29))
        copied = [run for run in runs if run in told and not any(run in name for name in named)]
        assert not copied, copied[0]


def said(place: str) -> str:
    """Our words of one place of the plan, Japanese and English."""
    kind, _, which = place.partition(" ")
    found: dict[str, list[object]] = {
        "principle": [one for one in YAMATO.principles if str(one.principle_no) == which],
        "initiative": [one for one in YAMATO.initiatives if str(one.initiative_no) == which],
        "kpi": [one for one in YAMATO.kpis if one.kpi_no == which],
        "role": [one for one in YAMATO.roles if one.role_id == which],
        "level": [one for one in YAMATO.career_levels if one.career_level_id == which],
        "term": [one for one in YAMATO.glossary if one.term_id == which],
    }
    told = found.get(kind) or [getattr(YAMATO, kind)]
    return "\n".join(f"{one.ja} {one.en}" for entry in told for one in texts(entry))


# What a sentence of the plan says that a summary of it must not lose: place, the plan's words,
# ours in Japanese and in English.
KEPT = [
    ("purpose", "迅速かつ確実に対応", "早く確実に", "quickly and reliably"),
    ("purpose", "本推進計画の目的です", "計画の目的は", "The plan's purpose"),
    ("purpose", "持続的かつ発展的に", "続け、伸ばして", "kept up and developed"),
    ("background", "足並みを揃えて", "足並みを揃える", "move in step"),
    ("background", "策定することが助言", "助言", "advise"),
    ("background", "人口維持に向けた", "人口を維持するため", "maintain its population"),
    ("background", "住民の理解を得ながら", "住民の理解を得ながら", "understanding of residents"),
    ("background", "安心して使えるよう", "安心して使える", "without worry"),
    ("background", "永続できるまちづくり", "いつまでも続くまち", "lasts"),
    ("review_rule", "社会情勢の変化等", "社会情勢の変化", "changes in society"),
    ("principle 2", "住民への直接的な業務", "住民に直接あたる業務", "directly for residents"),
    ("principle 6", "不安の解消と不慣れさの軽減", "不安をなくし", "removing"),
    ("initiative 2", "標準仕様書の分析", "標準仕様書の分析", "analyse the standard"),
    ("initiative 2", "移行を完了", "移行を終え", "finish the move"),
    ("initiative 3", "迅速化又は省力化", "手間が減る", "less labour"),
    ("initiative 4", "迅速化又は省力化", "手間が減り", "less labour"),
    ("initiative 4", "積極的にオンライン化", "積極的に", "Actively"),
    ("initiative 7", "業務の質を高め、住民サービスの向上", "業務の質を高め", "higher quality"),
    ("initiative 8", "企業の経営情報", "企業の経営情報", "companies"),
    ("initiative 9", "更なる地域社会の活力", "さらに活力", "further vigour"),
    ("initiative 9", "誰一人残さない、人に優しい", "誰も取り残さない", "leaves no one behind"),
    ("role dx_team", "を達成するための組織", "果たすために編成", "better services"),
    ("role cio_assistant", "マネジメントを担うCIO等", "マネジメントを担う", "who manage DX"),
    ("level lead_officer", "リーダーシップとコミュニケーション力", "率いて伝える", "lead and"),
    ("level general_staff", "柔軟な思考と創造力", "創造力", "creativity"),
    ("securing_policies", "積極的に採用", "積極的に採用", "actively employed"),
    ("training_policies", "職員全体のデジタルに対する理解", "職員全体の理解", "all staff"),
    ("kpi 3", "全国市町村平均以上", "全国市町村平均", "nationwide municipal average"),
    ("term telework", "場所や時間の制約にとらわれない", "場所や時間に", "no place or time"),
]


@pytest.mark.parametrize(("place", "plans", "ours", "english"), KEPT)
def test_a_summary_keeps_what_the_sentence_says(
    reference: str, place: str, plans: str, ours: str, english: str
) -> None:
    assert plain(plans) in plain(reference)
    assert ours in said(place)
    assert english in said(place)


def test_no_aim_is_put_above_the_plans() -> None:
    assert "最終" not in said("purpose")
    assert "final" not in said("purpose")


# Words of what the data hold and the text does not say.
READ_INTO = ["2024年4月1日", "9-1", "累計", "重み付け", "令和6年度と令和7年度"]


@pytest.mark.parametrize("word", READ_INTO)
def test_what_is_read_into_the_text_is_marked_as_ours(reference: str, word: str) -> None:
    assert plain(word) not in plain(reference)
    assert [one for one in YAMATO.readings if word in one.text.ja]
    of_the_plan = (*YAMATO.purpose, *YAMATO.background, *YAMATO.review_rule, *YAMATO.principles)
    assert not [one for one in of_the_plan if word in one.text.ja]


def test_a_kpi_says_itself_that_it_was_read_as_a_total() -> None:
    for kpi in (one for one in YAMATO.kpis if one.is_cumulative):
        assert "当方" in kpi.tells.ja
        assert "our reading" in kpi.tells.en


def test_nothing_is_said_of_the_consultation_rooms_that_the_plan_does_not_say() -> None:
    """Whom they serve, the plan leaves open."""
    (one,) = (one for one in YAMATO.commitments if "オンライン業務" in one.name.ja)
    assert "KPI" not in one.description.ja + one.description.en
    rooms = YAMATO.kpi("online_consultation_rooms")
    assert not any("住民" in words.ja or "resident" in words.en for words in texts(rooms))


def test_a_year_whose_target_is_the_benchmark_has_a_target_without_a_figure() -> None:
    targets = YAMATO.kpi("mynumber_card_holding_rate").targets
    assert [(one.fiscal_year.start_year, one.target_value) for one in targets] == [(2025, None)]


def test_the_plan_sets_no_band_and_no_due_date() -> None:
    assert [kpi.kpi_no for kpi in YAMATO.kpis if kpi.band or kpi.report_due_month_day] == []
