"""What a kind of entry is: its documents as values, its keys, who enters it, its words."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Generic, TypeVar

from yamato_dx import i18n
from yamato_dx.plan.model.types import Plan
from yamato_dx.plan_keys import in_plan

# What a row of the ledger's table `entry` holds, as JSON.
Document = Mapping[str, Any]
V = TypeVar("V")
SEPARATOR: Final = ":"


@dataclass(frozen=True, eq=False)
class EntryContext:
    """What the words of an entry are made of: `plan` as its text has it, `sections` names by id,
    `subjects` what a section can own, in words, by the key of its owner."""

    plan: Plan
    lang: str
    sections: Mapping[str, str]
    subjects: Mapping[str | None, str]

    def say(self, message_id: str, **values: object) -> str:
        return i18n.text(message_id, self.lang, **values)

    def joined(self, *words: object) -> str:
        """In one line; a sentence that others follow loses its full stop."""
        told = [str(word) for word in words if word]
        return self.say("frame.list").join((*(word.rstrip("。") for word in told[:-1]), *told[-1:]))


@dataclass(frozen=True, eq=False)
class History:
    """The acts of the ledger that entered things of a kind, and how its moments call them.

    `act`: what a save is in the ledger. `message_id`: of that act; it may name {title}.
    `taken_back`: of one that took a thing away, where that is told apart. `earlier`: message by
    act, of acts of earlier releases. `title`: what the key of an act is called by the plan's
    versions (oldest first), in a language.
    """

    act: str
    message_id: str
    taken_back: str | None = None
    earlier: Mapping[str, str] = field(default_factory=dict)
    title: Callable[[Sequence[Plan], str, str], str] = lambda _plans, key, _lang: key


@dataclass(frozen=True, eq=False)
class EntryKind(Generic[V]):
    """`name`: as the rows of the ledger have it. `act`: whose right it takes to write it
    (`acts.permissions`). `parts`: of its key, in their order.

    `read`: key and document → value; a field that an earlier release did not write reads as
    empty. `write`: value → document. `called`: the thing under a key, with its value where one
    is or was said. `words`: what is said under a key. `history` None: it comes in a report alone,
    and the report is what is told. `is_of_plan`: whether the thing under a key is of one plan, or
    the municipality's whatever its plans are.
    """

    name: str
    act: str
    parts: tuple[str, ...]
    read: Callable[[str, Document], V]
    write: Callable[[V], Document]
    called: Callable[[EntryContext, str, V | None], str]
    words: Callable[[EntryContext, str, V], str]
    history: History | None
    is_of_plan: Callable[[str], bool] = lambda _key: True

    def key_in(self, plan_id: str, key: str) -> str:
        """As the ledger has the key: what is of a plan is kept under it."""
        return in_plan(plan_id, key) if self.is_of_plan(key) else key

    def key(self, *parts: str) -> str:
        """The key of these parts; the last may be left out where a thing has no further name."""
        return SEPARATOR.join(parts)

    def parts_of(self, key: str) -> tuple[str, ...]:
        """As many as `parts`; the last «» where the key ends before it."""
        found = key.split(SEPARATOR, len(self.parts) - 1)
        return (*found, *[""] * (len(self.parts) - len(found)))

    def beginning(self, *parts: str) -> str:
        """Of the keys of everything under these first parts."""
        return self.key(*parts, "")

    def value(self, key: str, document: Document | None) -> V | None:
        """None: nothing is said under the key, or it was taken away."""
        return None if document is None else self.read(key, document)

    def json(self, value: V | None) -> str:
        """The one way in which a document is written: equal values are equal text. None takes
        away."""
        if value is None:
            return "null"
        document = dict(self.write(value))
        return json.dumps(document, ensure_ascii=False, sort_keys=True, allow_nan=False)


# What one save brings: kind → key → value, None takes away.
Entered = Mapping[EntryKind[Any], Mapping[str, Any]]
