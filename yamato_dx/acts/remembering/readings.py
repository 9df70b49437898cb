"""ファイルの読み方: kept with a report that used it, and forgotten."""

from __future__ import annotations

from collections.abc import Mapping

from yamato_dx.acts.entering import enter
from yamato_dx.entries.readings import READING, KeptReading
from yamato_dx.store.promise.actor import Actor
from yamato_dx.store.record import Record

_NO_PLAN = ""


def remember_readings(record: Record, readings: Mapping[str, KeptReading], *, actor: Actor) -> int:
    """By their keys. Returns the revision. Raises NotPermitted."""
    return enter(record, READING, readings, actor, plan_id=_NO_PLAN)


def forget_readings(record: Record, keys: tuple[str, ...], *, actor: Actor) -> int:
    """Files of these forms are read as any other from now on. Returns the revision. Raises
    NotPermitted."""
    return enter(record, READING, dict.fromkeys(keys), actor, plan_id=_NO_PLAN)
