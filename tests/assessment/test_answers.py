"""What an answer to an open question does to verdicts, and what it leaves alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, get_args

import pandas as pd
import pytest

from yamato_dx.assessment import evidence
from yamato_dx.assessment.rules.answers import Answer, AnswerAct, decisions_in, decisions_text
from yamato_dx.assessment.rules.effects import as_judged
from yamato_dx.assessment.rules.shapes import SHAPES
from yamato_dx.assessment.words import wording
from yamato_dx.assessment.words.deciding import decided_ids, effect_sentence
from yamato_dx.assessment.words.figures import spoken
from yamato_dx.plan.model.types import (
    Band,
    Candidate,
    NumberFor,
    Patch,
    Plan,
    Text,
    TotalIs,
)
from yamato_dx.root import ROOT

RULES = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
Builders = dict[str, Callable[..., Any]]
Judge = Callable[..., pd.Series]


# What the candidates of the tests' questions set in KPI `k`.
FROM_0_8, FROM_0_9 = (Patch(band=Band(share)) for share in (0.8, 0.9))
NO_BAND = Patch(band=Band(1))
AS_A_RATE = Patch(figure_means=Text("実施率", "a rate"))
AS_A_REDUCTION = Patch(shape="reduce_by", figure_means=Text("紙の使用の量", "an amount of paper"))


def asking(
    build: Builders, question_id: str, candidates: Mapping[str, Patch | None], **given: Any
) -> Any:
    """An open question on KPI `k`: its candidates, and what each sets."""
    question = build["question"](question_id, ["k"], **given)
    made = tuple(Candidate(one, Text(one, one), sets) for one, sets in candidates.items())
    return replace(question, candidates=made)


def answer(question_id: str, candidate_id: str, **said: Any) -> Answer:
    return Answer(question_id, candidate_id, decided_by="推進本部", **said)


BANDS = {
    "from_0_8": FROM_0_8,
    "no_band": NO_BAND,
    "from_0_9": FROM_0_9,
    "set_by_town": Patch(number_for="band"),
    "nothing": None,
}


@pytest.fixture
def banded(build: Builders) -> Plan:
    kpi = build["kpi"]("k", targets=build["targets"]({2024: 88, 2025: 100}))
    plan: Plan = build["plan"]([kpi], [asking(build, "nearly_met_band", BANDS)])
    return plan


IN_BAND = [
    {"kpi_id": "k", "year": 2024, "actual_value": 80.0},
    {"kpi_id": "k", "year": 2025, "actual_value": 90.0},
]


@pytest.mark.parametrize(
    ("said", "year", "verdict", "reason", "is_provisional"),
    [
        ([], 2025, "nearly_met", "within_band", True),
        (["from_0_8"], 2025, "nearly_met", "within_band", False),
        (["no_band"], 2025, "not_met", "target_missed", False),
        (["no_band", "from_0_8"], 2025, "nearly_met", "within_band", False),  # the last holds
        (["from_0_9"], 2025, "nearly_met", "within_band", False),
        (["from_0_9"], 2024, "nearly_met", "within_band", False),
        # It sets nothing: recorded, judged as before.
        (["nothing"], 2025, "nearly_met", "within_band", False),
        ([("no_band", (2024,))], 2024, "not_met", "target_missed", False),
        ([("no_band", (2024,))], 2025, "nearly_met", "within_band", True),
        (["from_0_8", ("no_band", (2024,))], 2025, "nearly_met", "within_band", False),
        (["from_0_8", ("no_band", (2024,))], 2024, "not_met", "target_missed", False),
    ],
)
def test_the_band_by_answer_and_year(
    judge: Judge,
    banded: Plan,
    said: list[Any],
    year: int,
    verdict: str,
    reason: str,
    is_provisional: bool,
) -> None:
    answers = tuple(
        answer("nearly_met_band", one)
        if isinstance(one, str)
        else answer("nearly_met_band", one[0], fiscal_years=one[1])
        for one in said
    )
    row = judge(banded, IN_BAND, "k", year, answers=answers)
    assert (row["verdict"], row["reason"]) == (verdict, reason)
    assert row["is_provisional"] == is_provisional
    assert row["question_ids"] == ("nearly_met_band" if is_provisional else "")


@pytest.mark.parametrize(("value", "named"), [(90.0, True), (100.0, False), (None, False)])
def test_a_band_is_named_only_where_it_was_used(
    judge: Judge, banded: Plan, value: float | None, named: bool
) -> None:
    rows = [] if value is None else [{"kpi_id": "k", "year": 2025, "actual_value": value}]
    row = judge(banded, rows, "k", 2025, answers=(answer("nearly_met_band", "no_band"),))
    assert (decided_ids(row) == {"nearly_met_band"}) == named
    assert ("決定事項" in evidence(row, banded, "ja")) == named


def test_a_plans_own_band_is_not_undecided(build: Builders, judge: Judge, banded: Plan) -> None:
    own = replace(banded, kpis=(replace(banded.kpis[0], band=build["band"](0.9)),))
    row = judge(own, IN_BAND, "k", 2025, answers=(answer("nearly_met_band", "no_band"),))
    assert (row["verdict"], row["decisions"]) == ("nearly_met", "")


def bands() -> list[dict[str, str]]:
    """The table of docs/rules.md that begins with «default»."""
    lines = RULES.split("| default | decided |")[1].splitlines()
    names = ("default", "decided", "number", "actual", "verdict", "reason", "provisional")
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]
    return [dict(zip(names, row, strict=True)) for row in rows[: rows.index([""])]]


@pytest.mark.parametrize("cells", bands(), ids=" ".join)
def test_a_band_by_default_and_as_the_town_sets_it(
    build: Builders, judge: Judge, cells: dict[str, str]
) -> None:
    sets = {"from_0_8": FROM_0_8, "none": NO_BAND, "set_by_town": Patch(number_for="band")}
    kpi = build["kpi"]("k", targets=build["targets"]({2025: 100}))
    plan = build["plan"]([kpi], [asking(build, "nearly", sets, default=cells["default"])])
    number = None if cells["number"] == "–" else float(cells["number"])
    answers = (
        () if cells["decided"] == "–" else (answer("nearly", cells["decided"], number=number),)
    )
    rows = [{"kpi_id": "k", "year": 2025, "actual_value": float(cells["actual"])}]
    row = judge(plan, rows, "k", 2025, answers=answers)
    assert (row["verdict"], row["reason"]) == (cells["verdict"], cells["reason"])
    assert row["is_provisional"] == (cells["provisional"] == "yes")
    assert row["question_ids"] == ("nearly" if cells["provisional"] == "yes" else "")
    said = evidence(row, plan, "ja")
    assert ("90%" in said) == (cells["number"] == "0.9")
    assert ("設けないことは初期設定・未決定" in said) == (cells["default"] == "none")


def test_no_ratio_and_no_band(judge: Judge, banded: Plan) -> None:
    """0 of 100 has the ratio 0; −5 of 100 has none: both miss the target."""
    for value in (0.0, -5.0):
        rows = [{"kpi_id": "k", "year": 2025, "actual_value": value}]
        row = judge(banded, rows, "k", 2025, answers=(answer("nearly_met_band", "no_band"),))
        assert (row["verdict"], row["reason"]) == ("not_met", "target_missed")
        assert "未達成" in evidence(row, banded, "ja")


@pytest.mark.parametrize(
    ("done", "reported", "scope", "verdict", "reason", "target"),
    [
        (20, 20, "core_20", "met", "target_reached", "20/20件"),
        (20, 20, "with_ancillary", "cannot_judge", "ancillary_not_counted", "すべて"),
        (17, 20, "with_ancillary", "cannot_judge", "ancillary_not_counted", "すべて"),
        (30, 34, "with_ancillary", "not_met", "not_complete", "34/34件"),
        (34, 34, "with_ancillary", "met", "target_reached", "34/34件"),
        # The plan's 20 are the whole, yet of 34 nobody knows which they are.
        (20, 34, "core_20", "cannot_judge", "total_beyond_plan", "20/20件"),
    ],
)
def test_what_standardisation_covers(
    build: Builders,
    judge: Judge,
    done: float,
    reported: float,
    scope: str,
    verdict: str,
    reason: str,
    target: str,
) -> None:
    kpi = build["kpi"](
        "k",
        "complete",
        value_form="fraction",
        aggregation="last",
        total=20,
        targets=build["targets"]({2025: 1.0}),
    )
    plan = build["plan"](
        [kpi],
        [
            asking(
                build,
                "standardisation_scope",
                {"core_20": Patch(total=20), "with_ancillary": Patch(total_is="beyond_plan")},
            )
        ],
    )
    rows = [{"kpi_id": "k", "year": 2025, "actual_value": 1.0}]
    rows[0] |= {"numerator": done, "denominator": reported}
    row = judge(plan, rows, "k", 2025, answers=(answer("standardisation_scope", scope),))
    assert (row["verdict"], row["reason"]) == (verdict, reason)
    assert spoken(wording.target_figure(row, kpi, "ja"), "ja") == target
    assert "未決定" not in evidence(row, plan, "ja")


@pytest.fixture
def paperless(build: Builders, yamato: Plan) -> Plan:
    kpi = replace(yamato.kpi("paperless_rate"), kpi_id="k")
    plan: Plan = build["plan"](
        [kpi],
        [
            asking(
                build,
                "paperless_reading",
                {"rate": AS_A_RATE, "reduction": AS_A_REDUCTION},
                default="rate",
            ),
            asking(build, "nearly_met_band", BANDS),
        ],
    )
    return plan


def used(**paper: float) -> list[dict[str, object]]:
    return [
        {"kpi_id": "k", "year": int(year.removeprefix("fy")), "actual_value": share}
        for year, share in paper.items()
    ]


REDUCTION = (answer("paperless_reading", "reduction"),)
# Decided before anything was reported: what came since are amounts.
FROM_THE_START = (AnswerAct("paperless_reading", REDUCTION[0], 0),)


@pytest.mark.parametrize(
    ("paper", "verdict", "reason", "ratio"),
    [
        (used(fy2022=0.8, fy2025=0.4), "met", "target_reached", 1.0),  # exactly half
        (used(fy2022=0.8, fy2025=0.44), "nearly_met", "within_band", 0.9),
        (used(fy2022=0.8, fy2025=0.6), "not_met", "below_band", 0.5),
        (used(fy2022=0.8, fy2025=0.9), "not_met", "worse_than_baseline", None),
        (used(fy2025=0.4), "cannot_judge", "no_baseline", None),
    ],
)
def test_paper_read_as_a_reduction(
    judge: Judge,
    paperless: Plan,
    paper: list[dict[str, object]],
    verdict: str,
    reason: str,
    ratio: float | None,
) -> None:
    row = judge(paperless, paper, "k", 2025, answers=REDUCTION, answer_acts=FROM_THE_START)
    assert row["rule"] == "reduce_by"
    assert (row["verdict"], row["reason"]) == (verdict, reason)
    if ratio is not None:
        assert row["attainment_ratio"] == pytest.approx(ratio)


def test_a_reduction_is_worded_as_one(judge: Judge, paperless: Plan) -> None:
    row = judge(
        paperless,
        used(fy2022=0.8, fy2025=0.44),
        "k",
        2025,
        answers=REDUCTION,
        answer_acts=FROM_THE_START,
    )
    kpi = paperless.kpi("k")
    assert as_judged(kpi, row).shape == "reduce_by"
    assert spoken(wording.target_figure(row, kpi, "ja"), "ja") == "50%以上"
    assert wording.target_detail(row, kpi, "ja") == "R4比の削減"
    assert spoken(wording.actual_figure(row, kpi, "ja"), "ja") == "45.0%"
    assert wording.actual_detail(row, kpi, "ja") == ("44", "%")
    said = evidence(row, paperless, "ja")
    assert "45% ÷ 50% = 0.9（90.0%）" in said
    assert "実績値を紙の使用の量として" in said


def test_years_that_are_read_otherwise_have_no_change_between_them(
    judge: Judge, paperless: Plan
) -> None:
    only = answer("paperless_reading", "reduction", fiscal_years=(2025,))
    rows = used(fy2022=0.8, fy2023=0.7, fy2024=0.6, fy2025=0.4)

    def row_of(year: int, one: Answer) -> pd.Series:
        answer_acts = (AnswerAct("paperless_reading", one, 0),)
        return judge(paperless, rows, "k", year, answers=(one,), answer_acts=answer_acts)

    assert row_of(2024, only)["rule"] == "at_least"
    assert row_of(2024, only)["change_value"] == pytest.approx(-0.1)
    assert pd.isna(row_of(2025, only)["change_value"])
    # 25 % less, then 50 % less
    assert row_of(2025, REDUCTION[0])["change_value"] == pytest.approx(0.25)


# FY2022 and FY2025 by the reading in force when they were reported; see docs/rules.md.
CAME_AS = {"rate": 1, "amount": 11}  # reduction was said in between, at 10


def rereadings() -> list[dict[str, str]]:
    """The table of docs/rules.md that begins with «answer»."""
    lines = RULES.split("| answer | value reported as |")[1].splitlines()
    names = ("answer", "value", "base", "verdict", "reason")
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]
    return [dict(zip(names, row, strict=True)) for row in rows[: rows.index([""])]]


@pytest.mark.parametrize("cells", rereadings(), ids=" ".join)
def test_a_figure_is_what_it_was_when_it_was_reported(
    judge: Judge, paperless: Plan, cells: dict[str, str]
) -> None:
    values = used(fy2022=0.8, fy2025=0.4)
    values[0]["revision"] = CAME_AS[cells["base"]]
    values[1]["revision"] = CAME_AS[cells["value"]] + 1
    now = None if cells["answer"] == "–" else answer("paperless_reading", cells["answer"])
    answer_acts = [AnswerAct("paperless_reading", REDUCTION[0], 10)]
    if cells["answer"] != "reduction":
        answer_acts.append(AnswerAct("paperless_reading", now, 20))  # taken back, or answered anew
    answers = () if now is None else (now,)
    row = judge(paperless, values, "k", 2025, answers=answers, answer_acts=answer_acts)
    assert (row["verdict"], row["reason"]) == (cells["verdict"], cells["reason"])
    if row["verdict"] == "cannot_judge":
        assert pd.isna(row["compared_value"]) or cells["value"] != cells["base"]
        assert row[["attainment_ratio", "progress_ratio", "change_value", "gap_value"]].isna().all()
        assert "報告されたもの" in evidence(row, paperless, "ja")


def test_said_again_an_answer_leaves_its_amounts_standing(judge: Judge, paperless: Plan) -> None:
    """Recorded anew, with an approval number: no reading has changed, nothing is asked again."""
    values = used(fy2022=0.8, fy2025=0.4)
    values[0]["revision"], values[1]["revision"] = 11, 12
    again = answer("paperless_reading", "reduction", approval_no="企第12号")
    answer_acts = [
        AnswerAct("paperless_reading", REDUCTION[0], 10),
        AnswerAct("paperless_reading", again, 20),
    ]
    row = judge(paperless, values, "k", 2025, answers=(again,), answer_acts=answer_acts)
    assert row["verdict"] == "met"


def test_a_supposed_reduction_asks_for_amounts(judge: Judge, paperless: Plan) -> None:
    values = used(fy2022=0.8, fy2023=0.7, fy2025=0.4)
    row = judge(paperless, values, "k", 2025, answers=REDUCTION)
    assert (row["verdict"], row["reason"]) == ("cannot_judge", "reported_as_rate")
    # A year without a target shows what was reported, and nothing made of it.
    between = judge(paperless, values, "k", 2023, answers=REDUCTION)
    assert spoken(wording.actual_figure(between, paperless.kpi("k"), "ja"), "ja") == "70%"
    assert pd.isna(between["compared_value"])


PEOPLE = {
    "heads": Patch(figure_means=Text("実人数", "people")),
    "visits": Patch(figure_means=Text("延べ人数", "visits")),
    "tickets": Patch(figure_means=Text("枚数", "tickets")),
}


@pytest.mark.parametrize("shape", ["at_least", "at_most"])
def test_another_meaning_in_the_same_shape_waits_too(
    build: Builders, judge: Judge, shape: str
) -> None:
    kpi = build["kpi"]("k", shape, targets=build["targets"]({2025: 100}))
    plan = build["plan"]([kpi], [asking(build, "who_counts", PEOPLE, default="heads")])
    rows = [{"kpi_id": "k", "year": 2025, "actual_value": 100.0}]
    assert judge(plan, rows, "k", 2025)["verdict"] == "met"
    row = judge(plan, rows, "k", 2025, answers=(answer("who_counts", "visits"),))
    assert (row["verdict"], row["reason"]) == ("cannot_judge", "reported_otherwise")
    said = evidence(row, plan, "ja")
    assert "この年度の値は、実人数または枚数として報告されたもので、延べ人数ではない" in said
    assert "was reported as people or tickets, not as visits" in evidence(row, plan, "en")


def test_a_year_that_keeps_its_reading_keeps_its_figures(judge: Judge, paperless: Plan) -> None:
    only = answer("paperless_reading", "reduction", fiscal_years=(2024,))
    values = used(fy2022=0.3, fy2025=0.5)
    answer_acts = (AnswerAct("paperless_reading", only, 99),)
    row = judge(paperless, values, "k", 2025, answers=(only,), answer_acts=answer_acts)
    assert (row["verdict"], row["rule"]) == ("met", "at_least")


@pytest.mark.parametrize(
    ("published", "verdict", "reason"),
    [
        ([("mean", "2026-03-31", 0.75), ("median", "2026-03-31", 0.73)], "met", "target_reached"),
        ([("mean", "2026-03-31", 0.73)], "cannot_judge", "no_benchmark"),  # not that average
        ([("median", "2026-03-31", None)], "awaiting_publication", "benchmark_awaiting"),
    ],
)
def test_the_chosen_average_alone_counts(
    judge: Judge, yamato: Plan, published: list[Any], verdict: str, reason: str
) -> None:
    rows = [{"kpi_id": "mynumber_card_holding_rate", "year": 2025, "actual_value": 0.74}]
    row = judge(
        yamato,
        rows,
        "mynumber_card_holding_rate",
        2025,
        published=published,
        answers=(answer("which_average", "median"),),
    )
    assert (row["verdict"], row["reason"], row["question_ids"]) == (verdict, reason, "")
    assert decided_ids(row) == {"which_average"}
    assert "この平均とだけ比べる" in evidence(row, yamato, "ja")


def test_an_average_chosen_for_other_years_leaves_the_question_open(
    judge: Judge, yamato: Plan
) -> None:
    rows = [{"kpi_id": "mynumber_card_holding_rate", "year": 2025, "actual_value": 0.74}]
    row = judge(
        yamato,
        rows,
        "mynumber_card_holding_rate",
        2025,
        published=[("mean", "2026-03-31", 0.75), ("median", "2026-03-31", 0.73)],
        answers=(answer("which_average", "median", fiscal_years=(2024,)),),
    )
    assert (row["reason"], row["question_ids"]) == ("candidates_disagree", "which_average")


def test_a_question_that_held_the_verdict_holds_it_no_longer(build: Builders, judge: Judge) -> None:
    """Another body's question, of which no rule is known."""
    kpi = build["kpi"]("k", targets=build["targets"]({2025: 100}))
    plan = build["plan"]([kpi], [asking(build, "leaks", {"own_only": None}, treatment="hold")])
    rows = [{"kpi_id": "k", "year": 2025, "actual_value": 100.0}]
    assert judge(plan, rows, "k", 2025)["verdict"] == "cannot_judge"
    row = judge(plan, rows, "k", 2025, answers=(answer("leaks", "own_only"),))
    assert row["verdict"] == "met"
    assert "この決定による判定方法の変更はない" in evidence(row, plan, "ja")


