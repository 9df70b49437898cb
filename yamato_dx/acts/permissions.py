"""Who may do what: one table, which every act asks with its actor before it does anything else.

What has no row, and a role that has no place in a row, may not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final

from yamato_dx.entries.kind import EntryKind
from yamato_dx.errors import Refused
from yamato_dx.i18n import text
from yamato_dx.store.promise.actor import Actor, ActorRole


class Act(StrEnum):
    """What is done, or read of what is not public; `rights.act.<value>` is its name."""

    OPEN = "open"
    LOAD_DATA = "load_data"
    ACCEPT_LOSS = "accept_loss"
    BEGIN_PLAN = "begin_plan"
    LOAD_PLAN = "load_plan"
    REPORT = "report"
    REPORT_POPULATION = "report_population"
    WITHDRAW = "withdraw"
    CONFIRM = "confirm"
    RETURN = "return"
    DECIDE = "decide"
    EXTEND = "extend"
    HOLD_ROUND = "hold_round"
    COMMENT = "comment"
    ENTER_RESOURCES = "enter_resources"
    NOTE_HAPPENING = "note_happening"
    HOLD_MEETING = "hold_meeting"
    CLOSE_PLAN = "close_plan"
    PUBLISH = "publish"
    REGISTER = "register"
    SUPPLEMENT = "supplement"
    NAME_HOLDERS = "name_holders"
    LINK_PRINCIPLES = "link_principles"
    LIST_COMPONENTS = "list_components"
    ENTER = "enter"
    REMEMBER_READING = "remember_reading"
    KEEP_DRAFT = "keep_draft"
    READ_DRAFT = "read_draft"
    READ_FILE = "read_file"
    BACK_UP = "back_up"
    RESTORE = "restore"


@dataclass(frozen=True)
class Subject:
    """What an act is about, as far as a right hangs on it. `address`: the machine that it came
    from, None where none is kept."""

    address: str | None = None


# How far a role's right to an act reaches.
Reach = Callable[[Actor, Subject], bool]


def anything(_actor: Actor, _subject: Subject) -> bool:
    return True


def from_the_same_machine(actor: Actor, subject: Subject) -> bool:
    """An address that nobody knows is like no other."""
    return actor.address is not None and actor.address == subject.address


_SERVER: Final[Mapping[ActorRole, Reach]] = {ActorRole.TRUSTED: anything}
_START: Final[Mapping[ActorRole, Reach]] = {**_SERVER, ActorRole.PROGRAM: anything}
_NETWORK: Final[Mapping[ActorRole, Reach]] = {**_SERVER, ActorRole.VISITOR: anything}
# The program fills the sample's record with reports and with what people say of them.
_NETWORK_OR_SAMPLE: Final[Mapping[ActorRole, Reach]] = {**_START, **_NETWORK}

RIGHTS: Mapping[Act, Mapping[ActorRole, Reach]] = MappingProxyType(
    {
        Act.OPEN: _START,
        Act.LOAD_DATA: _START,
        Act.ACCEPT_LOSS: _SERVER,
        Act.BEGIN_PLAN: _SERVER,
        Act.LOAD_PLAN: _SERVER,
        Act.REPORT: _NETWORK_OR_SAMPLE,
        Act.REPORT_POPULATION: _NETWORK,
        Act.WITHDRAW: {**_SERVER, ActorRole.VISITOR: from_the_same_machine},
        Act.CONFIRM: _SERVER,
        Act.RETURN: _SERVER,
        Act.DECIDE: _START,
        Act.EXTEND: _SERVER,
        Act.HOLD_ROUND: _SERVER,
        Act.COMMENT: _NETWORK_OR_SAMPLE,
        Act.ENTER_RESOURCES: _NETWORK_OR_SAMPLE,
        Act.NOTE_HAPPENING: _START,
        Act.HOLD_MEETING: _START,
        Act.CLOSE_PLAN: _START,
        Act.PUBLISH: _SERVER,
        Act.REGISTER: _START,
        Act.SUPPLEMENT: _SERVER,
        Act.NAME_HOLDERS: _SERVER,
        Act.LINK_PRINCIPLES: _SERVER,
        Act.LIST_COMPONENTS: _SERVER,
        Act.REMEMBER_READING: _NETWORK,
        Act.KEEP_DRAFT: _NETWORK,
        Act.READ_DRAFT: _NETWORK,
        Act.READ_FILE: _NETWORK,
        Act.BACK_UP: _START,
        Act.RESTORE: _SERVER,
    }
)

NOBODYS: Final = Subject()


def may(actor: Actor, act: Act, subject: Subject = NOBODYS) -> bool:
    reach = RIGHTS.get(act, {}).get(actor.role)
    return reach is not None and reach(actor, subject)


def require(actor: Actor, act: Act, subject: Subject = NOBODYS) -> None:
    """Raises NotPermitted."""
    if not may(actor, act, subject):
        is_of_another = actor.role in RIGHTS.get(act, {})
        raise NotPermitted(act, "another" if is_of_another else actor.role.value)


def require_entering(actor: Actor, kinds: Iterable[EntryKind[Any]]) -> None:
    """For each kind of what one save brings: what comes in reports alone nobody enters.

    Raises NotPermitted."""
    for kind in kinds:
        require(actor, Act(kind.act) if kind.history else Act.ENTER)


class NotPermitted(Refused):
    """Who may not do what, and what to do. `ground`: the actor's role, or «another»: others of its
    kind it may, but not this one."""

    def __init__(self, act: Act, ground: str) -> None:
        super().__init__(f"rights.refused.{ground}", act=act.value)

    def sentence(self, lang: str) -> str:
        return text(self.message_id, lang, act=text(f"rights.act.{self.values['act']}", lang))
