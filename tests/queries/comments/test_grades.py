"""A grade that came in a file is the section's 自己評価, beside the verdict and never over it."""

from __future__ import annotations

import pytest

from tests.queries.conftest import CLERK, now, sent
from tests.reports import long_csv
from yamato_dx.acts.review.commenting import comment
from yamato_dx.acts.withdrawal import withdraw
from yamato_dx.entries.review.comments import Comment
from yamato_dx.entries.review.subjects import of_kpi, yearly
from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.queries.assessed import assessed
from yamato_dx.queries.comments.comments import CommentLine, comment_line
from yamato_dx.queries.comments.words import comment_facts, doubts
from yamato_dx.queries.papers.causes import causes_at
from yamato_dx.store.record import Record

KPI = "smartphone_course_attendees"
KEY = yearly(of_kpi(KPI), FiscalYear(2024))


def graded(record: Record, grade: str, value: str = "60") -> str:
    return sent(
        record, long_csv(f"R6,,9-1,{value},{grade}", header="年度,年月,KPI番号,実績値,自己評価")
    )


def line(record: Record) -> CommentLine:
    found = comment_line(record, now(record), KPI, 2024)
    assert found is not None
    return found


def test_it_stands_as_the_sections_word_and_the_verdict_is_the_rules(record: Record) -> None:
    batch_id = graded(record, "A")
    found = line(record)
    assert found.verdict == "nearly_met"
    assert (found.comment.self_grade, found.missing) == ("A", ("cause", "measure"))
    assert found.current is not None
    assert found.current.batch_id == batch_id
    (fact,) = [fact for fact in comment_facts(found.comment, "ja") if fact.words]
    assert (fact.label, fact.words) == ("自己評価", "A")
    cause = causes_at(record, now(record), assessed(record, now(record)), 2024).of_kpi[KPI]
    assert (cause.self_assessment, cause.is_explained) == ("A", False)


def test_a_later_report_graded_otherwise_is_told_beside_what_was_entered(record: Record) -> None:
    graded(record, "B")
    comment(record, KEY, Comment(cause="人手", self_grade="B"), actor=CLERK, plan_id="yamato_dx")
    graded(record, "A", "76")
    found = line(record)
    assert found.comment.self_grade == "B"
    assert "その後の報告の自己評価：A" in doubts(found, "ja")


def test_it_falls_with_its_report(record: Record) -> None:
    withdraw(record, graded(record, "A"), actor=CLERK)
    assert line(record).current is None


@pytest.mark.parametrize("grade", ["", " "])
def test_no_grade_is_no_word(record: Record, grade: str) -> None:
    graded(record, grade)
    assert line(record).current is None
