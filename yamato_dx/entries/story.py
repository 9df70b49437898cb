"""What is entered on 計画の概要: who holds a role, which initiatives serve which principle."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from yamato_dx.entries.kind import Document, EntryContext, EntryKind, History


@dataclass(frozen=True)
class Holder:
    """Who holds a role of the promotion organisation, and of which section; «» is not said."""

    name: str
    section: str


@dataclass(frozen=True)
class PrincipleLink:
    is_linked: bool


def _read_holder(_key: str, document: Document) -> Holder:
    return Holder(str(document.get("name") or ""), str(document.get("section") or ""))


def _role(context: EntryContext, role_id: str, _holder: Holder | None) -> str:
    names = {role.role_id: role.name.in_language(context.lang) for role in context.plan.roles}
    return names.get(role_id, role_id)


def _link(context: EntryContext, key: str, _link: PrincipleLink | None) -> str:
    principle_no, initiative_no = PRINCIPLE_LINK.parts_of(key)
    return context.say("frame.changes.link", principle=principle_no, initiative=initiative_no)


HOLDER: Final = EntryKind(
    name="holder",
    act="name_holders",
    parts=("role_id",),
    read=_read_holder,
    write=lambda holder: {"name": holder.name, "section": holder.section},
    called=_role,
    words=lambda context, _key, holder: context.joined(holder.name, holder.section),
    history=History("holder", "queries.moment.holder"),
)
PRINCIPLE_LINK: Final[EntryKind[PrincipleLink]] = EntryKind(
    name="principle_link",
    act="link_principles",
    parts=("principle_no", "initiative_no"),
    read=lambda _key, document: PrincipleLink(bool(document.get("is_linked"))),
    write=lambda link: {"is_linked": link.is_linked},
    called=_link,
    words=lambda context, _key, _link: context.say("frame.changes.linked"),
    history=History("principle_link", "queries.moment.principle_link"),
)
