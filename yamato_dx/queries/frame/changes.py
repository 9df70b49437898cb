"""What others entered by hand since a form was made, in words; and beside it what was typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from yamato_dx import i18n
from yamato_dx.entries.kind import Entered, EntryContext
from yamato_dx.entries.kinds.table import KINDS
from yamato_dx.entries.sections import SECTION, Section
from yamato_dx.kept_answers import kept
from yamato_dx.plan_keys import parted
from yamato_dx.queries.assessed import View, plan_at
from yamato_dx.queries.plan.supplements import version_of
from yamato_dx.queries.reports.attachments import subjects
from yamato_dx.queries.reports.owned import owned_things
from yamato_dx.queries.town import town_at
from yamato_dx.store.promise.refusals import EntryChange
from yamato_dx.store.record import Record

# Kind of entry, by name, and the beginning of the keys that a form shows.
About = tuple[tuple[str, str], ...]
NOTHING_TYPED: Final[Mapping[str, Section | None]] = {}


@kept(64)
def changes_since(
    record: Record, about: About, plan_id: str, *, since: int, until: int
) -> tuple[EntryChange, ...]:
    """Of each thing of that plan, or of none, that stands otherwise at revision `until` than at
    `since`, the last word."""
    if since >= until:
        return ()
    return tuple(
        change
        for kind, beginning in about
        for change in record.entry_changes(kind, since, until)
        for of, key in [parted(change.entry_key)]
        if of in (None, plan_id) and key.startswith(beginning)
    )


def news_sentences(
    record: Record, view: View, about: About, since: int, *, lang: str
) -> tuple[str, ...]:
    """One per thing that others changed since, by `view`."""
    plan_id = plan_at(record, view).plan_id
    changes = changes_since(record, about, plan_id, since=since, until=view.revision)
    if not changes:
        return ()
    context = entry_context(record, view, lang)
    return tuple(context.say("frame.changes.news", **_said(context, change)) for change in changes)


def conflict_sentences(
    record: Record, view: View, changes: Sequence[EntryChange], entered: Entered, *, lang: str
) -> tuple[str, ...]:
    """One per thing that another changed: what holds now, and what was typed (`entered`)."""
    typed = {kind.name: values for kind, values in entered.items()}
    context = entry_context(record, view, lang, typed.get(SECTION.name, {}))
    return tuple(
        context.say(
            "frame.changes.conflict",
            **_said(context, change),
            mine=entry_words(context, change, typed[change.kind][_key(change)]),
        )
        for change in changes
    )


def entry_context(
    record: Record, view: View, lang: str, typed: Mapping[str, Section | None] = NOTHING_TYPED
) -> EntryContext:
    """What the words of entries are made of at `view`; `typed`: sections not recorded yet."""
    plan = version_of(record, view)
    named = {
        key: section.name.in_language(lang)
        for key, section in town_at(record, view.revision, plan.plan_id).sections.items()
    }
    own = {key: section.name.ja for key, section in typed.items() if section and key not in named}
    return EntryContext(plan, lang, named | own, subjects(owned_things(plan, lang), lang))


def _said(context: EntryContext, change: EntryChange) -> dict[str, str]:
    kind, key = KINDS[change.kind], _key(change)
    now, before = (kind.value(key, document) for document in (change.document, change.before))
    return {
        "thing": kind.called(context, key, before if now is None else now),
        "now": entry_words(context, change, now),
        "by": change.actor_name,
        "moment": i18n.moment(change.recorded_at, context.lang),
    }


def entry_words(context: EntryContext, change: EntryChange, value: object) -> str:
    """What is said now, or was typed; that there is nothing, where it was taken away."""
    if value is None:
        return context.say("frame.changes.nothing")
    return KINDS[change.kind].words(context, _key(change), value)


def _key(change: EntryChange) -> str:
    """Within its plan."""
    return parted(change.entry_key)[1]
