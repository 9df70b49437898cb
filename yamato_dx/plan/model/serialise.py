"""A plan as one JSON document, and back: what the store keeps."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import Field, fields, is_dataclass
from datetime import date
from typing import Any, Final

from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.plan.model.declared import Declared, ValueKind, fields_of
from yamato_dx.plan.model.earlier_release import as_written_now
from yamato_dx.plan.model.types import ONLY_IF_SAID, Plan


def plan_to_document(plan: Plan) -> str:
    """Canonical JSON: equal plans give equal text, so that its hash can stand for the plan."""
    return json.dumps(
        _encoded(plan), ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    )


def plan_from_document(document: str) -> Plan:
    """The plan that `plan_to_document` was given.

    A field that a document of an earlier release does not have is left out (None or
    empty), but for what candidates set; one that this release does not know is passed over.
    """
    plan = _record(as_written_now(json.loads(document)), Plan)
    assert isinstance(plan, Plan), "a plan document holds a plan"
    return plan


def _encoded(value: Any) -> Any:
    if isinstance(value, FiscalYear):
        return value.start_year
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_encoded(item) for item in value]
    if is_dataclass(value):
        return {field.name: _encoded(getattr(value, field.name)) for field in _said(value)}
    return value


def _said(value: Any) -> Iterator[Field[Any]]:
    for field in fields(value):
        if not (field.metadata == ONLY_IF_SAID and getattr(value, field.name) in (None, ())):
            yield field


def _record(document: Mapping[str, Any], record: type[Any]) -> Any:
    return record(
        **{
            name: _decoded(document[name], declared) if name in document else declared.when_left_out
            for name, declared in fields_of(record).items()
        }
    )


def _decoded(value: Any, declared: Declared) -> Any:
    return None if value is None else _DECODERS[declared.kind](value, declared)


def _list(value: Any, declared: Declared) -> tuple[Any, ...]:
    assert declared.item, "a list declares its items"
    return tuple(_decoded(item, declared.item) for item in value)


def _nested(value: Any, declared: Declared) -> Any:
    assert declared.record, "a record declares its class"
    return _record(value, declared.record)


def _as_it_is(value: Any, _declared: Declared) -> Any:
    return value


_DECODERS: Final[Mapping[ValueKind, Callable[[Any, Declared], Any]]] = {
    "text": _as_it_is,
    "half_width": _as_it_is,
    "integer": _as_it_is,
    "number": lambda value, _declared: float(value),
    "flag": _as_it_is,
    "choice": _as_it_is,
    "month": _as_it_is,
    "moment": _as_it_is,
    "fiscal_year": lambda value, _declared: FiscalYear(value),
    "day": lambda value, _declared: date.fromisoformat(value),
    "month_day": lambda value, _declared: (value[0], value[1]),
    "record": _nested,
    "list": _list,
}
