from __future__ import annotations

import pytest

from tests.queries.conftest import now
from yamato_dx.queries.kpis.initiatives import KpiStory, initiative_story, matching_initiatives
from yamato_dx.queries.selection import Selection
from yamato_dx.store.record import Record


def stories(record: Record, initiative: int, year: int, lang: str = "ja") -> tuple[KpiStory, ...]:
    return initiative_story(record, now(record), initiative, lang, fiscal_year=year).kpis


def test_two_kpis_stand_side_by_side(full: Record) -> None:
    assert [one.kpi.kpi_no for one in stories(full, 9, 2024)] == ["9-1", "9-2"]


def test_the_sentence_says_actual_target_gap_and_change(full: Record) -> None:
    (told,) = stories(full, 4, 2024)
    for words in ("令和6年度", "640件", "600件以上", "40件", "328件増"):
        assert words in told.sentence
    (first,) = stories(full, 4, 2023)
    assert "前年度から" not in first.sentence  # nothing was reported the year before


def test_a_year_without_a_value_says_so(full: Record) -> None:
    (told,) = stories(full, 3, 2023)
    assert told.sentence == "令和5年度の実績は、まだ届いていません。"
    assert told.verdict.words == "年度目標なし"


def test_each_year_has_its_row_its_reason_and_its_report(full: Record) -> None:
    (told,) = stories(full, 4, 2024)
    assert [row.verdict.words for row in told.years] == [
        "年度目標なし",
        "達成",
        "達成",
        "おおむね達成",
    ]
    assert [row.is_chosen for row in told.years] == [False, False, True, False]
    chosen = told.years[2]
    assert (chosen.target, chosen.actual, chosen.attainment) == ("600件以上", "640件", "106.7%")
    assert chosen.batch_id
    assert chosen.batch_id in told.evidence[2].sentence
    assert told.evidence[2].is_chosen


def test_months_are_drawn_where_months_were_reported(full: Record) -> None:
    (with_months,) = stories(full, 4, 2024)
    assert with_months.by_month is not None
    assert len(with_months.by_month) == 12
    assert with_months.by_month["value"].sum() == 640
    (without,) = stories(full, 4, 2025)
    assert without.by_month is None


def test_what_is_drawn_is_missing_where_nothing_was_reported(full: Record) -> None:
    (told,) = stories(full, 4, 2024)
    assert told.by_year["value"].isna().tolist() == [True, False, False, False]
    assert told.by_year["target"].isna().tolist() == [True, False, False, False]


@pytest.mark.parametrize(
    ("wanted", "initiatives"),
    [
        (Selection(), (1, 2, 3, 4, 5, 6, 7, 8, 9)),
        (Selection(fiscal_year=2025, verdict="not_met"), (2,)),
        (Selection(fiscal_year=2025, verdict="met"), (5, 7, 8, 9)),
        (Selection(fiscal_year=2025, verdict="outside_period"), ()),
        (Selection(section=""), (1, 2, 3, 4, 5, 6, 7, 8, 9)),  # nobody owns a KPI yet
        (Selection(section="企画政策課"), ()),
    ],
)
def test_initiatives_that_match(
    full: Record, wanted: Selection, initiatives: tuple[int, ...]
) -> None:
    found = matching_initiatives(full, now(full), wanted, "ja")
    assert tuple(choice.initiative_no for choice in found) == initiatives


def test_an_initiative_is_chosen_by_name_and_the_verdicts_of_its_kpis(full: Record) -> None:
    choices = matching_initiatives(full, now(full), Selection(fiscal_year=2024), "ja")
    shown = {
        choice.initiative_no: [(kpi.kpi_no, kpi.verdict.mark, kpi.short) for kpi in choice.verdicts]
        for choice in choices
    }
    assert choices[3].name == "行政手続きのオンライン化"
    assert shown[4] == [("", "◎", "達成")]
    assert shown[5] == [("", "", "年度目標なし")]
    assert [kpi_no for kpi_no, _, _ in shown[9]] == ["9-1", "9-2"]
