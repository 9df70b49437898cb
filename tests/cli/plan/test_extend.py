"""A plan is extended on the command line, seen by every other command, and taken back."""

from __future__ import annotations

import pandas as pd
import pytest

from tests.cli.conftest import Office

DECIDED = ("--by", "町長", "--approval-no", "企第12号", "--reason", "次期計画と時期を合わせる")


def extend(office: Office, *words: str, until: str = "R9") -> tuple[int, str]:
    answer = office.run("plan", "extend", "--until", until, *DECIDED, *words)
    return answer.code, answer.err


def test_the_added_years_are_judged_and_exported(filled: Office) -> None:
    answer = filled.run(
        *("plan", "extend", "--until", "令和9年度", "--decided-on", "R8.3.20", *DECIDED),
        *("--target", "4:R8=1,300件", "--target", "overtime_hours:2027=25%"),
    )
    assert answer.code == 0, answer.err
    assert answer.json == {
        "plan_id": "yamato_dx",
        "last_year": 2027,
        "targets": [
            {
                "kpi_id": "convenience_store_certificates",
                "fiscal_year": 2026,
                "target_value": 1300.0,
            },
            {"kpi_id": "overtime_hours", "fiscal_year": 2027, "target_value": 0.25},
        ],
        "revision": answer.json["revision"],
    }
    rows = filled.assess()
    assert [rows["4", year]["verdict"] for year in (2025, 2026, 2027)] == [
        "nearly_met",
        "not_due",
        "no_target",
    ]
    file = filled.folder / "out.csv"
    said = filled.run("export", "assessment", str(file), "--on", "2026-06-15", "--headings", "code")
    assert said.code == 0, said.err
    table = pd.read_csv(file, dtype=str)
    row = table[(table["kpi_no"] == "4") & (table["fiscal_year"] == "2027")].iloc[0]
    promised = [row[f"original_end_{name}"] for name in ("year", "verdict", "verdict_label")]
    assert promised == ["2025", "nearly_met", "おおむね達成"]


REFUSED = [
    (("--target", "4R8=1"), 2, "目標として読めません"),
    (("--target", "4:来年=1"), 2, "年度ではありません"),
    (("--target", "4:R8=1", "--target", "4:R8=2"), 2, "2度あります"),
    (("--target", "4:R8=約千"), 1, "数ではありません"),
    (("--target", "11:R8=1"), 1, "計画にありません"),
    (("--target", "4:R7=1"), 1, "延長で加わる年度"),
    (("--plan-id", "no_such"), 2, "no_such"),
    (("--at", "1"), 0, ""),  # nobody extended it since
]


@pytest.mark.parametrize(("words", "code", "sentence"), REFUSED)
def test_what_cannot_be_read_or_is_not_the_plans_is_told(
    filled: Office, words: tuple[str, ...], code: int, sentence: str
) -> None:
    found, said = extend(filled, *words)
    assert found == code, said
    assert sentence in said


def test_the_year_must_be_later(filled: Office) -> None:
    for until, code in (("R7", 1), ("now", 2)):
        assert extend(filled, until=until)[0] == code


def test_another_extension_since_a_revision_is_not_written_over(filled: Office) -> None:
    assert extend(filled)[0] == 0
    code, said = extend(filled, "--at", "1", until="R10")
    assert code == 1
    assert "町長が同じもの1件を変えました" in said


def test_taken_back_every_answer_is_as_before(filled: Office) -> None:
    before = filled.run("assess", "--on", "2028-06-15").out
    assert extend(filled, "--target", "4:R8=1,300件")[0] == 0
    assert filled.run("assess", "--on", "2028-06-15").out != before
    answer = filled.run("plan", "unextend", "--by", "企画係")
    assert (answer.code, answer.json["last_year"]) == (0, None)
    assert filled.run("assess", "--on", "2028-06-15").out == before
    again = filled.run("plan", "unextend")
    assert again.code == 1
    assert "延長されていません" in again.err


def test_the_workbook_of_the_plan_stays_as_it_was_registered(filled: Office) -> None:
    assert extend(filled)[0] == 0
    book = str(filled.folder / "plan.xlsx")
    assert filled.run("plan", "export", book).code == 0
    assert filled.run("plan", "load", book).json["unchanged"] == ["2.0"]
