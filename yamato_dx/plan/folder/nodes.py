"""A YAML file as nodes with line numbers; nothing in it is converted or constructed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

import yaml

from yamato_dx.plan.model.fault import PlanFault

MAX_BYTES: Final = 2 * 1024 * 1024
MAX_DEPTH: Final = 20

# The C reader is ten times faster; where the package was built without it, the other serves.
_LOADER: Final[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
CONTROL: Final = re.compile(r"[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_OPENING: Final = (yaml.MappingStartEvent, yaml.SequenceStartEvent)
_CLOSING: Final = (yaml.MappingEndEvent, yaml.SequenceEndEvent)


class Unreadable(Exception):
    """The file as a whole cannot be read; stays inside this room."""

    def __init__(self, line: int | None, code: str, **values: object) -> None:
        super().__init__(code)
        self.line, self.code, self.values = line, code, values


def read_root(path: Path, file: str) -> yaml.MappingNode | PlanFault:
    """The top mapping of a YAML file, or the one fault that forbids reading it at all."""
    try:
        return _root(read_text(path))
    except Unreadable as problem:
        return PlanFault(file, problem.line, problem.code, problem.values)


def line_of(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1


def entries(mapping: yaml.MappingNode) -> Iterator[tuple[str, yaml.Node, yaml.Node]]:
    """Key text, key node and value node of each entry, in the order of the file."""
    for key, value in mapping.value:
        yield (key.value if isinstance(key, yaml.ScalarNode) else "?"), key, value


def is_left_empty(node: yaml.Node) -> bool:
    """True for `key:` with nothing behind it, `null` and `~`, but not for quoted text."""
    if not isinstance(node, yaml.ScalarNode):
        return False
    # A plain scalar has style None from one reader and "" from the other.
    return not node.style and node.value in ("", "~", "null")


def read_text(path: Path) -> str:
    """The text of a UTF-8 file, with or without BOM. Raises `Unreadable`."""
    try:
        content = path.read_bytes()[: MAX_BYTES + 1]
    except OSError as error:
        raise Unreadable(None, "unreadable_file") from error
    if len(content) > MAX_BYTES:
        raise Unreadable(None, "too_large", megabytes=MAX_BYTES // 1024 // 1024)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable(content.count(b"\n", 0, error.start) + 1, "not_utf8") from error
    control = CONTROL.search(text)
    if control:
        code_point = f"U+{ord(control.group()):04X}"
        line = text.count("\n", 0, control.start()) + 1
        raise Unreadable(line, "control_character", code_point=code_point)
    return text


def _root(text: str) -> yaml.MappingNode:
    try:
        _refuse_what_grows(text)
        root = yaml.compose(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        raise _syntax(text, error) from error
    if root is None or is_left_empty(root):
        raise Unreadable(1, "empty_file")
    if not isinstance(root, yaml.MappingNode):
        raise Unreadable(line_of(root), "not_a_mapping")
    return root


def _refuse_what_grows(text: str) -> None:
    """Stop at aliases, depth and further documents before any node of them is built."""
    depth = documents = 0
    for event in yaml.parse(text, Loader=_LOADER):
        depth += isinstance(event, _OPENING) - isinstance(event, _CLOSING)
        documents += isinstance(event, yaml.DocumentStartEvent)
        for is_refused, code in (
            (depth > MAX_DEPTH, "too_deep"),
            (documents > 1, "several_documents"),
            (getattr(event, "anchor", None) is not None, "alias"),
            (getattr(event, "tag", None) is not None, "tag"),
        ):
            if is_refused:
                mark = event.start_mark
                raise Unreadable(None if mark is None else mark.line + 1, code)


_ERROR_CODES: Final[tuple[tuple[Callable[[str], bool], str], ...]] = (
    (lambda rest: rest.startswith("\t"), "tab_indent"),
    (lambda _rest: True, "bad_syntax"),
)


def _syntax(text: str, error: yaml.MarkedYAMLError) -> Unreadable:
    mark = error.problem_mark or error.context_mark
    if mark is None:
        return Unreadable(None, "bad_syntax")
    line = text.splitlines()[mark.line : mark.line + 1]
    rest = line[0][mark.column :] if line else ""
    code = next(code for applies, code in _ERROR_CODES if applies(rest))
    return Unreadable(mark.line + 1, code)
