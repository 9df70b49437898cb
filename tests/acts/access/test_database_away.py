"""The database that has accounts and sessions is away: who is known reads on, nobody comes in, and
what was changed meanwhile holds when it is back."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.servers.proxy import CutNetwork
from tests.acts.access.acting import (
    AT_SERVER,
    HERE,
    PASSWORD,
    access_over,
    in_server,
    session_of,
    town_over,
)
from tests.store.cases import CODE
from tests.store.servers import schema_for, shared_server
from yamato_dx.acts.access import book
from yamato_dx.acts.access.accounts import disable_account
from yamato_dx.acts.access.opened import Access, has_accounts
from yamato_dx.acts.access.signing_in import sign_in
from yamato_dx.store.access.postgresql import AccessServer
from yamato_dx.store.access.sqlite_file import AccessUnavailable
from yamato_dx.store.postgresql.url import DatabaseUrl

pytestmark = pytest.mark.waits


@pytest.fixture
def network() -> Iterator[CutNetwork]:
    network = CutNetwork(shared_server().socket)
    yield network
    network.close()


@pytest.fixture
def far(network: CutNetwork, tmp_path: Path) -> Iterator[Access]:
    """The store by way of the network."""
    url = DatabaseUrl.read(shared_server().url(schema_for(tmp_path), network.port))
    with access_over(AccessServer(url, CODE)) as far:
        yield far


def test_known_sessions_read_nobody_signs_in_and_rights_act_when_it_is_back(
    far: Access, network: CutNetwork, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(book, "REST_SECONDS", 0.1)
    with access_over(in_server(tmp_path)) as near:
        town = town_over(near)
        known, other, unknown = (town.begun(name) for name in ("sato", "honda", "honda"))
        assert session_of(far, known.token)
        assert session_of(far, other.token)
        assert has_accounts(far)
        network.cut()
        time.sleep(far.database.look_seconds)
        assert session_of(far, known.token)
        assert has_accounts(far)  # and so nobody reads without a session
        with pytest.raises(AccessUnavailable):
            session_of(far, unknown.token)
        with pytest.raises(AccessUnavailable):
            sign_in(far, "honda", PASSWORD, HERE)
        disable_account(near, "sato", actor=AT_SERVER)
        assert session_of(far, known.token)
        network.join()
        deadline = time.monotonic() + 10
        while session_of(far, known.token) and time.monotonic() < deadline:
            time.sleep(0.05)
        assert session_of(far, known.token) is None
        assert session_of(far, other.token)
        assert session_of(far, unknown.token)


def test_after_a_quarter_of_an_hour_nobody_reads(
    far: Access, network: CutNetwork, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = town_over(far).begun("sato").token
    assert session_of(far, token)
    network.cut()
    monkeypatch.setattr(book, "UNANSWERED_SECONDS", 0.2)
    time.sleep(far.database.look_seconds + 0.2)
    with pytest.raises(AccessUnavailable):
        session_of(far, token)
