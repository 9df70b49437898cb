from __future__ import annotations

import shutil

import pytest

from tests.cli.conftest import Office
from yamato_dx.acts import opening
from yamato_dx.i18n import text
from yamato_dx.root import ROOT

YAMATO = ROOT / "data" / "plans" / "yamato"
MINATO = ROOT / "tests" / "towns" / "minato"


def test_a_good_plan_is_counted(office: Office) -> None:
    answer = office.run("plan", "check", str(YAMATO))
    assert (answer.code, answer.json["problems"]) == (0, [])
    counts = answer.json["counts"]
    expected = {
        "principles": 6,
        "initiatives": 9,
        "work_items": 32,
        "kpis": 10,
        "targets": 21,
    }
    assert {name: counts[name] for name in expected} == expected


def test_a_version_folder_is_a_plan_too(office: Office) -> None:
    assert office.run("plan", "check", str(MINATO / "2.0")).code == 0


def test_a_faulty_plan_is_told_with_file_line_and_mend(office: Office) -> None:
    faulty = office.folder / "town"
    shutil.copytree(MINATO, faulty)
    kpis = faulty / "2.0" / "kpis.yaml"
    text = kpis.read_text(encoding="utf-8")
    kpis.write_text(text.replace("shape: at_least", "shape: at_lest", 1), encoding="utf-8")
    answer = office.run("plan", "check", str(faulty))
    assert answer.code == 1
    (problem,) = [one for one in answer.json["problems"] if "at_lest" in one["problem"]]
    assert problem["file"].endswith("kpis.yaml")
    line = kpis.read_text(encoding="utf-8").splitlines()[problem["line"] - 1]
    assert "at_lest" in line
    assert "at_least" in problem["mend"]
    explained = office.run("problems", problem["code"])
    assert explained.code == 0
    assert "### plan.not_a_choice" in explained.out


def test_a_kpi_without_any_target_is_noted_and_the_plan_is_good(office: Office) -> None:
    town = office.folder / "town"
    shutil.copytree(MINATO / "2.0", town)
    kpis = town / "kpis.yaml"
    lines = kpis.read_text(encoding="utf-8")
    start, end = lines.index("    targets:\n"), lines.index("    band:\n")
    kpis.write_text(lines[:start] + lines[end:], encoding="utf-8")
    answer = office.run("plan", "check", str(town))
    assert answer.code == 0
    (note,) = answer.json["problems"]
    assert (note["severity"], note["code"]) == ("note", "plan.kpi_without_target")


def test_a_folder_without_a_plan_is_refused(office: Office) -> None:
    answer = office.run("plan", "check", str(office.folder))
    assert answer.code == 1
    assert answer.json["problems"]
    assert "Traceback" not in answer.err


def test_a_faulty_plan_serves_nothing_and_makes_no_record(office: Office) -> None:
    answer = office.run("assess", plan=str(office.folder))
    assert (answer.code, answer.out) == (1, "")
    assert not office.database.exists()


def test_a_faulty_reference_figure_serves_nothing_and_makes_no_record(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = office.folder / "references"
    shutil.copytree(opening.REFERENCES, folder)
    file = folder / "dx_dashboard_2024-07.csv"
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    file.write_text("".join([*lines, "434477,strategy\n"]), encoding="utf-8")
    monkeypatch.setattr(opening, "REFERENCES", folder)
    opening._library.cache_clear()
    answer = office.run("assess")
    assert (answer.code, answer.out) == (1, "")
    (sentence,) = answer.err.strip().splitlines()
    # Which file, which line, what is wrong and how to mend it.
    assert f"dx_dashboard_2024-07.csv:{len(lines) + 1} " in sentence
    assert text("plan.fault.benchmark_row", "ja") in sentence
    assert text("plan.mend.benchmark_row", "ja") in sentence
    assert not office.database.exists()
    monkeypatch.undo()
    assert office.run("assess", "--on", "2026-06-15").code == 0
