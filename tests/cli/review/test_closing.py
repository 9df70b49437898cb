"""The plan's end on the command line: shown, entered, closed, opened again."""

from __future__ import annotations

import pytest

from tests.cli.conftest import ON, Office
from tests.reports import year_csv, years_csv

pytestmark = pytest.mark.usefixtures("without_papers")
WHO = ("--by", "企画政策課")


def test_the_story_and_what_is_missing(office: Office) -> None:
    office.send(years_csv())
    story = office.run("closing", "show", "--on", ON).json
    assert story["headline"].startswith("4年間の10のKPIのうち、約束に届いたのは3")
    assert (story["counts"]["met"], story["counts"]["awaiting_publication"]) == (3, 1)
    assert story["closed"] is None
    by_no = {kpi["kpi_no"]: kpi for kpi in story["kpis"]}
    assert (by_no["8"]["closing_rule"], by_no["8"]["met_years_count"]) == ("every_year", 2)
    assert by_no["8"]["actual_value"] is None
    missing = office.run("closing", "missing", "--on", ON).json
    assert [line["missing"] for line in missing] == story["missing"]
    assert "未達成" not in office.run("closing", "show", "--on", ON, "--lang", "en").out
    assert "kpi_no" in office.run("closing", "show", "--on", ON, "--format", "table").out


def test_all_is_entered_and_the_plan_is_closed(office: Office) -> None:
    office.send(years_csv())
    acts = [
        ("effect", "1", "1", "found", "--evidence", "29.5 → 22.3分"),
        ("judgement", "--words", "窓口は速くなった。", "--section", "企画政策課"),
        ("judgement", "--words", "伸びた。", "--about", "kpi:4"),
        ("opinion", "--opinion-by", "町議会", "--words", "経費は", "--asked", "情報課"),
        ("opinion", "--opinion-no", "1", "--answer", "下げる", "--answered-by", "情報課"),
        ("carry", "4", "--treatment", "expanded", "--reason", "伸びた", "--successor", "R8-3"),
    ]
    for act in acts:
        answer = office.run("closing", *act, *WHO)
        assert answer.code == 0, answer.err
    story = office.run("closing", "show", "--on", ON).json
    assert story["effects"]["found"] == 1
    assert next(kpi for kpi in story["kpis"] if kpi["kpi_no"] == "4")["successor"] == "R8-3"
    closed = office.run("closing", "close", "--on", ON, "--approval-no", "企第12号", *WHO).json
    assert (closed["by"], closed["approval_no"]) == ("企画政策課", "企第12号")
    assert closed["missing"] == story["missing"]
    office.send(year_csv(("R7", "2", "20/20")))
    after = office.run("closing", "show", "--on", ON).json
    assert after["counts"] == story["counts"]
    reopened = office.run("closing", "reopen", "--reason", "移行が終わった", "--on", ON, *WHO)
    assert reopened.code == 0
    assert office.run("closing", "show", "--on", ON).json["counts"]["not_met"] == 1


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (("effect", "1", "9", "found", "--evidence", "a"), 1, "9番目"),
        (("effect", "one", "1", "unchecked"), 2, "one"),
        (("carry", "11", "--treatment", "expanded", "--reason", "a"), 2, "11"),
        (("carry", "4", "--treatment", "拡充", "--reason", "a"), 1, "拡充"),
        (("judgement", "--words", "a", "--about", "initiative:77"), 1, "initiative:77"),
        (("opinion", "--words", "a"), 1, "だれの"),
        (("reopen", "--reason", "a"), 1, "締めてありません"),
        (("show", "--plan-id", "none"), 2, "none"),
    ],
)
def test_what_cannot_be_done_is_told(
    office: Office, words: tuple[str, ...], code: int, sentence: str
) -> None:
    answer = office.run("closing", *words)
    assert (answer.code, sentence in answer.err) == (code, True), answer.err
