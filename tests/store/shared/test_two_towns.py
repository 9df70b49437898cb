"""Two towns in one database, a schema each: neither sees what is the other's."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.acts.access.acting import PASSWORD, Town, access_over, session_of, town_over
from tests.store.cases import CLERK, CODE, send, standing_values, values
from tests.store.servers import schema_for, shared_server
from yamato_dx.acts.access.sessions import SignInRefused
from yamato_dx.acts.access.signing_in import sign_in
from yamato_dx.acts.drafting import draft_of, keep_cells
from yamato_dx.errors import UsageError
from yamato_dx.store.access.postgresql import AccessServer
from yamato_dx.store.postgresql.url import DatabaseUrl
from yamato_dx.store.promise.refusals import RecordOfAnother
from yamato_dx.store.record import Record

NEXT_TOWN = "434442"


def url_of(folder: Path, town: str) -> DatabaseUrl:
    return DatabaseUrl.read(shared_server().url(f"{schema_for(folder)}_{town}"))


@pytest.fixture
def records(tmp_path: Path) -> Iterator[tuple[Record, Record]]:
    with (
        Record.open_shared(url_of(tmp_path, "a"), tmp_path / "mirrors", CODE) as one,
        Record.open_shared(url_of(tmp_path, "b"), tmp_path / "mirrors", NEXT_TOWN) as other,
    ):
        yield one, other


def test_rows_and_drafts_stay_in_their_town(records: tuple[Record, Record], tmp_path: Path) -> None:
    one, other = records
    receipt = send(one, values(a=1.0))
    keep_cells(one, "key", {"a": "1"}, actor=CLERK)
    time.sleep(0.7)  # longer than a mirror goes without looking
    assert (other.head(), len(other.batches()), other.draft("key")) == (0, 0, None)
    assert send(other, values(b=2.0)).batch_id == receipt.batch_id  # numbers of its own
    assert standing_values(one.standing()) == {"a": 1.0}
    assert standing_values(other.standing()) == {"b": 2.0}
    draft = draft_of(one, "key", actor=CLERK)
    assert draft is not None
    assert one.path.parent != other.path.parent
    with pytest.raises(RecordOfAnother):
        Record.open_shared(url_of(tmp_path, "a"), tmp_path / "mirrors", NEXT_TOWN)


def test_accounts_and_sessions_stay_in_their_town(tmp_path: Path) -> None:
    one = town_over(access_over(AccessServer(url_of(tmp_path, "a"), CODE)))
    with (
        one.access,
        access_over(AccessServer(url_of(tmp_path, "b"), NEXT_TOWN)) as other,
    ):
        token = one.begun("honda").token
        assert session_of(one.access, token)
        assert session_of(other, token) is None
        with pytest.raises(SignInRefused):
            sign_in(other, "honda", PASSWORD, None)
        town_over(other)
        assert Town(other).begun("honda").token
        assert session_of(one.access, token)


def test_what_is_named_as_the_accounts_of_a_town_holds_no_town() -> None:
    with pytest.raises(UsageError):
        DatabaseUrl.read("postgresql://a@b/c?schema=yamato_access")
