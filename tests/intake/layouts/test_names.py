"""Files that name their KPIs and have no column of numbers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from yamato_dx.intake.answers import NO_ANSWERS, Answers
from yamato_dx.intake.reports.report import ReportReading, read_report
from yamato_dx.plan.folder.reading import read_plans
from yamato_dx.plan.model.types import Plan
from yamato_dx.root import ROOT

PRESENT = date(2026, 5, 11)
YAMATO = read_plans(ROOT / "data" / "plans" / "yamato")
MINATO = read_plans(ROOT / "tests" / "towns" / "minato")


def read(
    *rows: str,
    head: str = "年度,指標名,実績値",
    plans: tuple[Plan, ...] = YAMATO,
    answers: Answers = NO_ANSWERS,
    present: date = PRESENT,
) -> ReportReading:
    data = "\n".join([head, *rows, ""]).encode()
    return read_report(data, "実績.csv", plans=plans, present=present, answers=answers)


def kpis(reading: ReportReading) -> list[str]:
    return list(reading.values["kpi_no"])


@pytest.mark.parametrize(
    ("name", "kpi_no"),
    [
        ("コンビニ交付システムによる証明書等年間発行件数", "4"),
        ("コンビニ交付 発行件数", "4"),
        ("コンビニ交付発行件数", "4"),  # no space
        ("ｺﾝﾋﾞﾆ交付　発行件数", "4"),  # half-width katakana, a full-width space
        ("Convenience store certificates", "4"),
        ("CERTIFICATES ISSUED AT CONVENIENCE STORES IN A YEAR", "4"),
        ("スマートフォン講座年間受講者数（延数）", "9-1"),
        ("スマートフォン講座年間受講者数(延数)", "9-1"),
        ("9-1 スマートフォン講座受講者数", "9-1"),  # the number before the name
        ("９－１　スマートフォン講座受講者数", "9-1"),
    ],
)
def test_a_name_of_the_plan_is_taken(name: str, kpi_no: str) -> None:
    reading = read(f"R6,{name},640")
    assert [one.code for one in reading.problems if one.severity in ("refuse", "ask")] == []
    assert kpis(reading) == [kpi_no]


@pytest.mark.parametrize("heading", ["KPI", "KPI名", "指標", "項目名", "kpi_name"])
def test_the_column_may_be_called_as_offices_call_it(heading: str) -> None:
    assert kpis(read("R6,コンビニ交付 発行件数,640", head=f"年度,{heading},実績値")) == ["4"]


@pytest.mark.parametrize(
    ("name", "code", "choices"),
    [
        ("コンビニ交付の発行件数", "kpi_name_near", ["4"]),  # a letter more
        ("カード保有率", "kpi_name_near", ["3"]),  # two letters less
        ("スマートフォン講座", "kpi_name_near", ["9-1"]),  # a part of one
        ("職員残業時間数（全庁）", "kpi_name_near", ["5"]),  # more than the name
        ("4", "kpi_name_near", ["4"]),  # a number under a name's heading
        ("システム", "kpi_name_several", ["2", "4"]),  # a part of two
    ],
)
def test_a_name_that_is_merely_like_one_is_asked_about(
    name: str, code: str, choices: list[str]
) -> None:
    reading = read(f"R6,{name},10")
    assert kpis(reading) == []
    (problem,) = reading.problems
    assert (problem.severity, problem.code, problem.row) == ("ask", code, 2)
    assert (problem.column, problem.raw) == ("指標名", name)
    assert list(problem.answers) == choices


@pytest.mark.parametrize("name", ["コンビニ交付の発行件数", "システム", "4"])
def test_the_answer_is_read_and_asks_nothing_more(name: str) -> None:
    row = f"R6,{name},640"
    (problem,) = read(row).problems
    reading = read(row, answers={problem.problem_id: "4"})
    assert kpis(reading) == ["4"]
    assert [one for one in reading.problems if one.is_obstacle] == []
    assert reading.answered[0].sentence("ja").startswith("KPI 4（コンビニ交付")


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("窓口アンケート", "kpi_name_unknown"),
        ("率", "kpi_name_unknown"),  # too short to be a part of a name
        ("", "kpi_name_missing"),
        ("〃", "ditto"),
        ("〓交付 発行件数", "lost_sign"),
    ],
)
def test_any_other_name_is_refused(name: str, code: str) -> None:
    (problem,) = read("R6,コンビニ交付 発行件数,640", f"R6,{name},81").problems
    assert (problem.severity, problem.code, problem.row) == ("refuse", code, 3)


def test_a_table_of_other_things_is_refused_in_one_sentence() -> None:
    reading = read("R6,待機児童数,12", "R6,ごみ排出量,1234", "R6,空き家,", "R6,,3")
    (problem,) = reading.problems
    assert (problem.code, problem.row) == ("names_of_no_kpi", 1)
    assert "待機児童数、ごみ排出量" in problem.sentence("ja")


def test_one_known_name_makes_it_a_report() -> None:
    reading = read("R6,待機児童数,12", "R6,コンビニ交付 発行件数,640")
    assert kpis(reading) == ["4"]
    assert [one.code for one in reading.problems] == ["kpi_name_unknown"]


def test_one_name_of_two_kpis_is_asked_about_and_each_answer_is_its_kpi() -> None:
    (plan,) = YAMATO
    name = plan.kpis[3].short_name
    twins = replace(
        plan,
        kpis=tuple(
            replace(kpi, name=name, short_name=name) if kpi.kpi_no in ("4", "9-1") else kpi
            for kpi in plan.kpis
        ),
    )
    row = f"R6,{name.ja},640"
    (problem,) = read(row, plans=(twins,)).problems
    assert (problem.code, list(problem.answers)) == ("kpi_name_several", ["4", "9-1"])
    for kpi_no in problem.answers:
        answers = {problem.problem_id: kpi_no}
        assert kpis(read(row, plans=(twins,), answers=answers)) == [kpi_no]


def test_names_are_those_of_the_numbering_in_force_in_the_rows_year() -> None:
    """Version 2.0 calls KPI 1 of version 1.0 its 1-1."""
    rows = ("2025,図書館の利用者数,41000", "2026,図書館の利用者数,42000")
    reading = read(*rows, plans=MINATO, present=date(2027, 5, 11))
    assert dict(zip(reading.values["fiscal_year"], reading.values["kpi_no"], strict=True)) == {
        2025: "1",
        2026: "1-1",
    }


def test_repeated_headings_are_named_as_such() -> None:
    rows = ("R6,コンビニ交付 発行件数,640", "年度,指標名,実績値", "R6,オープンデータ公開情報件数,5")
    reading = read(*rows)
    assert [(one.code, one.row) for one in reading.problems if one.is_obstacle] == [
        ("header_again", 3)
    ]


def test_beside_a_number_a_name_is_still_only_a_witness() -> None:
    head = "年度,KPI番号,指標名,実績値"
    (problem,) = read("R6,,コンビニ交付 発行件数,640", head=head).problems
    assert problem.code == "kpi_no_missing"
