"""Documents of values whose fields say by their types how they are written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from functools import cache
from types import UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from yamato_dx.entries.kind import Document
from yamato_dx.fiscal_year import FiscalYear

V = TypeVar("V")


def write(value: Any) -> Document:
    """The document of a dataclass: its fields by name, days as ISO 8601, fiscal years by the year
    in which they begin."""
    return {field.name: _written(getattr(value, field.name)) for field in fields(value)}


def reader(of: type[V]) -> Callable[[str, Document], V]:
    """Of documents that `write` made: a field that an earlier release did not write has its
    default. Raises KeyError where it has none."""

    def read(_key: str, document: Document) -> V:
        value: V = _value(of, document)
        return value

    return read


def _value(of: Any, document: Mapping[str, Any]) -> Any:
    types = _types(of)
    found = {}
    for field in fields(of):
        has_default = field.default is not MISSING or field.default_factory is not MISSING
        if field.name in document or not has_default:
            found[field.name] = _read(types[field.name], document[field.name])
    return of(**found)


@cache
def _types(of: Any) -> dict[str, Any]:
    return get_type_hints(of)


def _written(value: Any) -> Any:
    if isinstance(value, FiscalYear):
        return value.start_year
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_written(part) for part in value]
    return write(value) if is_dataclass(value) else value


def _read(kind: Any, written: Any) -> Any:
    if get_origin(kind) in (Union, UnionType):
        kind, _ = get_args(kind)
        return None if written is None else _read(kind, written)
    if get_origin(kind) is tuple:
        return tuple(_read(get_args(kind)[0], part) for part in written)
    if kind is FiscalYear:
        return FiscalYear(int(written))
    if kind is date:
        return date.fromisoformat(written)
    return _value(kind, written) if is_dataclass(kind) else written
