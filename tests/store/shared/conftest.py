from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.servers.proxy import CutNetwork
from tests.store.cases import CODE
from tests.store.servers import schema_for, shared_server
from yamato_dx.store.postgresql.ledger import PostgresLedger
from yamato_dx.store.postgresql.url import DatabaseUrl
from yamato_dx.store.record import Record


@pytest.fixture
def network() -> Iterator[CutNetwork]:
    network = CutNetwork(shared_server().socket)
    yield network
    network.close()


@pytest.fixture
def far_url(network: CutNetwork, tmp_path: Path) -> DatabaseUrl:
    """Of a record by way of the network."""
    return DatabaseUrl.read(shared_server().url(schema_for(tmp_path), network.port))


@pytest.fixture
def far(far_url: DatabaseUrl, tmp_path: Path) -> Iterator[Record]:
    with Record.open_shared(far_url, tmp_path / "mirrors", CODE) as record:
        yield record


@pytest.fixture
def near(tmp_path: Path) -> Iterator[PostgresLedger]:
    """The same record, asked without a network between."""
    url = DatabaseUrl.read(shared_server().url(schema_for(tmp_path)))
    ledger = PostgresLedger(url, CODE)
    yield ledger
    ledger.close()
