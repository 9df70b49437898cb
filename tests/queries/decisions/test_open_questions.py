"""What each answer would do is what it does; a later one replaces it; the past stays as it was."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.proving import in_turn
from tests.queries.decisions.answerable import ON, answerable, now
from tests.store.cases import CLERK
from yamato_dx.acts.deciding import decide, undecide
from yamato_dx.acts.opening import plans_in
from yamato_dx.output.tables.columns import TABLES
from yamato_dx.output.tables.frame_check import check_frame
from yamato_dx.plan.model.types import in_force
from yamato_dx.queries.assessed import View, assessed, view_of
from yamato_dx.queries.decisions.open_questions import (
    OpenCount,
    answers_given,
    base_figures,
    effect_counts,
    effects,
    effects_table,
    open_question_count,
    standings,
    years_words,
)
from yamato_dx.queries.decisions.words import (
    candidate_words,
    headline,
    in_force_words,
    state_words,
    verdict_cells,
)
from yamato_dx.queries.kpis.overview import overview
from yamato_dx.store.record import Record

PLAN = in_force(plans_in(None), ON)
ANSWERS = [
    (question.question_id, candidate.candidate_id)
    for question in PLAN.open_questions
    for candidate in question.candidates
]
BAND, CARDS, PAPER = "nearly_met_band", "card_rate_average", "paperless_reading"


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with answerable(tmp_path) as record:
        yield record


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    """One record for many questions; who answers in it takes the answer back."""
    with answerable(tmp_path_factory.mktemp("shared")) as record:
        yield record


def verdicts(record: Record, view: View) -> dict[tuple[str, int], str]:
    frame = assessed(record, view).frame
    keys = zip(frame["kpi_id"], frame["fiscal_year"], strict=True)
    return dict(zip(keys, frame["verdict"], strict=True))


def previewed(
    record: Record, question_id: str, candidate_id: str, years: tuple[int, ...] | None = None
) -> dict[tuple[str, int], str]:
    """All verdicts as the page's table says that they would be."""
    view = now(record)
    number = 0.95 if question_id == BAND else 5.0
    frame = effects(record, view, question_id, years, number=number).frame
    keys = zip(frame["kpi_id"], frame["fiscal_year"], strict=True)
    return verdicts(record, view) | dict(zip(keys, frame[candidate_id], strict=True))


def answered(record: Record, question_id: str, answer: str, **said: object) -> int:
    options = {"actor": CLERK, "decided_by": "DX推進本部", "decided_on": date(2026, 6, 1)} | said
    number = {"fixed_total": 5.0, "set_by_town": 0.95}.get(answer)
    return decide(record, question_id, answer, number=number, **options)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("question_id", "candidate_id", "years"),
    in_turn(
        [(*answer, years) for answer in ANSWERS for years in (None, (2025,))],
        lambda supposed: supposed[:2],
    ),
)
def test_a_preview_equals_the_verdicts_after_the_answer(
    shared: Record, question_id: str, candidate_id: str, years: tuple[int, ...] | None
) -> None:
    expected = previewed(shared, question_id, candidate_id, years)
    answered(shared, question_id, candidate_id, fiscal_years=years)
    assert verdicts(shared, now(shared)) == expected
    undecide(shared, question_id, actor=CLERK)


@pytest.mark.parametrize(
    ("question_id", "candidate_id", "kpi_id", "verdict"),
    [
        (BAND, "no_band", "visitor_stay_minutes", "not_met"),
        (CARDS, "national_rate", "mynumber_card_holding_rate", "met"),  # 74 % against 73
        (CARDS, "median_of_municipalities", "mynumber_card_holding_rate", "met"),  # equal
        (CARDS, "mean_of_municipalities", "mynumber_card_holding_rate", "not_met"),  # 74.21
        (PAPER, "rate", "paperless_rate", "met"),  # 60 % of 50
        (PAPER, "reduction", "paperless_rate", "cannot_judge"),  # 60 % was reported as a rate
        ("consultation_room_total", "fixed_total", "online_consultation_rooms", "not_met"),  # of 5
    ],
)
def test_an_answer_means_what_it_says(
    shared: Record, question_id: str, candidate_id: str, kpi_id: str, verdict: str
) -> None:
    assert previewed(shared, question_id, candidate_id)[kpi_id, 2025] == verdict


def test_a_verdict_that_would_wait_says_for_what(shared: Record) -> None:
    view = now(shared)
    found = effects(shared, view, PAPER)
    (row,) = verdict_cells(found, assessed(shared, view).plan, "ja")
    told = [one["why"] for one in row["cells"]]  # type: ignore[attr-defined]
    assert told == ["", "率として報告された値（量で報告し直すと判定できる）"]
    table = effects_table(shared, view, found, "ja").set_index("candidate_id")
    assert table.loc["reduction", "reason_if_answered"] == told[1]
    assert table.loc["rate", "reason_if_answered"] != told[1]


def test_the_undecided_average_holds_the_verdict_and_the_table_shows_each(shared: Record) -> None:
    found = effects(shared, now(shared), CARDS)
    assert list(found.frame["now"]) == ["cannot_judge"]
    assert set(found.frame[list(found.candidates)].iloc[0]) == {"met", "not_met"}


def test_a_replaced_answer_restores_what_was(record: Record) -> None:
    before = verdicts(record, now(record))
    answered(record, BAND, "no_band")
    assert verdicts(record, now(record)) != before
    answered(record, BAND, "from_0_8")
    assert verdicts(record, now(record)) == before


