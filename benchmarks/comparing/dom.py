"""A page as lines of text, without what differs from one visit to the next."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, TypeAlias

# [tag, attributes, children], or a text; as `tree.js` tells it.
Node: TypeAlias = "str | tuple[str, Mapping[str, str], Sequence[Node]]"

# Classes of the framework that carry a hash or a running number, as its styles are made.
MADE_CLASS: Final = re.compile(
    r"(st-emotion-cache-|css-|stAppEmbeddingId-)\S+|st-[a-z0-9]{2}|e[a-z0-9]{6,9}"
)
# Made at random, or counting what was drawn before: an element's id with a digit, or a name as the
# framework's libraries give it to an element or to the buttons of one group.
MADE_ID: Final = re.compile(r"\S*\d\S*|:r\w+:")
MADE_NAME: Final = re.compile(r"react-aria\S+")
# Left empty behind by what was there for a moment.
LATE: Final = frozenset({"class", "style"})
WORD: Final = re.compile(r"[\w:.«»-]+")


def as_lines(tree: Node) -> list[str]:
    """One line for each element and each text, set in by depth. Names of elements that may be made
    while drawing are numbered in their order, wherever they are named."""
    numbers = {name: f"id-{number}" for number, name in enumerate(_made_ids(tree), start=1)}
    return list(_lines(tree, numbers, 0))


def _made_ids(tree: Node) -> dict[str, None]:
    """As an ordered set."""
    found: dict[str, None] = {}
    pending = [tree]
    while pending:
        one = pending.pop()
        if isinstance(one, str):
            continue
        for attribute, made in (("id", MADE_ID), ("name", MADE_NAME)):
            name = one[1].get(attribute, "")
            if made.fullmatch(name):
                found[name] = None
        pending += reversed(one[2])
    return found


def _lines(node: Node, numbers: Mapping[str, str], depth: int) -> Iterator[str]:
    indent = " " * depth
    if isinstance(node, str):
        words = " ".join(node.split())
        if words:
            yield f"{indent}{words}"
        return
    tag, attributes, children = node
    shown = {name: _mapped(name, value, numbers) for name, value in sorted(attributes.items())}
    told = "".join(
        f' {name}="{value}"' for name, value in shown.items() if name not in LATE or value
    )
    yield f"{indent}<{tag}{told}>"
    for child in children:
        yield from _lines(child, numbers, depth + 1)


def _mapped(name: str, value: str, numbers: Mapping[str, str]) -> str:
    if name == "class":
        return " ".join(sorted(one for one in value.split() if not MADE_CLASS.fullmatch(one)))
    named = WORD.sub(lambda found: numbers.get(found.group(), found.group()), value)
    return " ".join(named.split())
