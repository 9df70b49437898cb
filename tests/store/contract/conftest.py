from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.store.contract.engines import ENGINES, RECORDS
from yamato_dx.store.promise.ledger import Ledger
from yamato_dx.store.record import Record


@pytest.fixture(params=ENGINES)
def ledger(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Ledger]:
    """An empty ledger, of each engine."""
    ledger = ENGINES[request.param](tmp_path)
    yield ledger
    ledger.close()


@pytest.fixture(params=RECORDS)
def record(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Record]:
    """An empty record, its ledger of each engine."""
    with RECORDS[request.param](tmp_path) as record:
        yield record
