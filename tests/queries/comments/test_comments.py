"""What is asked to be explained, what of it is there, and whose words stand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.entered import enter as put
from tests.entered import plan_of
from tests.queries.conftest import CLERK, ON, now, sent
from tests.reports import long_csv, year_csv
from yamato_dx.acts.review.commenting import comment
from yamato_dx.acts.withdrawal import withdraw
from yamato_dx.entries.review.comments import Comment
from yamato_dx.output.tables.columns import TABLES
from yamato_dx.output.tables.frame_check import check_frame
from yamato_dx.queries.comments.by_section import comments_by_section
from yamato_dx.queries.comments.comments import (
    CommentLine,
    comment_line,
    comment_lines,
    count_of,
    missing_comments,
    missing_of,
    versions_of,
)
from yamato_dx.queries.comments.table import comments_table
from yamato_dx.queries.comments.words import comment_facts, comment_sentence, doubts
from yamato_dx.store.record import Record

VISITS = "smartphone_course_attendees"
KEY = f"kpi:{VISITS}:2024"
WHOLE = Comment(cause="講師が足りない", measure="講師を募る", person="福祉係")


def said(record: Record, words: Comment, key: str = KEY) -> int:
    return comment(record, key, words, actor=CLERK, plan_id=plan_of(record))


def line_of(record: Record, year: int = 2024) -> CommentLine:
    line = comment_line(record, now(record), VISITS, year)
    assert line
    return line


def reported(reason: str = "", value: str = "55") -> bytes:
    row = f"R6,,9-1,{value},{reason}"
    return long_csv(row, header="年度,年月,KPI番号,実績値,理由")


@pytest.mark.parametrize(
    ("value", "missing"),
    [
        ("80", ()),  # met: nobody has to explain it
        ("70", ("cause", "measure")),  # nearly met
        ("55", ("cause", "measure")),  # not met
        ("公表待ち", ()),  # nothing to explain yet
    ],
)
def test_asked_for_where_the_target_is_missed(
    record: Record, value: str, missing: tuple[str, ...]
) -> None:
    sent(record, year_csv(("R6", "9-1", value)))
    assert line_of(record).missing == missing
    asked = missing_comments(record, now(record), fiscal_year=2024)
    assert [line.kpi.kpi_no for line in asked] == (["9-1"] if missing else [])
    assert missing_comments(record, now(record), fiscal_year=2025) == ()


def test_the_reason_of_the_report_is_the_first_version(record: Record) -> None:
    batch_id = sent(record, reported("講師が足りない"))
    line = line_of(record)
    assert line.current
    assert line.current.batch_id == batch_id
    assert line.current.by == CLERK.name
    assert (line.comment.cause, line.missing) == ("講師が足りない", ("measure",))
    said(record, replace(line.comment, measure="講師を募る"))
    line = line_of(record)
    assert [version.batch_id for version in line.versions] == [batch_id, ""]
    assert line.missing == ()
    assert doubts(line, "ja") == ()
    withdraw(record, batch_id, CLERK)
    assert [version.batch_id for version in line_of(record).versions] == [""]


def test_a_reason_that_comes_later_stands_beside_what_was_entered(record: Record) -> None:
    sent(record, reported())
    said(record, WHOLE)
    sent(record, reported("会場が使えなかった", "56"))
    line = line_of(record)
    assert line.comment == WHOLE
    assert line.is_older_than_figure
    older, since = doubts(line, "ja")
    assert "会場が使えなかった" in since
    assert "確かめてください" in older


def test_versions_are_kept_and_what_is_taken_back_leaves_the_report(record: Record) -> None:
    sent(record, reported("講師が足りない"))
    before = said(record, WHOLE)
    said(record, Comment())
    line = line_of(record)
    assert line.comment == Comment(cause="講師が足りない")
    assert [version.comment for version in line.versions[1:]] == [WHOLE, None]
    then = comment_line(record, replace(now(record), revision=before), VISITS, 2024)
    assert then
    assert then.comment == WHOLE


def test_months_of_one_report_give_one_version(record: Record) -> None:
    rows = [f"令和6年度,2024/{month},4,30,端末の故障" for month in range(4, 13)]
    rows.append("令和6年度,2025/1,4,30,更新の遅れ")
    rows += [f"令和6年度,2025/{month},4,30," for month in (2, 3)]
    sent(record, long_csv(*rows, header="年度,年月,KPI番号,実績値,理由"))
    line = comment_line(record, now(record), "convenience_store_certificates", 2024)
    assert line
    assert len(line.versions) == 1
    assert line.comment.cause == "端末の故障\n更新の遅れ"


def test_an_initiative_is_spoken_of_and_never_asked(record: Record) -> None:
    key = "initiative:9:2024"
    said(record, WHOLE, key)
    assert [version.comment for version in versions_of(record, now(record), key)] == [WHOLE]
    assert versions_of(record, now(record), "initiative:8:2024") == ()
    assert count_of(comment_lines(record, now(record))).asked == 0


def test_counted_by_section(record: Record) -> None:
    section = {"name_ja": "福祉課", "name_en": "W", "valid_from": None, "valid_to": None}
    put(record, "section", {"w": section}, CLERK)
    put(record, "owner", {f"kpi:{VISITS}": {"section_id": "w", "report_due": None}}, CLERK)
    sent(record, year_csv(("R6", "9-1", "55"), ("R6", "9-2", "10")))
    found = comments_by_section(record, now(record), 2024)
    assert {key: [line.kpi.kpi_no for line in lines] for key, lines in found.items()} == {
        "w": ["9-1"],
        "": ["9-2"],
    }
    said(record, WHOLE)
    count = count_of(comments_by_section(record, now(record), 2024)["w"])
    assert (count.asked, count.came, count.missing) == (1, 1, 0)


def test_in_words() -> None:
    assert comment_sentence(WHOLE, "ja") == "講師が足りない　今後の対応：講師を募る（福祉係）"
    assert comment_sentence(Comment(), "ja") == ""
    facts = comment_facts(Comment(cause="講師"), "ja", ("measure",))
    assert [(fact.label, fact.words, fact.is_missing) for fact in facts] == [
        ("要因", "講師", False),
        ("今後の対応", "未記入", True),
    ]


def test_what_a_report_leaves_to_be_said(record: Record) -> None:
    batch_id = sent(record, year_csv(("R6", "9-1", "55"), ("R6", "9-2", "20")))
    values = record.actual_rows(batch_id)
    assert [line.kpi.kpi_no for line in missing_of(record, now(record), values)] == ["9-1"]
    assert missing_of(record, now(record), values.head(0)) == ()


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_as_a_table(record: Record, lang: str) -> None:
    assert check_frame(comments_table(record, now(record), lang), TABLES["comments"]) == []
    sent(record, year_csv(("R6", "9-1", "55"), ("R6", "9-2", "20")))
    said(record, replace(WHOLE, due=ON))
    frame = comments_table(record, now(record), lang)
    assert check_frame(frame, TABLES["comments"]) == []
    assert frame[["kpi_no", "cause", "commented_by"]].values.tolist() == [
        ["9-1", "講師が足りない", CLERK.name]
    ]
    assert comments_table(record, now(record), lang, initiative_no=1).empty
