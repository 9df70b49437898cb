"""`publish`: a moment published and taken back, texts marked, papers written."""

from __future__ import annotations

import pytest

from tests.cli.conftest import ON, Office
from tests.reports import year_csv

BY = ("--by", "企画政策課", "--on", ON)


@pytest.fixture
def confirmed(office: Office) -> Office:
    office.send(year_csv(("R7", "9-1", "96")))
    assert office.run("report", "confirm", "--all", "--by", "企画政策課").code == 0
    office.send(year_csv(("R7", "9-2", "27")))
    return office


def test_nothing_public_no_paper_then_published_and_taken_back(confirmed: Office) -> None:
    path = confirmed.folder / "residents.html"
    refused = confirmed.run("paper", "residents", str(path), "--on", ON)
    assert refused.code == 1
    assert "公表しているものがありません" in refused.err
    assert not path.exists()
    draft = confirmed.run("paper", "residents", str(path), "--draft", "--on", ON)
    assert draft.code == 0
    assert "公表前の案です" in path.read_text("utf-8")
    answer = confirmed.run("publish", "now", "--approval-no", "第12号", *BY)
    assert answer.json["public"] == answer.json["history"][-1]
    assert answer.json["public"]["approval_no"] == "第12号"
    assert answer.json["left_out"] == [
        {
            "kpi_no": "9-2",
            "fiscal_year": 2025,
            "because": ["unconfirmed"],
            "has_earlier": False,
        }
    ]
    for kind, ending in (
        ("residents", "html"),
        ("residents", "pdf"),
        ("results", "xlsx"),
        ("results", "pdf"),
    ):
        path = confirmed.folder / f"{kind}.{ending}"
        told = confirmed.run("paper", kind, str(path), "--on", ON)
        assert told.json == {"file": str(path), "bytes": path.stat().st_size}
    assert confirmed.run("publish", "take-back", *BY).code == 1  # without a reason
    back = confirmed.run("publish", "take-back", "--reason", "誤り", *BY)
    assert back.json["public"] is None
    assert confirmed.run("publish", "show", "--on", ON).json["history"] == back.json["history"]


def test_facts_are_a_text_and_a_wrong_number_a_sentence(confirmed: Office) -> None:
    path = confirmed.folder / "facts.txt"
    facts = ("paper", "facts", str(path), "--on", ON, "--about")
    assert confirmed.run(*facts, "9-1").code == 0
    assert "96人" in path.read_text("utf-8-sig")
    wrong = confirmed.run(*facts, "99")
    assert (wrong.code, "99" in wrong.err) == (1, True)


def test_a_text_that_is_not_there_is_not_marked(confirmed: Office) -> None:
    assert confirmed.run("publish", "texts", "--on", ON).json == []
    for verb in ("release", "unrelease"):
        answer = confirmed.run("publish", verb, "comment:kpi:a:2025", *BY)
        assert (answer.code, "comment:kpi:a:2025" in answer.err) == (1, True)
