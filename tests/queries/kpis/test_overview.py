from __future__ import annotations

import pytest

from tests.queries.conftest import now, sent
from tests.reports import year_csv
from yamato_dx.queries.kpis.lines import KpiLine
from yamato_dx.queries.kpis.overview import Defaults, Overview, overview
from yamato_dx.queries.schedule.items import schedule
from yamato_dx.store.record import Record


def of_year(record: Record, year: int, initiative: int | None = None, lang: str = "ja") -> Overview:
    return overview(record, now(record), year, lang, initiative_no=initiative)


def groups(answer: Overview) -> dict[str, list[str]]:
    return {group.title: [line.kpi_no for line in group.lines] for group in answer.groups}


def line(answer: Overview, kpi_no: str) -> KpiLine:
    return next(one for group in answer.groups for one in group.lines if one.kpi_no == kpi_no)


def test_what_needs_somebody_stands_first(full: Record) -> None:
    assert groups(of_year(full, 2025)) == {
        "未達成・未報告": ["2"],
        "おおむね達成": ["1", "4", "6", "9-1"],
        "公表待ち・判定保留": ["3"],
        "達成": ["5", "7", "8", "9-2"],
    }


def test_a_verdict_held_back_says_why(record: Record) -> None:
    sent(record, year_csv(("R7", "5", "9796")))
    for lang, words, why in (
        ("ja", "判定保留", "基準値なし"),
        ("en", "Cannot be judged", "no baseline"),
    ):
        verdict = line(of_year(record, 2025, lang=lang), "5").verdict
        assert (verdict.mark, verdict.words, verdict.why) == ("？", words, why)


def test_years_without_a_target_stand_last(full: Record) -> None:
    found = groups(of_year(full, 2024))
    assert list(found)[-1] == "その他"
    assert found["その他"] == ["2", "3", "5", "6", "7"]


def test_every_kpi_has_one_line_in_every_year(full: Record) -> None:
    for year in (2022, 2023, 2024, 2025):
        lines = [kpi_no for group in groups(of_year(full, year)).values() for kpi_no in group]
        assert sorted(lines) == ["1", "2", "3", "4", "5", "6", "7", "8", "9-1", "9-2"]


def test_one_initiative_shows_its_own_kpis(full: Record) -> None:
    lines = [kpi_no for group in groups(of_year(full, 2025, 9)).values() for kpi_no in group]
    assert lines == ["9-1", "9-2"]


@pytest.mark.parametrize(
    ("year", "lang", "headline"),
    [
        # The one that is missed is named with its gap.
        (2025, "ja", "KPI 10件のうち、達成は4件。未達成は1件、標準化・共通化が3業務不足。"),
        (2025, "en", "Of 10 KPIs, 4 are met. 1 is not: Standardised systems, 3 short."),
        # Not every KPI has a target of that year.
        (2024, "ja", "目標のあるKPI 5件のうち、達成は3件。"),
        (2024, "en", "Of 5 KPIs with a target, 3 are met."),
        (2022, "ja", "目標のあるKPI 1件のうち、達成は0件。未報告は1件。"),
        (2022, "en", "Of 1 KPI with a target, 0 are met. 1 is not reported."),
    ],
)
def test_headline_is_one_sentence_from_the_numbers(
    full: Record, year: int, lang: str, headline: str
) -> None:
    parts = of_year(full, year, lang=lang).headline
    assert (" " if lang == "en" else "").join(parts) == headline


def test_several_missed_are_counted(record: Record) -> None:
    sent(record, year_csv(("R7", "2", "17/20"), ("R7", "7", "1/3"), ("R7", "9-2", "9")))
    assert "未達成は3件。" in of_year(record, 2025).headline


def test_a_year_without_any_target_says_so(record: Record) -> None:
    sent(record, year_csv(("R4", "5", "12400")))
    assert of_year(record, 2022, 5).headline == ("この年度に目標のあるKPIはありません。",)


def test_counts_name_each_verdict_that_occurs(full: Record) -> None:
    counts = {one.word: one.count for one in of_year(full, 2025).counts}
    assert counts == {"達成": 4, "おおむね達成": 4, "未達成": 1, "公表待ち": 1}
    assert all(one.mark for one in of_year(full, 2025).counts)


