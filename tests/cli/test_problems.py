"""`problems` explains by code, all of them without one, and needs no record."""

from __future__ import annotations

import pytest

from tests.cli.conftest import Office
from yamato_dx.queries.problems.document import document


def test_a_code_is_explained_alone(office: Office) -> None:
    answer = office.run("problems", "unknown_kpi", "--lang", "en")
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.startswith("### unknown_kpi\n")
    assert answer.out.count("### ") == 1
    assert answer.out in document("en")
    assert not office.database.exists()


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_without_a_code_it_is_the_whole_document(office: Office, lang: str) -> None:
    assert office.run("problems", "--lang", lang).out == document(lang)


def test_a_code_that_does_not_exist_is_named(office: Office) -> None:
    answer = office.run("problems", "no_such", "--lang", "en")
    assert (answer.code, answer.out) == (2, "")
    assert "no_such" in answer.err
