"""Answers to what a file leaves open, given to the command line."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

import pytest

from tests.cli.conftest import Answer, Office
from tests.reports import year_csv

TWO_READINGS = "年度,KPI番号,実績値,単位\nR6,3,0.9,%\nR6,4,640,件\n".encode()
SHARE = "share_or_percent@!2:実績値"
UNLIKELY = "年度,KPI番号,実績値\nR6,4,64000000\nR6,9-1,80\n".encode()
FAR = "far_from_target@!2:実績値"


def send_answered(office: Office, content: bytes, answers: dict[str, str], **told: Any) -> Answer:
    dry = office.send(content, "--dry-run").json
    document = {"sha256": dry["sha256"], "revision": dry["revision"], "answers": answers} | told
    path = office.folder / "answers.json"
    path.write_text(json.dumps(document))
    return office.send(content, "--answers", str(path))


def rates(office: Office) -> Any:
    return office.assess()["3", 2024]["actual_value"]


def test_what_is_asked_stores_nothing_and_says_how_to_answer(office: Office) -> None:
    asked = office.send(TWO_READINGS, "--lang", "en")
    assert asked.code == 1
    (problem,) = asked.json["problems"]
    assert (problem["id"], problem["choices"]) == (SHARE, ["0.9%", "90%"])
    assert f"[to answer: {SHARE} → 0.9% / 90%]" in asked.err
    assert office.run("batches").json == []


@pytest.mark.parametrize(("choice", "value"), [("0.9%", 0.009), ("90%", 0.9)])
def test_a_reading_is_chosen_by_file(office: Office, choice: str, value: float) -> None:
    sent = send_answered(office, TWO_READINGS, {SHARE: choice})
    assert sent.code == 0, sent.err
    assert sent.json["answered"] == [{"id": SHARE, "choice": choice}]
    assert rates(office) == value


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        ({SHARE: "50%"}, {}),  # no reading of it
        ({SHARE: "90%", "share_or_percent@!3:実績値": "90%"}, {}),  # one too many
        ({"far_from_target@!2:実績値": "yes"}, {}),  # not asked
        ({SHARE: "90%"}, {"sha256": sha256(b"another file").hexdigest()}),
        ({SHARE: "90%"}, {"revision": 0}),  # made before something else was recorded
        ({SHARE: "90%"}, {"more": 1}),
    ],
)
def test_answers_that_do_not_fit_store_nothing(
    office: Office, answers: dict[str, str], told: dict[str, Any]
) -> None:
    office.send(year_csv(("R6", "9-1", "80")))
    sent = send_answered(office, TWO_READINGS, answers, **told)
    assert (sent.code, sent.out) == (1, "")
    assert "何も記録していません" in sent.err
    assert len(office.run("batches").json) == 1


@pytest.mark.parametrize(
    "content",
    ["{", "[]", "[" * 200_000, '{"revision": ' + "1" * 5000 + "}"],
    ids=["broken", "of another kind", "nested", "of many digits"],
)
def test_what_is_no_file_of_answers_stores_nothing(office: Office, content: str) -> None:
    path = office.folder / "answers.json"
    path.write_text(content)
    sent = office.send(TWO_READINGS, "--answers", str(path))
    assert (sent.code, sent.out) == (1, "")
    assert "sha256・revision・answers" in sent.err
    assert office.run("batches").json == []


@pytest.mark.parametrize(
    ("words", "code"),
    [((), 1), (("--confirm", FAR), 0), (("--confirm", "all"), 0), (("--confirm", "x@!1:"), 1)],
)
def test_an_unlikely_figure_waits_for_a_yes(
    office: Office, words: tuple[str, ...], code: int
) -> None:
    sent = office.send(UNLIKELY, *words)
    assert sent.code == code, sent.err
    assert len(office.run("batches").json) == 1 - code


def test_what_was_confirmed_is_not_asked_again(office: Office) -> None:
    first = office.send(UNLIKELY, "--confirm", "all").json["batch_id"]
    office.run("withdraw", first, "--reason", "試し")
    assert office.send(UNLIKELY).code == 0


def test_the_same_bytes_read_otherwise_are_another_report(office: Office) -> None:
    first = send_answered(office, TWO_READINGS, {SHARE: "0.9%"}).json["batch_id"]
    again = send_answered(office, TWO_READINGS, {SHARE: "0.9%"})
    assert (again.code, again.json["duplicate_of"]) == (0, first)
    other = send_answered(office, TWO_READINGS, {SHARE: "90%"})
    assert (other.code, other.json["duplicate_of"]) == (0, None)
    assert rates(office) == 0.9
