"""What stands in every exported file: how it came to be."""

from __future__ import annotations

from datetime import datetime

from yamato_dx import i18n
from yamato_dx.output.context import ExportContext, Headings
from yamato_dx.queries.assessed import View, assessed
from yamato_dx.store.record import Record


def export_context(
    record: Record,
    view: View,
    *,
    title: str,
    rows_count: int,
    lang: str,
    filter_words: tuple[str, ...] = (),
    link: str = "",
    source: str | None = None,
    headings: Headings = "words",
) -> ExportContext:
    """What stands in every exported file: how it came to be.

    `source`: where figures are from that are not the plan's, and that no rule has judged; «» where
    each row says so itself.
    """
    plan = assessed(record, view).plan
    return ExportContext(
        title=title,
        filter_words=filter_words,
        rows_count=rows_count,
        as_of=view.as_of or datetime.now(i18n.TOKYO),
        on=view.on,
        plan_id=plan.plan_id,
        plan_version=plan.plan_version,
        rule_note=i18n.text("queries.rule_note", lang) if source is None else "",
        source=plan.source.in_language(lang) if source is None else source,
        link=link,
        lang=lang,
        is_sample=record.is_sample,
        headings=headings,
    )
