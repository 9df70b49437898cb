from __future__ import annotations

from hashlib import sha256

from tests.cli.conftest import Office
from tests.reports import window_csv, year_csv

KEYS = [
    "batch_id",
    "kind",
    "file_name",
    "sha256",
    "actor_name",
    "actor_known_by",
    "actor_address",
    "recorded_at",
    "row_count",
    "new_count",
    "changed_count",
    "unchanged_count",
    "plan_ids",
    "status",
    "withdrawn_at",
    "withdrawn_by",
    "withdrawn_reason",
    "replaces",
    "replaced_by",
    "confirmed_at",
    "confirmed_by",
    "approval_no",
    "returned_at",
    "returned_by",
    "returned_reason",
    "answers",
    "answered_by",
    "correction_reason",
    "state",
    "questions",
    "is_own_confirmation",
]


def test_reports_are_listed_newest_first(office: Office) -> None:
    first = office.send(window_csv()).json["batch_id"]
    second = office.send(year_csv(("R6", "9-1", "81"))).json["batch_id"]
    rows = office.run("batches").json
    assert [row["batch_id"] for row in rows] == [second, first]
    assert all(list(row) == KEYS for row in rows)
    assert (rows[1]["row_count"], rows[1]["new_count"], rows[1]["status"]) == (24, 24, "standing")
    assert rows[1]["sha256"] == sha256(window_csv()).hexdigest()


def test_no_report_is_an_empty_list(office: Office) -> None:
    assert office.run("batches").json == []
    assert office.run("batches", "--format", "table").out.strip() == ""


def test_withdrawn_means_as_before_and_it_can_be_sent_anew(office: Office) -> None:
    before = office.assess()
    batch_id = office.send(window_csv()).json["batch_id"]
    assert office.assess() != before
    answer = office.run("withdraw", batch_id, "--by", "事務局", "--reason", "二重に届いた")
    assert (answer.code, answer.json["batch_id"]) == (0, batch_id)
    assert office.assess() == before
    (report,) = office.run("batches").json
    assert (report["status"], report["withdrawn_by"]) == ("withdrawn", "事務局")
    assert report["withdrawn_reason"] == "二重に届いた"
    anew = office.send(window_csv())
    assert (anew.code, anew.json["duplicate_of"]) == (0, None)
    assert anew.json["batch_id"] != batch_id
    assert office.assess()["4", 2024]["verdict"] == "met"


def test_an_unknown_number_is_refused_in_one_sentence(office: Office) -> None:
    answer = office.run("withdraw", "R1-9999", "--by", "事務局")
    assert (answer.code, answer.out) == (1, "")
    assert answer.err.strip().splitlines() == ["報告番号 R1-9999 の報告はありません。"]


def test_a_withdrawn_report_is_not_withdrawn_again(office: Office) -> None:
    batch_id = office.send(window_csv()).json["batch_id"]
    office.run("withdraw", batch_id, "--by", "事務局")
    assert office.run("withdraw", batch_id, "--by", "事務局", "--lang", "en").code == 1
    (report,) = office.run("batches").json
    assert report["withdrawn_by"] == "事務局"


def test_a_report_that_came_later_outlives_the_withdrawal(office: Office) -> None:
    first = office.send(year_csv(("R6", "9-1", "60"))).json["batch_id"]
    office.send(year_csv(("R6", "9-1", "81")))
    office.run("withdraw", first, "--by", "事務局")
    assert office.assess()["9-1", 2024]["actual_value"] == 81
