"""What people decided or published, from `data/` into the record, at each start."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from yamato_dx.acts.permissions import Act, require
from yamato_dx.plan_keys import in_plan
from yamato_dx.store import ledger
from yamato_dx.store.promise.actor import PROGRAM, Actor
from yamato_dx.store.reads.past import PLANS
from yamato_dx.store.record import Record

BENCHMARKS: Final = "benchmark"
POPULATION: Final = "population"


def load_plans(
    record: Record, plan_id: str, documents: Mapping[str, str], actor: Actor = PROGRAM
) -> tuple[str, ...]:
    """Record the document of each of the plan's versions (version → canonical JSON); the versions
    that differed from their last load."""
    require(record, actor, Act.LOAD_DATA)
    return tuple(
        version
        for version, document in documents.items()
        if ledger.load_dataset(record, plan_kind(plan_id, version), document, actor)
    )


def plan_kind(plan_id: str, version: str) -> str:
    """The kind of data set that this version of a plan is."""
    return in_plan(plan_id, f"{PLANS}{version}")


def load_benchmarks(record: Record, csv_text: str, actor: Actor = PROGRAM) -> bool:
    """Record the published figures; whether they differed from their last load."""
    require(record, actor, Act.LOAD_DATA)
    return ledger.load_dataset(record, BENCHMARKS, csv_text, actor)


def load_population(record: Record, document: str, actor: Actor = PROGRAM) -> bool:
    """Record the published population figures; whether they differed from their last load."""
    require(record, actor, Act.LOAD_DATA)
    return ledger.load_dataset(record, POPULATION, document, actor)


def mark_sample(record: Record, actor: Actor = PROGRAM) -> bool:
    """Mark an empty record as 見本データ, for good; whether it was not yet. Raises Refused where
    it holds reports that came before the mark."""
    require(record, actor, Act.LOAD_DATA)
    return ledger.mark_sample(record, actor)
