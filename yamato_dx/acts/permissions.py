"""Who may do what: one table, which every act asks with its actor before it does anything else.

What has no row, and a role that has no place in a row, may not.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from functools import partial
from types import MappingProxyType
from typing import Final

from yamato_dx.entries.kind import Entered
from yamato_dx.errors import Refused
from yamato_dx.i18n import text
from yamato_dx.queries.rights.subjects import Subject, of_entries
from yamato_dx.store.promise.actor import Actor, ActorRole
from yamato_dx.store.record import Record


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
    WRITE_CARD = "write_card"
    LINK_PRINCIPLES = "link_principles"
    LIST_COMPONENTS = "list_components"
    ENTER = "enter"
    REMEMBER_READING = "remember_reading"
    KEEP_DRAFT = "keep_draft"
    READ_DRAFT = "read_draft"
    READ_FILE = "read_file"
    BACK_UP = "back_up"
    RESTORE = "restore"
    SEE_RESULTS = "see_results"
    SEE_DESK = "see_desk"
    SEE_REPORTS = "see_reports"
    SEE_PROGRESS = "see_progress"
    SEE_REGISTERS = "see_registers"
    READ_REPORT = "read_report"
    EXPORT = "export"
    GIVE_LINK = "give_link"
    MANAGE_ACCOUNTS = "manage_accounts"
    READ_AUDIT = "read_audit"
    REMOVE_BYTES = "remove_bytes"
    READ_STATUS = "read_status"
    MOVE = "move"


# What an act is about, asked for only where the right to it hangs on that.
Regarding = Callable[[], Subject]
# How far a role's right to an act reaches.
Reach = Callable[[Actor, Regarding], bool]


def anything(_actor: Actor, _about: Regarding) -> bool:
    return True


def from_the_same_machine(actor: Actor, about: Regarding) -> bool:
    """An address that nobody knows is like no other."""
    return actor.address is not None and actor.address == about().address


def of_own_sections(actor: Actor, about: Regarding) -> bool:
    """All of it is of the account's sections; by a link also of the round that it was given for,
    which is open."""
    subject, own = about(), set(actor.sections)
    is_own = bool(subject.answering) and all(own & each for each in subject.answering)
    return is_own and actor.round_key in {None, *subject.rounds}


def by_account(actor: Actor, _about: Regarding) -> bool:
    """A link opens one report and nothing beside it."""
    return actor.round_key is None


def of_own_account(actor: Actor, about: Regarding) -> bool:
    return by_account(actor, about) and of_own_sections(actor, about)


_SERVER: Final[Mapping[ActorRole, Reach]] = {ActorRole.TRUSTED: anything}
_START: Final[Mapping[ActorRole, Reach]] = {**_SERVER, ActorRole.PROGRAM: anything}
_VISITOR: Final[Mapping[ActorRole, Reach]] = {ActorRole.VISITOR: anything}
_ADMINISTRATOR: Final[Mapping[ActorRole, Reach]] = {
    **_SERVER,
    ActorRole.ADMINISTRATOR: anything,
}
# Whoever runs it may what 事務局 may: in a small town they are one person.
_OFFICE: Final[Mapping[ActorRole, Reach]] = {**_ADMINISTRATOR, ActorRole.OFFICE: anything}
_OFFICE_OR_START: Final[Mapping[ActorRole, Reach]] = {**_OFFICE, **_START}
_OFFICE_OR_VISITOR: Final[Mapping[ActorRole, Reach]] = {**_OFFICE, **_VISITOR}
# Each of what is its own.
_SECTION: Final[Mapping[ActorRole, Reach]] = {
    **_OFFICE_OR_VISITOR,
    ActorRole.SECTION: of_own_sections,
}
_SECTION_BY_ACCOUNT: Final[Mapping[ActorRole, Reach]] = {
    **_OFFICE_OR_VISITOR,
    ActorRole.SECTION: of_own_account,
}
_SECTION_ANYTHING: Final[Mapping[ActorRole, Reach]] = {
    **_OFFICE_OR_VISITOR,
    ActorRole.SECTION: anything,
}
_READER: Final[Mapping[ActorRole, Reach]] = {
    **_OFFICE_OR_VISITOR,
    ActorRole.SECTION: by_account,
    ActorRole.READER: anything,
}
# The program fills the sample's record with reports and with what people say of them.
_PROGRAM: Final[Mapping[ActorRole, Reach]] = {ActorRole.PROGRAM: anything}

RIGHTS: Mapping[Act, Mapping[ActorRole, Reach]] = MappingProxyType(
    {
        Act.OPEN: _START,
        Act.LOAD_DATA: _START,
        Act.ACCEPT_LOSS: _ADMINISTRATOR,
        Act.BEGIN_PLAN: _OFFICE,
        Act.LOAD_PLAN: _OFFICE,
        Act.REPORT: {**_SECTION, **_PROGRAM},
        Act.REPORT_POPULATION: _OFFICE_OR_VISITOR,
        Act.WITHDRAW: {**_SECTION, ActorRole.VISITOR: from_the_same_machine},
        Act.CONFIRM: _OFFICE,
        Act.RETURN: _OFFICE,
        Act.DECIDE: _OFFICE_OR_START,
        Act.EXTEND: _OFFICE,
        Act.HOLD_ROUND: _OFFICE,
        Act.COMMENT: {**_SECTION_BY_ACCOUNT, **_PROGRAM},
        Act.ENTER_RESOURCES: {**_SECTION_BY_ACCOUNT, **_PROGRAM},
        Act.NOTE_HAPPENING: _OFFICE_OR_START,
        Act.HOLD_MEETING: _OFFICE_OR_START,
        Act.CLOSE_PLAN: _OFFICE_OR_START,
        Act.PUBLISH: _OFFICE,
        Act.REGISTER: _OFFICE_OR_START,
        Act.SUPPLEMENT: _OFFICE,
        Act.NAME_HOLDERS: _OFFICE,
        Act.WRITE_CARD: {**_OFFICE_OR_START, ActorRole.SECTION: of_own_sections},
        Act.LINK_PRINCIPLES: _OFFICE,
        Act.LIST_COMPONENTS: _OFFICE,
        Act.REMEMBER_READING: _SECTION_ANYTHING,
        Act.KEEP_DRAFT: _SECTION,
        Act.READ_DRAFT: _SECTION,
        Act.READ_FILE: _SECTION,
        Act.BACK_UP: _OFFICE_OR_START,
        Act.RESTORE: _ADMINISTRATOR,
        # The pages: what is looked at, where one reports, what was reported, what is under way,
        # what is registered.
        Act.SEE_RESULTS: _READER,
        Act.SEE_DESK: _SECTION_ANYTHING,
        Act.SEE_REPORTS: {**_OFFICE_OR_VISITOR, ActorRole.SECTION: by_account},
        Act.SEE_PROGRESS: _OFFICE_OR_VISITOR,
        Act.SEE_REGISTERS: _OFFICE_OR_VISITOR,
        Act.READ_REPORT: _SECTION,
        Act.EXPORT: {**_READER, ActorRole.SECTION: anything},
        Act.GIVE_LINK: _OFFICE,
        Act.MANAGE_ACCOUNTS: _ADMINISTRATOR,
        Act.READ_AUDIT: _ADMINISTRATOR,
        Act.REMOVE_BYTES: _ADMINISTRATOR,
        Act.READ_STATUS: _ADMINISTRATOR,
        Act.MOVE: _ADMINISTRATOR,
    }
)


def nothing() -> Subject:
    return Subject()


def refusal(actor: Actor, act: Act, about: Regarding = nothing) -> NotPermitted | None:
    """Why the actor may not do it; None where they may. Leaves no trace."""
    reach = RIGHTS.get(act, {}).get(actor.role)
    if reach is None:
        return NotPermitted(act, actor.role.value)
    if reach(actor, about):
        return None
    if actor.role is ActorRole.VISITOR:
        return NotPermitted(act, "another")
    return NotPermitted(act, "another_section" if actor.round_key is None else "link")


def may(actor: Actor, act: Act, about: Regarding = nothing) -> bool:
    return refusal(actor, act, about) is None


def require(record: Record | None, actor: Actor, act: Act, about: Regarding = nothing) -> None:
    """The one place where a person is refused, which the record's trail is told of. `record` None:
    none is open yet. Raises NotPermitted."""
    refused = refusal(actor, act, about)
    if refused is None:
        return
    if record is not None:
        record.refused(actor, act.value, about().called)
    raise refused


def require_entering(record: Record, actor: Actor, entered: Entered, plan_id: str) -> None:
    """For each kind of what one save brings: what comes in reports alone nobody enters.

    Raises NotPermitted."""
    for kind, values in entered.items():
        act = Act(kind.act) if kind.history else Act.ENTER
        require(record, actor, act, partial(of_entries, record, kind, tuple(values), plan_id))


class NotPermitted(Refused):
    """Who may not do what, and what to do. `ground`: the actor's role; or others of its kind they
    may, but not this one, which is «another» machine's, «another_section»'s, or not what their
    «link» was given for."""

    def __init__(self, act: Act, ground: str) -> None:
        super().__init__(f"rights.refused.{ground}", act=act.value)

    def sentence(self, lang: str) -> str:
        return text(self.message_id, lang, act=text(f"rights.act.{self.values['act']}", lang))
