"""What others entered by hand since a form was made, in words; and beside it what was typed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, Final

from yamato_dx import i18n
from yamato_dx.plan.model.types import Plan
from yamato_dx.queries.assessed import View
from yamato_dx.queries.kpis import components
from yamato_dx.queries.plan import story as plan_story
from yamato_dx.queries.plan import supplements
from yamato_dx.queries.reports.attachments import subjects
from yamato_dx.queries.town import town_at
from yamato_dx.store.record import Record
from yamato_dx.store.refusals import EntryChange

# Kind of entry and the beginning of the keys that a form shows.
About = tuple[tuple[str, str], ...]
Document = Mapping[str, Any]
Documents = Mapping[str, Mapping[str, Document | None]]


@dataclass(frozen=True)
class Context:
    """What words of a thing are made of. `sections`: names by id."""

    plan: Plan
    sections: Mapping[str, str]
    lang: str

    def say(self, message_id: str, **values: object) -> str:
        return i18n.text(message_id, self.lang, **values)


@lru_cache(maxsize=64)
def changes_since(record: Record, about: About, since: int, until: int) -> tuple[EntryChange, ...]:
    """Of each thing that stands otherwise at revision `until` than at `since`, the last word."""
    if since >= until:
        return ()
    return tuple(
        one
        for kind, beginning in about
        for one in record.entry_changes(kind, since, until)
        if one.entry_key.startswith(beginning)
    )


def news_sentences(
    record: Record, view: View, about: About, since: int, lang: str
) -> tuple[str, ...]:
    """One per thing that others changed since, by `view`."""
    changes = changes_since(record, about, since, view.revision)
    if not changes:
        return ()
    context = _context(record, view, lang, {})
    return tuple(context.say("frame.changes.news", **_said(context, one)) for one in changes)


def conflict_sentences(
    record: Record,
    view: View,
    changes: Sequence[EntryChange],
    documents: Documents,
    lang: str,
) -> tuple[str, ...]:
    """One per thing that another changed: what holds now, and what was typed (`documents`)."""
    context = _context(record, view, lang, documents.get("section", {}))
    return tuple(
        context.say(
            "frame.changes.conflict",
            **_said(context, one),
            mine=_words(context, one.kind, documents[one.kind][one.entry_key]),
        )
        for one in changes
    )


def _context(
    record: Record, view: View, lang: str, typed: Mapping[str, Document | None]
) -> Context:
    named = {
        key: one.name.in_language(lang)
        for key, one in town_at(record, view.revision).sections.items()
    }
    own = {key: str(one["name_ja"]) for key, one in typed.items() if one and key not in named}
    return Context(supplements.version_of(record, view), named | own, lang)


def _said(context: Context, one: EntryChange) -> dict[str, str]:
    return {
        "thing": _thing(context, one),
        "now": _words(context, one.kind, one.document),
        "by": one.actor_name,
        "moment": i18n.moment(one.recorded_at, context.lang),
    }


def _thing(context: Context, change: EntryChange) -> str:
    told = change.document or change.before or {}
    return _KINDS[change.kind].name(context, change.entry_key, told)


def _words(context: Context, kind: str, document: Document | None) -> str:
    if document is None:
        return context.say("frame.changes.nothing")
    return _KINDS[kind].words(context, document)


@dataclass(frozen=True)
class Kind:
    """How things of a kind are called, and what is said of one."""

    name: Callable[[Context, str, Document], str]
    words: Callable[[Context, Document], str]


def _joined(context: Context, *words: object) -> str:
    return context.say("frame.list").join(str(one) for one in words if one)


def _section_name(context: Context, key: str, document: Document) -> str:
    name = str(document.get("name_ja") or context.sections.get(key, key))
    return context.say("frame.changes.section", name=name)


def _section_words(context: Context, document: Document) -> str:
    first, last = (document.get(one) or "" for one in ("valid_from", "valid_to"))
    days = context.say("queries.years.span", first=first, last=last) if first or last else ""
    return _joined(context, document["name_ja"], days)


def _owned_name(context: Context, key: str, _document: Document) -> str:
    return subjects(context.plan, context.lang).get(key, key)


def _owner_words(context: Context, document: Document) -> str:
    section_id, due = str(document["section_id"]), document.get("report_due") or ""
    return _joined(context, context.sections.get(section_id, section_id), due.replace("-", "/"))


def _component_name(context: Context, key: str, document: Document) -> str:
    kpi_id, _, component_id = key.partition(":")
    name = str(document.get("name") or component_id)
    kpi = context.plan.kpi(kpi_id).short_name.in_language(context.lang)
    return context.say("frame.changes.component", kpi=kpi, name=name)


def _component_words(context: Context, document: Document) -> str:
    month = document.get("month")
    return _joined(
        context,
        document["name"],
        components.status_words(str(document["status"]), context.lang),
        i18n.month(date.fromisoformat(f"{month}-01"), context.lang) if month else "",
        document.get("note"),
    )


def _role_name(context: Context, key: str, _document: Document) -> str:
    names = {one.role_id: one.name.in_language(context.lang) for one in context.plan.roles}
    return names.get(key, key)


def _link_name(context: Context, key: str, _document: Document) -> str:
    principle_no, _, initiative_no = key.partition(":")
    return context.say("frame.changes.link", principle=principle_no, initiative=initiative_no)


def _supplement_name(context: Context, key: str, document: Document) -> str:
    return supplements.thing_name(context.plan, key, document, context.lang)


_KINDS: Final[Mapping[str, Kind]] = {
    "section": Kind(_section_name, _section_words),
    "owner": Kind(_owned_name, _owner_words),
    components.KIND: Kind(_component_name, _component_words),
    "holder": Kind(
        _role_name,
        lambda context, document: _joined(context, document.get("name"), document.get("section")),
    ),
    plan_story.LINKS: Kind(_link_name, lambda context, *_: context.say("frame.changes.linked")),
    supplements.KIND: Kind(
        _supplement_name,
        lambda context, document: supplements.thing_words(
            document, supplements.year_labels(context.plan, context.lang), context.lang
        ),
    ),
}
