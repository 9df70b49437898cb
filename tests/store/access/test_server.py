"""Accounts in a database that does not answer, and what SQL is written for both engines."""

from __future__ import annotations

import re

import pytest

from tests.store.cases import CODE
from yamato_dx.store.access.database import FOLDER
from yamato_dx.store.access.postgresql import AccessServer
from yamato_dx.store.access.sqlite_file import AccessUnavailable
from yamato_dx.store.postgresql.url import DatabaseUrl


def test_a_database_that_does_not_answer_is_one_sentence() -> None:
    url = DatabaseUrl.read("postgresql://honda:secret@127.0.0.1:1/towns?connect_timeout=2")
    with pytest.raises(AccessUnavailable) as refused:
        AccessServer(url, CODE)
    assert refused.value.message_id == "store.server.away"
    assert not {"127.0.0.1", "secret"} & set(refused.value.sentence("en").split())  # to anybody


def test_each_question_says_what_a_row_is_and_binds_by_name() -> None:
    files = [*(FOLDER / "reads").glob("*.sql"), *(FOLDER / "writes").glob("*.sql")]
    assert len(files) > 40
    for path in files:
        written = path.read_text("utf-8")
        assert written.startswith("-- One row"), path.name
        assert re.search(r"[?%]|::", written) is None, path.name
