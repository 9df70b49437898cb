from __future__ import annotations

import os
from pathlib import Path

import pytest

from benchmarks.records.kill import kill_once

pytestmark = pytest.mark.waits


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One record for all: each child opens what the kill before it left."""
    return tmp_path_factory.mktemp("kill") / "record.duckdb"


@pytest.mark.skipif(os.name == "nt", reason="Windows has no kill -9")
@pytest.mark.parametrize("seed", range(2))
def test_after_kill_9_acknowledged_reports_are_whole_and_others_absent(
    path: Path, seed: int
) -> None:
    outcome = kill_once(path, seed)
    assert outcome.is_sound, outcome
