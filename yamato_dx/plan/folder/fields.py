"""YAML nodes → the plan's dataclasses, by their declared fields."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from yamato_dx.plan.checks.partial_reading import PartialReading, ValuePath
from yamato_dx.plan.folder.nodes import entries, is_left_empty, line_of
from yamato_dx.plan.model.declared import Declared, fields_of
from yamato_dx.plan.model.fault import PlanFault, quoted
from yamato_dx.plan.model.scalars import SCALARS
from yamato_dx.plan.model.types import Text


@dataclass(frozen=True)
class FieldReader:
    """Reads the nodes of one file into `draft`. What has a fault is None and marked as unread."""

    file: str
    draft: PartialReading

    def entries(
        self, node: yaml.MappingNode, declared: Mapping[str, Declared], place: ValuePath
    ) -> dict[str, Any]:
        """The declared entries of a mapping; duplicate, unknown and missing keys are faults."""
        found: dict[str, yaml.Node] = {}
        for name, key, value in entries(node):
            if name in found:
                self._fault(key, "duplicate_key", key=name)
            elif name not in declared:
                self._stray(key, name, declared, place)
            else:
                found[name] = value
        return {
            name: self._entry(name, form, node, place, value=found.get(name))
            for name, form in declared.items()
        }

    def _stray(
        self, key: yaml.Node, name: str, declared: Mapping[str, Declared], place: ValuePath
    ) -> None:
        """An entry that belongs into a group of this one, or nowhere."""
        group = next((group for group, form in declared.items() if name in _entries_of(form)), None)
        if group is None:
            self._fault(key, "unknown_key", key=quoted(name), keys=", ".join(declared))
        else:
            self._unread((*place, group), key, "key_misplaced", key=name, group=group)

    def _entry(
        self,
        name: str,
        form: Declared,
        node: yaml.Node,
        place: ValuePath,
        *,
        value: yaml.Node | None,
    ) -> Any:
        own_place = (*place, name)
        self.draft.lines[own_place] = (self.file, line_of(node if value is None else value))
        if value is not None and not is_left_empty(value):
            return self._value(value, form, own_place)
        if form.may_be_left_out:
            return form.when_left_out
        code = "missing_key" if value is None else "empty_value"
        return self._unread(own_place, node if value is None else value, code, key=name)

    def _value(self, node: yaml.Node, form: Declared, place: ValuePath) -> Any:
        self.draft.lines[place] = (self.file, line_of(node))
        if form.kind == "list":
            return self._list(node, form, place)
        if form.kind == "record":
            return self._record(node, form, place)
        return self._scalar(node, form, place)

    def _list(self, node: yaml.Node, form: Declared, place: ValuePath) -> tuple[Any, ...]:
        if not isinstance(node, yaml.SequenceNode):
            self._unread(place, node, "expected_list", key=_name(place))
            return ()
        assert form.item, "a list declares its items"
        values: list[Any] = []
        for item in node.value:
            # The place counts what was kept, so that it finds the same item in the plan.
            value = self._value(item, form.item, (*place, len(values)))
            if value is None:
                self.draft.unread.discard((*place, len(values)))
                self.draft.unread.add((*place, "item"))
            else:
                values.append(value)
        return tuple(values)

    def _record(self, node: yaml.Node, form: Declared, place: ValuePath) -> Any:
        assert form.record, "a record declares its class"
        if form.record is Text and isinstance(node, yaml.ScalarNode):
            # A municipality that writes no English: the same words in both languages.
            words = self._scalar(node, Declared("text"), place)
            return words and Text(words, words)
        if not isinstance(node, yaml.MappingNode):
            return self._unread(place, node, "expected_mapping", key=_name(place))
        return form.record(**self.entries(node, fields_of(form.record), place))

    def _scalar(self, node: yaml.Node, form: Declared, place: ValuePath) -> Any:
        if not isinstance(node, yaml.ScalarNode):
            return self._unread(place, node, "expected_value", key=_name(place))
        raw = node.value.strip()
        if not raw or is_left_empty(node):
            return self._unread(place, node, "empty_value", key=_name(place))
        code, convert = SCALARS[form.kind]
        try:
            value = convert(raw, form)
        except ValueError:
            values = {"raw": quoted(raw), "key": _name(place), "choices": ", ".join(form.choices)}
            return self._unread(place, node, code, **values)
        if form.kind == "number":
            self.draft.keep_unit(place, raw)
        return value

    def _fault(self, node: yaml.Node, code: str, **values: object) -> None:
        self.draft.faults.append(PlanFault(self.file, line_of(node), code, values))

    def _unread(self, place: ValuePath, node: yaml.Node, code: str, **values: object) -> None:
        self.draft.unread.add(place)
        self._fault(node, code, **values)


def _entries_of(form: Declared) -> Mapping[str, Declared]:
    is_group = form.kind == "record" and form.record is not Text
    return fields_of(form.record) if is_group and form.record else {}


def _name(place: ValuePath) -> str:
    return next(str(part) for part in reversed(place) if isinstance(part, str))
