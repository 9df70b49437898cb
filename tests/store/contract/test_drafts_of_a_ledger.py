"""What every engine promises of drafts: merged one after another, outside the ledger."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import NoReturn

import pytest

from tests.racing import at_once
from tests.store.contract.engines import MORNING, exported
from yamato_dx.store.promise.ledger import DraftChange, DraftDocument, Ledger, LedgerHead


def put(document: str, *files: str, **added: bytes) -> DraftChange:
    return lambda _: DraftDocument(document, MORNING, {*files, *added}, added)


def test_a_draft_is_overwritten_dropped_and_no_act(ledger: Ledger) -> None:
    assert ledger.draft("key") is None
    for document in ("{}", '{"a": 1}'):
        ledger.change_draft("key", put(document))
        assert (ledger.draft("key"), ledger.draft("another")) == (document, None)
    assert ledger.change_draft("key", lambda _: None) is None
    assert ledger.draft("key") is None
    assert (ledger.head(), exported(ledger)) == (LedgerHead(), {})


def test_a_change_is_given_what_lies_there(ledger: Ledger) -> None:
    given: list[str | None] = []

    def change(document: str | None) -> DraftDocument:
        given.append(document)
        return DraftDocument(f"{len(given)}", MORNING)

    for _ in range(3):
        ledger.change_draft("key", change)
    assert given == [None, "1", "2"]


def test_a_change_that_fails_leaves_all_as_it_was(ledger: Ledger) -> None:
    def failing(_: str | None) -> NoReturn:
        raise LookupError

    ledger.change_draft("key", put("{}", sha=b"bytes"))
    with pytest.raises(LookupError):
        ledger.change_draft("key", failing)
    assert (ledger.draft("key"), ledger.draft_file("key", "sha")) == ("{}", b"bytes")
    ledger.change_draft("key", put("[]"))  # nor is anything locked


def test_files_lie_beside_a_draft_while_it_names_them(ledger: Ledger) -> None:
    ledger.change_draft("key", put("1", a=b"a", b=b"b"))
    ledger.change_draft("other", put("1", a=b"a"))
    ledger.change_draft("key", put("2", "a", c=b"c"))
    found = [ledger.draft_file("key", name) for name in "abc"]
    assert found == [b"a", None, b"c"]
    ledger.change_draft("key", put("3", "c", a=b"a"))  # brought again
    assert [ledger.draft_file("key", name) for name in "abc"] == [b"a", None, b"c"]
    ledger.change_draft("key", lambda _: None)
    assert [ledger.draft_file("key", name) for name in "abc"] == [None] * 3
    assert ledger.draft_file("other", "a") == b"a"


def test_what_several_change_at_once_is_merged(ledger: Ledger) -> None:
    def write(name: str) -> Callable[[], None]:
        def merged(document: str | None) -> DraftDocument:
            return DraftDocument(json.dumps([*json.loads(document or "[]"), name]), MORNING)

        def changes() -> None:
            for _ in range(5):
                ledger.change_draft("key", merged)

        return changes

    assert at_once(*(write(name) for name in "abcd")) == [None] * 4
    assert sorted(json.loads(ledger.draft("key") or "")) == sorted("abcd" * 5)