def test_an_empty_record(record: Record) -> None:
    answer = of_year(record, 2025)
    assert answer.is_empty
    assert (answer.owed, answer.received, answer.updated) == (21, 0, None)
    assert answer.headline == ("実績は、まだ1件も届いていません。",)
    assert groups(answer) == {
        "未達成・未報告": ["1", "2", "3", "4", "5", "6", "7", "8", "9-1", "9-2"]
    }


def test_what_is_owed_and_what_came(record: Record) -> None:
    sent(record, year_csv(("R6", "9-1", "81"), ("R7", "3", "公表待ち"), ("R6", "2", "6/20")))
    answer = of_year(record, 2025)
    # 6/20 of a year without a target is a report, but nobody owed it.
    assert (answer.owed, answer.received) == (21, 2)
    assert not answer.is_empty


def test_a_line_carries_target_actual_gap_and_change(full: Record) -> None:
    kpi_5 = line(of_year(full, 2025), "5")
    assert (kpi_5.actual.number, kpi_5.actual.unit) == ("21.0", "%")
    assert (kpi_5.actual.below_number, kpi_5.actual.below_unit) == ("9,796", "時間")
    assert (kpi_5.gap.number, kpi_5.gap.unit, kpi_5.gap_tone) == ("1.0", "pt 上回る", "good")
    assert kpi_5.change.number == "+9.0"
    assert kpi_5.initiative_no == 5
    kpi_1 = line(of_year(full, 2025), "1")
    assert (kpi_1.gap.number, kpi_1.gap.unit, kpi_1.change.number) == ("2.3", "分 超過", "−4.0")
    assert kpi_1.is_provisional  # the band is nobody's decision yet
    assert kpi_1.owner_is_open


def test_a_line_ends_in_the_marks_of_all_years(full: Record) -> None:
    years = line(of_year(full, 2025), "2").years
    assert [f"{one.mark}{one.words}" for one in years] == ["–", "0/20", "6/20", "×未達成"]
    assert [one.is_chosen for one in years] == [False, False, False, True]
    base_year = line(of_year(full, 2025), "5").years[0]
    assert (base_year.mark, base_year.words) == ("", "基準年")


def test_missing_is_a_dash_or_a_word_never_a_zero(full: Record) -> None:
    waiting = line(of_year(full, 2025), "3")
    assert (waiting.actual.words, waiting.gap.words) == ("公表待ち", "–")
    assert waiting.course[-1] == (None, None)
    zero = line(of_year(full, 2023), "2")
    assert zero.actual.number == "0/20"
    assert zero.course[1] == (0.0, None)


def test_the_missed_stand_before_the_unreported(record: Record) -> None:
    sent(record, year_csv(("R7", "4", "300"), ("R7", "9-2", "3")))
    assert groups(of_year(record, 2025))["未達成・未報告"][:3] == ["4", "9-2", "1"]


def test_why_stands_under_each_missed_one_and_only_there(record: Record) -> None:
    content = "年度,KPI番号,実績値,理由\nR7,4,300,端末の故障\nR7,9-2,3,\n".encode()
    sent(record, content)
    answer = of_year(record, 2025)
    assert line(answer, "4").because == ("おおむね達成の範囲に届かない。要因：端末の故障")
    assert line(answer, "9-2").because.endswith("担当課の理由はまだ届いていません。")
    assert line(answer, "1").because == ""


def test_what_holds_for_most_is_said_once(full: Record, minato: Record) -> None:
    answer = of_year(full, 2025)
    assert answer.defaults.unowned == ()
    assert answer.defaults.provisional is not None
    assert all(
        line(answer, kpi_no).is_provisional is (kpi_no not in answer.defaults.provisional)
        for kpi_no in ("1", "2", "5", "9-2")
    )
    # One of its KPIs has an owner: it is excepted by its number.
    assert of_year(minato, 2025).defaults == Defaults(provisional=None, unowned=("1",))


def test_the_first_thing_to_decide_bears_on_a_verdict_held_back(full: Record) -> None:
    question = of_year(full, 2025).first_question
    assert question is not None
    assert (question.question_id, question.kpi_nos) == ("card_rate_average", ("3",))


def test_late_and_overdue_work_is_counted(sample: Record) -> None:
    work = of_year(sample, 2025).work
    lines = schedule(sample, now(sample), "ja").work_items
    assert (work.overdue, work.late) == tuple(
        sum(one.standing == standing for one in lines) for standing in ("overdue", "late")
    )
    assert work.late > 0
    assert of_year(sample, 2025, initiative=9).work.total < work.total
