"""Everything that is different at one moment from what it was at another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final, Literal, get_args

import pandas as pd

from yamato_dx import i18n
from yamato_dx.assessment.words import wording
from yamato_dx.assessment.words.figures import spoken
from yamato_dx.entries.kind import EntryContext, EntryKind
from yamato_dx.entries.kinds.table import KINDS
from yamato_dx.kept_answers import kept
from yamato_dx.plan.model.types import Plan
from yamato_dx.plan_keys import parted
from yamato_dx.queries.assessed import (
    CHANGE_COLUMNS,
    View,
    assessed,
    assessed_by_all,
    plan_ids_in_effect,
    plan_of_reports,
    verdict_changes,
)
from yamato_dx.queries.figure_states import change_sentence, figure_states
from yamato_dx.queries.frame.changes import entry_context, entry_words
from yamato_dx.queries.words import Verdict, change_words, short_verdict
from yamato_dx.rows import Row, is_missing, rows_of
from yamato_dx.store.promise.refusals import EntryChange
from yamato_dx.store.record import Record

MomentChangeKind = Literal[
    "verdict",
    "value",
    "correction",
    "target",
    "decision",
    "meeting",
    "comment",
    "work",
    "owner",
    "closing",
    "other",
]
# In the order of the page.
CHANGE_KINDS: Final[tuple[MomentChangeKind, ...]] = get_args(MomentChangeKind)
# Of what people say, by the kind of entry; what is not here stands under «other».
_OF_ENTRIES: Final[dict[str, MomentChangeKind]] = {
    "decision": "decision",
    "extension": "decision",
    "meeting": "meeting",
    "meeting_point": "meeting",
    "follow_up": "meeting",
    "comment": "comment",
    "progress": "work",
    "component": "work",
    "section": "owner",
    "owner": "owner",
    "holder": "owner",
    "effect": "closing",
    "judgement": "closing",
    "opinion": "closing",
    "carry_over": "closing",
    "closing": "closing",
}
# How figures are asked for and read, and which texts may go out: nothing that a meeting looks at.
_PASSED_OVER: Final = frozenset(
    ("round", "round_deadline", "reminder", "round_closing", "reading", "release")
)
_YEAR: Final = ["plan_id", "kpi_id", "fiscal_year"]


@dataclass(frozen=True)
class MomentChange:
    """`subject`: what is different, in words. `before`, `after`: in words, with their marks; «–»
    where there was or is nothing. `by`, `at`: who said it last and when, where people did.
    `kpi_id`, `fiscal_year`: of a figure; `was`: what it was, in a word or two for the eye."""

    kind: MomentChangeKind
    subject: str
    before: str
    after: str
    by: str = ""
    at: datetime | None = None
    kpi_id: str = ""
    kpi_no: str = ""
    fiscal_year: int | None = None
    tone: str = ""
    was: str = ""


@kept(8)
def changes_between(
    record: Record, before: View, after: View, lang: str
) -> tuple[MomentChange, ...]:
    """In the order of `CHANGE_KINDS`, within each that of the plan. `before` lies no later than
    `after`; both have the same plan in sight."""
    found = (
        *figure_changes(record, before, after, lang),
        *_entries(record, before, after, lang),
    )
    order = {kind: place for place, kind in enumerate(CHANGE_KINDS)}
    return tuple(sorted(found, key=lambda change: order[change.kind]))


@kept(16)
def figure_changes(
    record: Record, before: View, after: View, lang: str
) -> tuple[MomentChange, ...]:
    """Of `changes_between` those of figures: verdict, value, correction, target."""
    plan = plan_of_reports(record, after)
    return (
        *_verdicts(record, before, after, plan=plan, lang=lang),
        *_corrections(record, before, after, plan=plan, lang=lang),
        *_targets(record, before, after, plan=plan, lang=lang),
    )


def _verdicts(
    record: Record, before: View, after: View, *, plan: Plan, lang: str
) -> Iterator[MomentChange]:
    """A year whose verdict differs, and one of which only the figure does."""
    changed = verdict_changes(assessed_by_all(record, before), assessed_by_all(record, after))
    rows = rows_of(changed)
    for row, words in zip(rows, change_words(changed, plan, lang), strict=True):
        is_verdict = row["verdict_before"] != row["verdict_after"]
        yield MomentChange(
            "verdict" if is_verdict else "value",
            _figure_words(words.kpi_no, words.kpi_name, words.year),
            _marked(words.before),
            _marked(words.after),
            kpi_id=str(row["kpi_id"]),
            kpi_no=words.kpi_no,
            fiscal_year=int(row["fiscal_year"]),
            tone=words.after.tone if is_verdict else "",
            was=_was(row, plan, lang, is_verdict=is_verdict),
        )


def _was(row: Row, plan: Plan, lang: str, *, is_verdict: bool) -> str:
    """The verdict where that is another now, else the value."""
    if is_verdict:
        code = row["verdict_before"]
        return i18n.MISSING if is_missing(code) else short_verdict(str(code), lang)
    then = {name: row[f"{name}_before"] for name in CHANGE_COLUMNS}
    return spoken(wording.reported_figure(then, plan.kpi(str(row["kpi_id"])), lang), lang)


def _figure_words(kpi_no: str, name: str, year: str) -> str:
    return f"{kpi_no} {name}　{year}"


def _marked(verdict: Verdict) -> str:
    return f"{verdict.mark}{verdict.words}"


def _corrections(
    record: Record, before: View, after: View, *, plan: Plan, lang: str
) -> Iterator[MomentChange]:
    """訂正 and 確定値への更新 that came since, with the sentence that stands at the figure."""
    then, now = (
        figure_states(assessed(record, replace(view, frozen=()))) for view in (before, after)
    )
    rows = {
        (str(row["kpi_id"]), int(row["fiscal_year"])): row for row in assessed(record, after).rows
    }
    for key, state in now.items():
        earlier = then.get(key)
        if state.kind is None or (earlier and earlier.changed_at == state.changed_at):
            continue
        kpi_id, year = key
        kpi = plan.kpi(kpi_id)
        name = kpi.short_name.in_language(lang)
        yield MomentChange(
            "correction",
            _figure_words(kpi.kpi_no, name, wording.year_words(kpi, year, lang)),
            "",
            change_sentence(state, rows[key], kpi, lang),
            at=state.changed_at.to_pydatetime() if state.changed_at is not None else None,
            kpi_id=kpi_id,
            kpi_no=kpi.kpi_no,
            fiscal_year=year,
        )


def _targets(
    record: Record, before: View, after: View, *, plan: Plan, lang: str
) -> Iterator[MomentChange]:
    """By a later version of the plan, an extension, or an answer to an open question."""
    shown = [*_YEAR, "kpi_no", "rule", "target_value", "benchmark_value", "total", "verdict"]
    both = assessed_by_all(record, before)[shown].merge(
        assessed_by_all(record, after)[shown],
        on=_YEAR,
        how="inner",
        suffixes=("_before", "_after"),
        validate="one_to_one",
    )
    is_same = both["target_value_before"].eq(both["target_value_after"]) | (
        both["target_value_before"].isna() & both["target_value_after"].isna()
    )
    for row in rows_of(both[~is_same]):
        kpi = plan.kpi(str(row["kpi_id"]))
        before_words, after_words = (
            spoken(wording.target_figure(_side(row, side), kpi, lang), lang)
            for side in ("before", "after")
        )
        year = int(row["fiscal_year"])
        name = kpi.short_name.in_language(lang)
        yield MomentChange(
            "target",
            _figure_words(kpi.kpi_no, name, wording.year_words(kpi, year, lang)),
            before_words,
            after_words,
            kpi_id=kpi.kpi_id,
            kpi_no=kpi.kpi_no,
            fiscal_year=year,
        )


def _side(row: Row, side: str) -> Row:
    names = ("kpi_no", "rule", "target_value", "benchmark_value", "total", "verdict")
    return {"fiscal_year": row["fiscal_year"]} | {name: row[f"{name}_{side}"] for name in names}


def _entries(record: Record, before: View, after: View, lang: str) -> Iterator[MomentChange]:
    """What people said otherwise, of the plans in effect and of none."""
    contexts = {
        plan_id: entry_context(record, replace(after, plan_id=plan_id), lang)
        for plan_id in plan_ids_in_effect(record, after)
    }
    usual = next(iter(contexts.values()))
    for kind in KINDS.values():
        if kind.name in _PASSED_OVER:
            continue
        for change in record.entry_changes(kind.name, before.revision, after.revision):
            plan_id, key = parted(change.entry_key)
            context = usual if plan_id is None else contexts.get(plan_id)
            if context:
                yield _entry(kind, key, change, context)


def _entry(
    kind: EntryKind[Any], key: str, change: EntryChange, context: EntryContext
) -> MomentChange:
    then, now = (kind.value(key, document) for document in (change.before, change.document))
    return MomentChange(
        _OF_ENTRIES.get(kind.name, "other"),
        kind.called(context, key, then if now is None else now),
        "" if then is None else kind.words(context, key, then),
        entry_words(context, change, now),
        change.actor_name,
        change.recorded_at,
    )


def counts_of(changes: tuple[MomentChange, ...]) -> dict[MomentChangeKind, int]:
    """How many of each kind that has any."""
    counts = {kind: sum(change.kind == kind for change in changes) for kind in CHANGE_KINDS}
    return {kind: count for kind, count in counts.items() if count}


def changes_table(changes: tuple[MomentChange, ...], record: Record, lang: str) -> pd.DataFrame:
    """One row per change: `TABLES["changes"]`."""
    rows = [
        {
            "municipality_code": record.municipality_code,
            "change_kind": change.kind,
            "change_kind_label": i18n.text(f"changes.kind.{change.kind}", lang),
            "kpi_no": change.kpi_no or None,
            "kpi_id": change.kpi_id or None,
            "fiscal_year": change.fiscal_year,
            "change_subject": change.subject,
            "change_before": change.before or None,
            "change_after": change.after,
            "change_by": change.by or None,
            "change_at": change.at,
        }
        for change in changes
    ]
    return pd.DataFrame(rows, columns=list(TABLE_KINDS)).astype(TABLE_KINDS)


TABLE_KINDS: Final = {
    "municipality_code": "str",
    "change_kind": "str",
    "change_kind_label": "str",
    "kpi_no": "str",
    "kpi_id": "str",
    "fiscal_year": "Int64",
    "change_subject": "str",
    "change_before": "str",
    "change_after": "str",
    "change_by": "str",
    "change_at": "datetime64[us, UTC]",
}
