"""How much of a report is new, changed or unchanged: its values, progress and population."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Final

import pandas as pd

from yamato_dx.store.record import Record

# The kind of entry that a report brings: what is told of work items and commitments.
PROGRESS: Final = "progress"


def counts_of(
    record: Record,
    values: pd.DataFrame,
    progress: Mapping[str, str],
    population: pd.DataFrame | None,
) -> dict[str, int]:
    """row_count, new_count, changed_count and unchanged_count, beside what stands now."""
    counts = (
        _changes_of_values(record, values)
        + _changes_of_progress(record, progress)
        + _changes_of_population(record, population)
    )
    return {
        "row_count": counts.total(),
        **{f"{change}_count": counts[change] for change in ("new", "changed", "unchanged")},
    }


def _changes_of_values(record: Record, values: pd.DataFrame) -> Counter[str]:
    if not len(values):
        return Counter()
    compared = record.compared_values(values)
    # A figure that stands is not changed where its state or a note is.
    return _counted(compared["change"].mask(compared["is_same_value"], "unchanged"))


def _changes_of_progress(record: Record, progress: Mapping[str, str]) -> Counter[str]:
    held = record.documents(PROGRESS) if progress else {}
    return Counter(
        "new" if key not in held else "unchanged" if held[key] == document else "changed"
        for key, document in progress.items()
    )


def _changes_of_population(record: Record, population: pd.DataFrame | None) -> Counter[str]:
    if population is None:
        return Counter()
    return _counted(record.compared_population(population)["change"])


def _counted(changes: pd.Series[str]) -> Counter[str]:
    """Without a Python object per row: a file may have a million."""
    return Counter({str(change): int(count) for change, count in changes.value_counts().items()})