def test_an_answer_to_a_question_that_the_plan_does_not_ask_bears_on_nothing(
    judge: Judge, banded: Plan
) -> None:
    row = judge(banded, IN_BAND, "k", 2025, answers=(answer("paperless_reading", "reduction"),))
    assert (row["rule"], row["decisions"]) == ("at_least", "")


def test_a_row_carries_its_decisions_whole() -> None:
    said = (
        Answer("a", "x", (2024, 2025), "町長", date(2026, 5, 20), "第1号", number=4.0),
        Answer("b", "y"),
    )
    assert decisions_in(decisions_text(said)) == said
    assert decisions_in(decisions_text(())) == ()


EVERY_PATCH = [
    None,
    *(Patch(shape=shape) for shape in SHAPES),
    FROM_0_8,
    NO_BAND,
    Patch(total=20),
    *(Patch(total_is=way) for way in get_args(TotalIs)),
    Patch(benchmark_id="mean"),
    AS_A_RATE,
    AS_A_REDUCTION,
    *(Patch(number_for=what) for what in get_args(NumberFor)),
]


@pytest.mark.parametrize("sets", EVERY_PATCH, ids=str)
@pytest.mark.parametrize("lang", ["ja", "en"])
def test_each_effect_is_said_in_words(build: Builders, sets: Patch | None, lang: str) -> None:
    question = asking(build, "q", {"one": sets})
    assert effect_sentence(question, "one", lang)
