"""`report confirm`, `report return`, what they leave in `batches` and `assess`; `neglect`."""

from __future__ import annotations

from tests.cli.conftest import Office
from tests.reports import window_csv, year_csv

SMALL = year_csv(("R6", "9-1", "60"))


def test_a_report_is_confirmed_and_a_correction_says_why(office: Office) -> None:
    number = office.send(SMALL).json["batch_id"]
    answer = office.run("report", "confirm", number, "--by", "企画係", "--approval-no", "企第1号")
    assert (answer.code, answer.json["batch_ids"]) == (0, [number])
    (report,) = office.run("batches").json
    assert (report["state"], report["status"], report["approval_no"]) == (
        "confirmed",
        "standing",
        "企第1号",
    )
    refused = office.run("withdraw", number, "--by", "企画係")
    assert (refused.code, "確認済み" in refused.err) == (1, True)
    right = year_csv(("R6", "9-1", "66"))
    assert office.send(right).code == 1
    assert office.send(right, "--correction-reason", "延べ人数だった").code == 0
    row = office.assess()["9-1", 2024]
    assert (row["is_confirmed"], row["correction_kind"]) == (False, "correction")
    assert (row["correction_previous_value"], row["correction_reason"]) == (60, "延べ人数だった")


def test_single_figures_are_corrected_for_reasons_of_their_own(office: Office) -> None:
    before = year_csv(("R6", "9-1", "60"), ("R6", "9-2", "19"))
    office.run("report", "confirm", office.send(before).json["batch_id"], "--by", "企画係")
    right = year_csv(("R6", "9-1", "66"), ("R6", "9-2", "20"))
    own = ("--own-reason", "9-1:R6=延べ人数だった")
    assert office.send(right, *own).code == 1  # the other has none
    assert office.send(right, *own, "--own-reason", "9-3:R6=誤り").code == 1
    assert office.send(right, "--own-reason", "9-1").code == 2
    assert office.send(right, *own, "--correction-reason", "数え直した").code == 0
    reasons = {key: row["correction_reason"] for key, row in office.assess().items()}
    assert reasons["9-1", 2024] == "延べ人数だった"
    assert reasons["9-2", 2024] == "数え直した"


def test_a_year_told_in_one_over_its_confirmed_months_says_why(office: Office) -> None:
    office.run("report", "confirm", office.send(window_csv()).json["batch_id"], "--by", "企画係")
    right = year_csv(("R6", "4", "700"))
    assert office.send(right).code == 1
    assert office.send(right, "--own-reason", "4:R5=誤り").code == 1
    assert office.send(right, "--own-reason", "4:R6=再発行を加えた").code == 0
    row = office.assess()["4", 2024]
    assert (row["actual_value"], row["correction_previous_value"]) == (700, 640)
    assert (row["correction_kind"], row["correction_reason"]) == ("correction", "再発行を加えた")


def test_all_without_questions_are_confirmed_at_once(office: Office) -> None:
    numbers = [office.send(content).json["batch_id"] for content in (window_csv(), SMALL)]
    answer = office.run("report", "confirm", "--all", "--by", "企画係")
    assert (answer.code, answer.json["batch_ids"]) == (0, numbers[::-1])
    assert {row["state"] for row in office.run("batches").json} == {"confirmed"}
    again = office.run("report", "confirm", "--all")
    assert (again.code, again.err.strip()) == (1, "確認する報告がありません。")


def test_either_reports_or_all_are_named(office: Office) -> None:
    assert office.run("report", "confirm").code == 2
    assert office.run("report", "confirm", "R8-0001", "--all").code == 2


def test_a_returned_report_is_answered(office: Office) -> None:
    number = office.send(SMALL).json["batch_id"]
    returned = office.run("report", "return", number, "--reason", "実人数で", "--by", "企画係")
    assert returned.code == 0
    answer = office.send(year_csv(("R6", "9-1", "55")), "--answers-to", number).json["batch_id"]
    newest, oldest = office.run("batches").json
    assert (newest["answers"], oldest["answered_by"]) == (number, answer)
    assert (oldest["state"], oldest["returned_reason"]) == ("returned", "実人数で")


def test_neglect_tells_what_lacks_what(office: Office) -> None:
    office.send(SMALL)
    rows = office.run("neglect").json
    kinds = {row["neglect_kind"] for row in rows if row["kpi_no"] == "9-1"}
    assert kinds == {"unowned", "late", "without_card", "unexplained"}
