"""A small sample of `python -m benchmarks.intake_faults`: none is damaged in silence."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import pytest

from benchmarks.intake_faults.cleans import is_read
from benchmarks.intake_faults.faults.fault import KINDS
from benchmarks.intake_faults.running import NO_FAULT, Found, asked, files_of, found_of
from benchmarks.intake_faults.summary import as_peer_table, as_table, is_met

SEED = 1
FAULTS = 160


@cache
def sample() -> Sequence[Found]:
    found = (found_of(one, has_peers=False) for one in asked(SEED, FAULTS, is_whole=False))
    return [one for one in found if one]


def test_no_file_is_damaged_in_silence() -> None:
    bad = [(one.file_name, one.what, one.outcome, one.reason) for one in sample() if one.is_bad]
    assert bad == []


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_is_stopped_or_read_right(kind: str) -> None:
    outcomes = {one.outcome for one in sample() if one.kind == kind}
    assert outcomes, f"the sample has no fault of this kind: {kind}"
    stopped = {"read right", "asked", "confirmed", "refused", "undetectable"}
    assert outcomes <= stopped


def test_a_file_without_a_fault_is_read_right() -> None:
    outcomes = {one.file_name: one.outcome for one in sample() if one.kind == NO_FAULT}
    assert set(outcomes.values()) <= {"read right", "asked", "confirmed"}
    read = [made for made in files_of(SEED) if is_read(made.layout, made.file_format)]
    assert set(outcomes) == {made.file_name for made in read}


def test_the_same_seed_makes_the_same_faults() -> None:
    first, *_ = (one for one in sample() if one.kind == "dropped digit")
    again = next(
        one
        for one in asked(SEED, FAULTS, is_whole=False)
        if one.kind == first.kind and files_of(SEED)[one.place].file_name == first.file_name
    )
    assert found_of(again, has_peers=False) == first


def test_the_tables_name_every_kind() -> None:
    table = as_table(sample())
    assert all(f"| {kind} |" in table for kind in (NO_FAULT, *KINDS, "all"))
    with_peers = [
        one
        for wanted in asked(SEED, 12, is_whole=False)
        if (one := found_of(wanted, has_peers=True))
    ]
    assert "csv module" in as_peer_table(with_peers)
    assert any(one.peers["pandas"] == "damaged" for one in with_peers if one.peers)


def test_a_damaged_file_misses_the_goal() -> None:
    found = next(one for one in sample() if one.kind == "cut")
    bad = Found(**(found.as_dict() | {"outcome": "damaged in silence"}))  # type: ignore[arg-type]
    assert is_met([found])
    assert not is_met([found, bad])
