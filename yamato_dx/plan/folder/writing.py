"""A plan → the YAML files of its version folder, as `reading` takes them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import yaml

from yamato_dx.plan.folder.reading import FILES, PLAN_FILE
from yamato_dx.plan.model.declared import Declared, fields_of
from yamato_dx.plan.model.scalars import written
from yamato_dx.plan.model.types import Plan, Text


class _Plain(str):
    """A number, day, year or code: written without quotation marks."""

    __slots__ = ()


class _Dumper(yaml.SafeDumper):
    """Plain values stay plain, texts are quoted where YAML would take them for something else."""


def _plain_node(dumper: yaml.SafeDumper, value: _Plain) -> yaml.Node:
    tag = dumper.resolve(yaml.ScalarNode, str(value), (True, False))  # type: ignore[no-untyped-call]
    return dumper.represent_scalar(tag, str(value))


_Dumper.add_representer(_Plain, _plain_node)


def plan_files(plan: Plan) -> dict[str, str]:
    """File name → content. What the plan does not say is left out, and a file without anything."""
    elsewhere = {name for names in FILES.values() for name in names}
    own = tuple(name for name in fields_of(Plan) if name not in elsewhere)
    contents = {
        file: _fields(plan, names) for file, names in ({PLAN_FILE: own} | dict(FILES)).items()
    }
    return {file: _yaml(content) for file, content in contents.items() if content}


def _fields(record: Any, names: tuple[str, ...] | None = None) -> dict[str, Any]:
    values = {
        name: _value(getattr(record, name), form)
        for name, form in fields_of(type(record)).items()
        if names is None or name in names
    }
    return {name: value for name, value in values.items() if value not in (None, [])}


def _value(value: Any, form: Declared) -> Any:
    if value is None:
        return None
    if form.kind == "list":
        assert form.item, "a list declares its items"
        return [_value(item, form.item) for item in value]
    if isinstance(value, Text):
        return value.ja if value.ja == value.en else {"ja": value.ja, "en": value.en}
    if form.kind == "record":
        return _fields(value)
    return str(value) if form.kind in ("text", "half_width") else _Plain(written(value, form))


def _yaml(content: Mapping[str, Any]) -> str:
    return yaml.dump(content, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10**6)
