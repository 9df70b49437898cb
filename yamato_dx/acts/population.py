"""人口の登録: the municipality's own 住民基本台帳 figures, received like a report."""

from __future__ import annotations

from hashlib import sha256

import pandas as pd

from yamato_dx.acts.permissions import Act, require
from yamato_dx.acts.report import Receipt
from yamato_dx.errors import Refused
from yamato_dx.store import receiving
from yamato_dx.store.promise import frames
from yamato_dx.store.promise.actor import Actor
from yamato_dx.store.record import Record


def send_population(
    record: Record,
    *,
    data: bytes | None,
    file_name: str | None,
    rows: pd.DataFrame,
    actor: Actor,
    previewed_at: int,
    note: str | None = None,
) -> Receipt:
    """Receive figures whole, in one transaction: municipality_code, counted_on, series, vintage
    (may be missing), sex, age_group, population.

    The same bytes again, while that report stands and its figures hold, add nothing. Raises
    NotPermitted, Stale where a figure changed since `previewed_at`, Refused where that is not there
    yet, or there is no figure.
    """
    require(record, actor, Act.REPORT_POPULATION)
    if not len(rows):
        raise Refused("store.nothing_to_store")
    duplicate = _standing_duplicate(record, data) if data is not None else None
    if duplicate:
        return Receipt(duplicate, record.head(), duplicate_of=duplicate)
    report = receiving.NewReport(
        frames.no_values(),
        actor,
        data,
        file_name,
        note,
        population=rows,
        kind="typed" if data is None else "file",
    )
    received = receiving.receive(record, report, expected_revision=previewed_at)
    return Receipt(received.batch_id, received.revision)


def _standing_duplicate(record: Record, data: bytes) -> str | None:
    reports = record.reports_of_file(sha256(data).hexdigest())
    return next((batch_id for batch_id in reports if _holds(record, batch_id)), None)


def _holds(record: Record, batch_id: str) -> bool:
    rows = record.population_of_batch(batch_id)
    compared = record.compared_population(rows[list(frames.POPULATION)])
    return len(rows) > 0 and bool((compared["change"] == "unchanged").all())
