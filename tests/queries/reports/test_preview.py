from __future__ import annotations

from tests.entered import enter
from tests.queries.conftest import CLERK, now, previewed, sent
from tests.reports import BLANK_ROWS, REFUSED_ROWS, mistakes_csv, window_csv, year_csv
from yamato_dx.queries.assessed import plans_at
from yamato_dx.queries.reports.preview import preview_report
from yamato_dx.queries.reports.report_lines import report_lines, years_in
from yamato_dx.queries.words import change_words
from yamato_dx.rows import rows_of
from yamato_dx.store.record import Record

SECTIONS = {
    "s01": {"name_ja": "住民課", "name_en": "Residents"},
    "s02": {"name_ja": "税務課", "name_en": "Taxes"},
}


def test_a_preview_says_what_would_change_and_writes_nothing(record: Record) -> None:
    head = record.head()
    preview = previewed(record, window_csv())
    assert record.head() == head
    assert preview.is_sendable
    assert list(preview.values["change"].unique()) == ["new"]
    changes = [
        (row["kpi_no"], row["fiscal_year"], row["verdict_before"], row["verdict_after"])
        for row in rows_of(preview.changes)
    ]
    assert changes == [
        ("1", 2024, "not_reported", "nearly_met"),
        ("4", 2024, "not_reported", "met"),
    ]


def test_mistakes_are_obstacles_and_a_blank_is_a_note(record: Record) -> None:
    preview = previewed(record, mistakes_csv())
    assert not preview.is_sendable
    assert [one.row for one in preview.obstacles] == REFUSED_ROWS
    assert [one.row for one in preview.notes] == BLANK_ROWS
    assert preview.rows_refused == len(REFUSED_ROWS)


def test_a_fault_of_the_whole_file_refuses_every_row(record: Record) -> None:
    preview = previewed(record, b"%PDF-1.7")
    assert not preview.is_sendable
    assert preview.rows_refused == preview.reading.rows_read
    assert preview.changes.empty


def test_the_same_file_is_known_while_its_values_hold(record: Record) -> None:
    content = year_csv(("R6", "9-1", "81"))
    number = sent(record, content)
    assert previewed(record, content).duplicate_of == number
    assert not previewed(record, content).is_sendable
    # Another value came since: the same file would change it back, and may be sent.
    sent(record, year_csv(("R6", "9-1", "60")))
    again = previewed(record, content)
    assert (again.duplicate_of, again.is_sendable) == (None, True)
    assert list(again.values["change"]) == ["changed"]


def test_what_stands_is_told_as_it_was_reported(record: Record) -> None:
    """17/20業務 beside 18/20業務, not 85 %; who came beside how often."""
    number = sent(record, year_csv(("R6", "2", "17/20"), ("R6", "8", "2回（188/188人）")))
    preview = previewed(record, year_csv(("R6", "2", "18/20"), ("R6", "8", "2回（187/188人）")))
    plan = plans_at(record, record.head())[-1]
    lines = report_lines(preview.values, plan, "ja", after=years_in(preview.after))
    assert [(line.held, line.value) for line in lines] == [
        (f"17/20業務（{number}）", "18/20業務"),
        (f"2回（188/188人）（{number}）", "2回（187/188人）"),
    ]


def test_a_replacement_says_what_lapses(record: Record) -> None:
    first = sent(record, year_csv(("R6", "9-1", "60"), ("R6", "9-2", "19")))
    preview = previewed(record, year_csv(("R6", "9-1", "81")), replaces=first)
    assert preview.lapsed is not None
    assert list(preview.lapsed["kpi_id"]) == ["open_data_items"]
    after = {row["kpi_no"]: row["verdict_after"] for row in rows_of(preview.changes)}
    assert after == {"9-1": "met", "9-2": "not_reported"}
    sent(record, preview.data, replaces=first)


def test_awaiting_over_a_held_value_is_an_obstacle(record: Record) -> None:
    number = sent(record, year_csv(("R6", "3", "74%")))
    preview = previewed(record, year_csv(("R6", "3", "公表待ち")))
    (obstacle,) = preview.obstacles
    assert obstacle.code == "awaiting_over_held"
    assert number in obstacle.sentence("ja") + obstacle.mend("ja")
    # In place of the very report that brought the value, it hides nothing.
    assert previewed(record, year_csv(("R6", "3", "公表待ち")), replaces=number).is_sendable


def test_a_verdict_held_back_names_its_reason(record: Record) -> None:
    preview = previewed(record, year_csv(("R7", "5", "9796"), ("R7", "6", "49.6%")))
    plan = plans_at(record, record.head())[-1]
    after = {one.kpi_no: one.after.words for one in change_words(preview.changes, plan, "ja")}
    assert after == {
        "5": "判定保留（基準値なし）　9,796時間",
        "6": "おおむね達成　49.6%",  # not 50%, which is its target
    }
    in_english = {one.kpi_no: one.after for one in change_words(preview.changes, plan, "en")}
    assert in_english["5"].words == "Cannot be judged (no baseline): 9,796 hours"
    assert in_english["5"].mark == "？"


def test_a_baseline_moves_the_verdicts_that_waited_for_it(record: Record) -> None:
    sent(record, year_csv(("R7", "5", "9796")))
    preview = previewed(record, year_csv(("R4", "5", "12400")))
    changes = {row["fiscal_year"]: row for row in rows_of(preview.changes)}
    assert changes[2025]["verdict_before"] == "cannot_judge"
    assert changes[2025]["verdict_after"] == "met"


def test_a_file_is_held_against_the_names_of_all_sections(record: Record) -> None:
    """In either language: of which section a file is says its name, and its own first lines."""
    enter(record, "section", SECTIONS, CLERK)
    table = "番号,指標名,R6実績\n4,コンビニ交付 発行件数,640\n"
    for section, name, is_asked in (
        ("住民課", "税務課_R6.csv", True),
        ("住民課", "Residents_R6.csv", False),
        ("Residents", "住民課_R6.csv", False),
        ("住民課", "Taxes_R6.csv", True),
        ("住民課", "R6.csv", False),
    ):
        data = f"所属,{section}\n{table}".encode()
        preview = preview_report(record, data, name, now(record))
        codes = [problem.code for problem in preview.obstacles]
        assert codes == (["section_other_around"] if is_asked else []), name
