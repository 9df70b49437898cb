"""What the plan's dataclasses declare about their fields, for every reader and writer of them."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, is_dataclass, replace
from datetime import date
from functools import cache
from types import NoneType, UnionType
from typing import Any, Final, Literal, Union, cast, get_args, get_origin, get_type_hints

from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.plan.model.types import HalfWidth, Moment, Month

ValueKind = Literal[
    "text",
    "half_width",
    "integer",
    "number",
    "flag",
    "fiscal_year",
    "day",
    "month",
    "moment",
    "month_day",
    "choice",
    "record",
    "list",
]

_SIMPLE: Final[Mapping[Any, ValueKind]] = {
    str: "text",
    int: "integer",
    float: "number",
    bool: "flag",
    FiscalYear: "fiscal_year",
    date: "day",
    HalfWidth: "half_width",
    Month: "month",
    Moment: "moment",
    tuple[int, int]: "month_day",
}


@dataclass(frozen=True)
class Declared:
    """The declared form of one field. `item` of a list, `record` class, `choices` of a Literal."""

    kind: ValueKind
    is_optional: bool = False
    item: Declared | None = None
    record: type[Any] | None = None
    choices: tuple[str, ...] = ()

    @property
    def may_be_left_out(self) -> bool:
        return self.is_optional or self.kind == "list"

    @property
    def when_left_out(self) -> tuple[()] | None:
        return () if self.kind == "list" else None


def fields_of(record: type[Any]) -> Mapping[str, Declared]:
    """Field name → declared form, in the order of the dataclass."""
    return _fields_of(cast("Hashable", record))


@cache
def _fields_of(record: Hashable) -> Mapping[str, Declared]:
    hints = get_type_hints(record, include_extras=True)
    return {name: _declared(hint) for name, hint in hints.items()}


def _declared(hint: Any) -> Declared:
    if hint in _SIMPLE:
        return Declared(_SIMPLE[hint])
    if is_dataclass(hint) and isinstance(hint, type):
        return Declared("record", record=hint)
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        inner = _declared(next(argument for argument in arguments if argument is not NoneType))
        return replace(inner, is_optional=True)
    if origin is Literal:
        return Declared("choice", choices=arguments)
    assert origin is tuple, f"the plan's types hold {hint}, which nothing here can read"
    return Declared("list", item=_declared(arguments[0]))