def test_an_answer_taken_back_leaves_the_question_open(record: Record) -> None:
    before = verdicts(record, now(record))
    answered(record, BAND, "no_band")
    undecide(record, BAND, actor=CLERK)
    assert verdicts(record, now(record)) == before
    assert standings(record, now(record))[0].state == "open"
    assert [one.taken_back for one in answers_given(record, now(record), BAND)] == [True, False]


def test_the_moment_before_an_answer_shows_the_world_before_it(record: Record) -> None:
    before = verdicts(record, now(record))
    answered(record, BAND, "no_band")
    given = answers_given(record, now(record), BAND)[0]
    past = view_of(record, as_of=given.recorded_at - timedelta(microseconds=1), on=ON)
    assert verdicts(record, past) == before
    assert standings(record, past)[0].state == "open"
    assert answers_given(record, past, BAND) == ()
    assert open_question_count(PLAN, assessed(record, past).answers) == OpenCount(6, 0)


def test_only_the_unanswered_are_counted(record: Record) -> None:
    def counted() -> OpenCount:
        return overview(record, now(record), 2025, "ja", initiative_no=None).open_questions

    assert counted() == OpenCount(6, 0)
    answered(record, BAND, "no_band")
    assert counted() == OpenCount(5, 0)
    answered(record, PAPER, "rate", fiscal_years=[2025])  # the other years are open still
    assert counted() == OpenCount(5, 1)
    answered(record, PAPER, "rate", fiscal_years=[2022, 2023, 2024])
    assert counted() == OpenCount(4, 0)


def test_which_years_are_decided_and_which_are_not_is_said(record: Record) -> None:
    answered(record, BAND, "no_band", fiscal_years=[2023, 2024, 2025])
    found = standings(record, now(record))
    assert state_words(found[0], "ja") == "R5～R7は決定・R4は未決定"
    assert state_words(found[0], "en") == "Decided for FY2023–FY2025, undecided for FY2022"
    assert state_words(found[1], "ja") == "未決定"
    said = headline(found, effect_counts(record, now(record)), "ja")[0]
    assert said.endswith("6件に、未決定の年度があります（うち1件は一部の年度を決定済み）。")


def test_a_later_answer_holds_in_the_years_that_it_names(record: Record) -> None:
    answered(record, BAND, "no_band")
    answered(record, BAND, "from_0_8", fiscal_years=[2025])
    one = standings(record, now(record))[0]
    assert one.state == "decided"
    assert one.years_of("no_band") == (2022, 2023, 2024)
    assert one.years_of("from_0_8") == (2025,)
    later, first = answers_given(record, now(record), BAND)
    assert (later.holds_in, later.until) == ((2025,), None)
    assert (first.holds_in, first.until) == ((2022, 2023, 2024), None)
    answered(record, BAND, "from_0_8")
    newest, later, first = answers_given(record, now(record), BAND)
    assert first.until == later.until == newest.recorded_at
    assert first.holds_in == ()


def test_the_history_says_who_and_when(record: Record) -> None:
    answered(record, CARDS, "national_rate", approval_no="企画第12号", reason="国の公表値")
    given = answers_given(record, now(record), CARDS)[0]
    assert (given.decided_by, given.decided_on) == ("DX推進本部", date(2026, 6, 1))
    assert (given.approval_no, given.reason) == ("企画第12号", "国の公表値")
    assert given.recorded_by == CLERK.name
    words = in_force_words(standings(record, now(record))[2], "ja")
    assert words == "R4～R7：全国の保有枚数率（DX推進本部、2026年6月1日決定）"


def test_the_answer_in_force_is_marked(record: Record) -> None:
    def marks() -> list[str]:
        return [one["mark"] for one in candidate_words(standings(record, now(record))[0], "ja")]

    assert marks() == ["〔初期設定・未決定〕", "", ""]
    answered(record, BAND, "no_band", fiscal_years=[2024, 2025])
    assert marks() == ["〔初期設定・未決定〕", "〔決定 R6・R7〕", ""]
    answered(record, BAND, "no_band")
    assert marks() == ["", "〔決定 R4～R7〕", ""]


def test_the_sentence_on_top_counts(shared: Record) -> None:
    view = now(shared)
    counts = effect_counts(shared, view)
    said = headline(standings(shared, view), counts, "ja")
    assert counts == {
        BAND: 1,
        "standardisation_scope": 1,
        CARDS: 1,
        PAPER: 1,
        "consultation_room_total": 1,
        "all_staff": 0,
    }
    assert said[-1] == "決め方しだいで、5件の事項にかかわる5件の判定が変わります。"


def test_base_figures_are_asked_of_a_report(shared: Record) -> None:
    found = {one.kpi.kpi_id: one.value for one in base_figures(shared, now(shared))}
    assert found == {"overtime_hours": None, "paperless_rate": 0.9}


@pytest.mark.parametrize("question_id", [one.question_id for one in PLAN.open_questions])
def test_the_table_to_take_away(shared: Record, question_id: str) -> None:
    view = now(shared)
    for lang in ("ja", "en"):
        frame = effects_table(shared, view, effects(shared, view, question_id), lang)
        assert check_frame(frame, TABLES["question-effects"]) == []


@pytest.mark.parametrize(
    ("years", "words"),
    [
        ((2022, 2023, 2024, 2025), "R4～R7"),
        ((2024, 2025), "R6・R7"),
        ((2022, 2024, 2025), "R4・R6・R7"),  # they do not follow each other
        ((2025,), "R7"),
    ],
)
def test_years_in_words(years: tuple[int, ...], words: str) -> None:
    assert years_words(years, "ja") == words
