"""`plan export`, `plan check`, `plan load`, `plan template`."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.cli.conftest import ON, Office
from tests.next_plan import next_plan
from yamato_dx.acts import opening
from yamato_dx.acts.starting import starter
from yamato_dx.plan.folder.reading import read_plans
from yamato_dx.plan.model.types import Plan
from yamato_dx.queries.plan.books import plan_workbook
from yamato_dx.queries.plan.starter_book import starter_workbook
from yamato_dx.root import ROOT

MINATO = ROOT / "tests" / "towns" / "minato"
YAMATO = read_plans(ROOT / "data" / "plans" / "yamato")[-1]
LATER = replace(YAMATO, plan_version="2.1", effective_from=YAMATO.last_year.first_day)


def workbook(office: Office, plan: Plan | None, name: str = "計画.xlsx") -> str:
    return office.file(plan_workbook(plan, "ja"), name)


def test_what_is_exported_is_checked_without_fault(office: Office) -> None:
    file = str(office.folder / "plan.xlsx")
    exported = office.run("plan", "export", file, "--on", ON)
    assert (exported.code, exported.json["plan_version"]) == (0, "2.0")
    checked = office.run("plan", "check", file)
    assert (checked.code, checked.json["problems"]) == (0, [])
    folder = office.run("plan", "check", str(ROOT / "data" / "plans" / "yamato"))
    assert checked.json == folder.json


def test_all_faults_of_a_workbook_are_told_by_sheet_and_cell(office: Office) -> None:
    answer = office.run("plan", "check", workbook(office, None))
    assert answer.code == 1
    assert len(answer.json["problems"]) > 10
    assert all(one["sheet"] and one["cell"] for one in answer.json["problems"])
    assert {one["file"] for one in answer.json["problems"]} == {"計画.xlsx"}


def test_a_folder_keeps_its_lines(office: Office) -> None:
    folder = office.folder / "town"
    folder.mkdir()
    (folder / "plan.yaml").write_text("plan_id: X\n", encoding="utf-8")
    problem = office.run("plan", "check", str(folder)).json["problems"][0]
    assert (problem["file"], problem["line"]) == ("plan.yaml", 1)
    assert not {"sheet", "cell"} & set(problem)


def test_the_difference_is_shown_before_the_plan_is_taken(office: Office) -> None:
    file = workbook(office, LATER)
    dry = office.run("plan", "load", file, "--dry-run", "--on", ON)
    assert dry.code == 0
    assert (dry.json["loaded"], dry.json["compared_with"]) == ([], "2.0")
    assert {
        "plan_version": "2.1",
        "table": "plan",
        "item": "",
        "field": "plan_version",
        "change": "changed",
        "before": "2.0",
        "after": "2.1",
    } in dry.json["changes"]
    assert {row["plan_version"] for row in office.assess().values()} == {"2.0"}
    taken = office.run("plan", "load", file, "--by", "計画係", "--on", ON)
    assert (taken.code, taken.json["loaded"]) == (0, ["2.1"])
    assert taken.json["changes"] == dry.json["changes"]
    assert {row["plan_version"] for row in office.assess().values()} == {"2.1"}
    again = office.run("plan", "load", file, "--on", ON)
    assert (again.code, again.json["loaded"], again.json["unchanged"]) == (0, [], ["2.1"])


def test_the_version_in_force_on_a_day_decides(office: Office) -> None:
    office.run("plan", "load", workbook(office, LATER))
    before = office.run("assess", "--on", "2025-03-31").json
    assert {row["plan_version"] for row in before} == {"2.0"}
    file = str(office.folder / "then.xlsx")
    exported = office.run("plan", "export", file, "--on", "2025-03-31")
    assert exported.json["plan_version"] == "2.0"


def test_a_recorded_version_is_not_rewritten(office: Office) -> None:
    office.assess()
    before = office.everything()
    corrected = replace(YAMATO, secretariat=YAMATO.title)
    answer = office.run("plan", "load", workbook(office, corrected))
    assert (answer.code, answer.json["loaded"]) == (1, [])
    (problem,) = answer.json["problems"]
    assert (problem["sheet"], problem["cell"]) == ("計画", "C7")
    assert [one["field"] for one in answer.json["changes"]] == ["secretariat.ja", "secretariat.en"]
    assert office.everything() == before


def test_another_towns_plan_is_refused(office: Office) -> None:
    answer = office.run("plan", "load", str(MINATO))
    assert (answer.code, answer.json["loaded"], answer.json["changes"]) == (1, [], [])
    assert "990019" in answer.json["problems"][0]["problem"]


def test_another_plan_waits_until_somebody_says_which_figures_are_the_same(office: Office) -> None:
    file = workbook(office, next_plan(YAMATO))
    ids = [kpi.kpi_id for kpi in YAMATO.kpis]
    shown = office.run("plan", "load", file, "--dry-run", "--on", ON).json["kpis"]
    assert [(one["kpi_id"], one["state"], one["waits"]) for one in shown] == [
        (kpi_id, "same", True) for kpi_id in ids
    ]
    assert shown[0]["known"] == {
        "plan_id": YAMATO.plan_id,
        "plan_version": "2.0",
        "kpi_no": YAMATO.kpis[0].kpi_no,
        "name": YAMATO.kpis[0].name.ja,
    }
    refused = office.run("plan", "load", file, "--same-kpi", *ids[1:])
    assert (refused.code, refused.out) == (1, "")
    assert f"({ids[0]})" in refused.err
    assert ids[1] not in refused.err
    assert "--same-kpi" in refused.err
    taken = office.run("plan", "load", file, "--same-kpi", *ids)
    assert (taken.code, taken.json["loaded"]) == (0, ["1.0"])


def test_all_that_wait_are_confirmed_at_once(office: Office) -> None:
    changed = replace(YAMATO.kpis[0], tells=YAMATO.kpis[0].tells_not)
    file = workbook(office, replace(LATER, kpis=(changed, *YAMATO.kpis[1:])))
    assert office.run("plan", "load", file).code == 1
    taken = office.run("plan", "load", file, "--same-kpi", "all")
    assert (taken.code, taken.json["loaded"]) == (0, ["2.1"])
    assert [one["kpi_id"] for one in taken.json["kpis"] if one["waits"]] == [changed.kpi_id]
    (change,) = taken.json["kpis"][0]["changes"]
    assert change["field"] == "tells.ja"


def test_the_next_plan_is_begun_from_the_old_one(office: Office) -> None:
    file = office.folder / "next.xlsx"
    begun = office.run(
        "plan", "next", str(file), "--plan-id", "next_dx", "--first-year", "R8",
        "--last-year", "令和12年度", "--on", ON,
    )  # fmt: skip
    assert (begun.code, begun.json) == (
        0,
        {"file": str(file), "plan_id": "next_dx", "from_plan": YAMATO.plan_id},
    )
    checked = office.run("plan", "check", str(file))
    assert checked.code == 1
    assert {one["sheet"] for one in checked.json["problems"]} == {"計画", "KPI", "年度目標"}


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("--plan-id", YAMATO.plan_id, "--first-year", "R8", "--last-year", "R12"), 1, "符号"),
        (("--plan-id", "a", "--first-year", "R12", "--last-year", "R8"), 1, "逆"),
        (("--plan-id", "a", "--first-year", "8", "--last-year", "R12"), 2, "「8」"),
        (
            ("--plan-id", "a", "--first-year", "R8", "--last-year", "R9", "--from-plan", "b"),
            2,
            YAMATO.plan_id,
        ),
    ],
)
def test_what_the_next_plan_cannot_be_is_told(
    office: Office, words: tuple[str, ...], code: int, said: str
) -> None:
    file = office.folder / "next.xlsx"
    answer = office.run("plan", "next", str(file), *words)
    assert (answer.code, answer.out) == (code, "")
    assert said in answer.err
    assert not file.exists()


def test_the_form_is_a_workbook_without_a_plan(office: Office) -> None:
    file = office.folder / "form.xlsx"
    answer = office.run("plan", "template", str(file))
    assert (answer.code, answer.json) == (0, {"file": str(file)})
    assert file.read_bytes() == plan_workbook(None, "ja")
    assert not office.database.exists()


def test_the_starter_comes_without_a_record(office: Office) -> None:
    file = office.folder / "starter.xlsx"
    answer = office.run("plan", "starter", str(file), "--lang", "en")
    assert (answer.code, answer.json) == (0, {"file": str(file)})
    assert file.read_bytes() == starter_workbook(starter(), "en")
    assert not office.database.exists()


@pytest.mark.parametrize("verb", ["template", "export", "starter"])
def test_a_workbook_is_named_as_one(office: Office, verb: str) -> None:
    answer = office.run("plan", verb, str(office.folder / "plan.csv"))
    assert answer.code == 2
    assert ".xlsx" in answer.err
    assert not (office.folder / "plan.csv").exists()


def test_an_empty_start_names_both_commands_and_takes_the_first_plan(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "PLANS", office.folder / "none")
    monkeypatch.setattr(opening, "RECORDS", office.folder / "var")
    refused = office.run("assess")
    assert (refused.code, refused.out) == (1, "")
    assert "plan template" in refused.err
    assert "plan load" in refused.err
    assert "\n" not in refused.err.strip()
    file = workbook(office, YAMATO)
    assert office.run("plan", "load", file, "--dry-run").json["loaded"] == []
    assert office.run("assess").code == 1
    assert office.run("plan", "load", file, "--by", "計画係").json["loaded"] == ["2.0"]
    assert len(office.assess()) == 40
