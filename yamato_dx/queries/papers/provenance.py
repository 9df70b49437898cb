"""How a paper came to be: moment, plan, snapshot, rules, sources, as each of its sheets says."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time
from typing import Final

from yamato_dx import i18n
from yamato_dx.kept_answers import kept
from yamato_dx.output.papers.contents import PaperFoot, PaperHead
from yamato_dx.plan.model.types import Plan
from yamato_dx.queries.assessed import Assessed, View, assessed
from yamato_dx.queries.decisions.open_questions import standings
from yamato_dx.queries.kpis.overview import Defaults
from yamato_dx.queries.papers.wish import PaperWish
from yamato_dx.rows import is_missing
from yamato_dx.store.record import Record

# What templates say themselves: headings, labels, what is missing.
LABELS: Final = (
    "actual",
    "attainment",
    "cause",
    "causes",
    "change",
    "commitments",
    "content",
    "continued",
    "decided",
    "decisions",
    "decisions_more",
    "definitions",
    "due",
    "evidence",
    "exceptions",
    "gap",
    "initiative_causes",
    "instructed",
    "issue",
    "kpi",
    "kpi_detail",
    "measure",
    "measured",
    "no_cause",
    "no_measure",
    "other_decision",
    "person",
    "population",
    "section",
    "self_assessment",
    "target",
    "trend",
    "verdict",
    "verdict_of",
    "work",
    "year",
)


@kept(64)
def moment_of(record: Record, view: View) -> datetime:
    """When the last act was recorded that the view knows: of one view always the same."""
    acts = record.moments()
    known = acts.loc[acts["revision"] <= view.revision, "recorded_at"]
    if known.empty:
        return datetime.combine(view.on, time(), i18n.TOKYO)
    newest: datetime = known.max().to_pydatetime()
    return newest


def paper_head(
    record: Record, view: View, wish: PaperWish, *, title: str, subtitle: str
) -> PaperHead:
    plan, lang = assessed(record, view).plan, wish.lang
    sample = i18n.text("output.sample.sentence", lang) if record.is_sample else ""
    return PaperHead(
        lang=lang,
        title=title,
        subtitle=subtitle,
        office=plan.secretariat.in_language(lang),
        plan=version_words(plan, lang),
        as_of=i18n.text(
            "papers.as_of",
            lang,
            moment=i18n.moment(moment_of(record, view), lang),
            on=view.on.isoformat(),
        ),
        snapshot=i18n.text("papers.snapshot", lang, revision=view.revision, on=view.on.isoformat()),
        sample_mark=i18n.text("papers.sample", lang) if record.is_sample else "",
        sample=sample,
        words={name: i18n.text(f"papers.label.{name}", lang) for name in LABELS},
    )


def version_words(plan: Plan, lang: str) -> str:
    """山都町DX推進計画 第2.0版（令和6年4月）."""
    return i18n.text(
        "papers.plan",
        lang,
        title=plan.title.in_language(lang),
        version=plan.plan_version,
        month=i18n.era_month(plan.effective_from, lang),
    )


def paper_foot(
    record: Record,
    view: View,
    lang: str,
    *,
    notes: tuple[str, ...],
    sources: tuple[str, ...] = (),
    answer: Assessed | None = None,
    trail: str = "",
) -> PaperFoot:
    """`notes`, and by which rules the verdicts were made; from where the figures are, and
    `sources`. `answer`: whose figures stand on the paper, where it does not take all. `trail`: as
    of `PaperWish`."""
    rules = (i18n.text("queries.rule_note", lang), *_defaults_in_force(record, view, lang))
    told = (*_sources(answer or assessed(record, view), lang), *sources)
    return PaperFoot((*notes, *rules), (*told, trail) if trail else told)


def _defaults_in_force(record: Record, view: View, lang: str) -> Iterator[str]:
    """What holds because nobody decided otherwise, each with its question."""
    held = [
        i18n.text(
            "papers.default",
            lang,
            question=standing.question.title.in_language(lang),
            candidate=candidate.name.in_language(lang),
        )
        for standing in standings(record, view)
        if standing.state != "decided"
        for candidate in standing.question.candidates
        if candidate.candidate_id == standing.question.default
    ]
    if held:
        yield i18n.text("papers.defaults", lang, defaults=i18n.text("frame.list", lang).join(held))


def _sources(answer: Assessed, lang: str) -> Iterator[str]:
    plan = answer.plan
    yield i18n.text("papers.source.plan", lang, source=plan.source.in_language(lang))
    used = {batch for batch in answer.frame["batch_id"] if not is_missing(batch)}
    if used:
        reports = sorted(str(batch) for batch in used)
        yield i18n.text(
            "papers.source.reports", lang, reports=i18n.text("frame.list", lang).join(reports)
        )
    if answer.standing.empty:
        yield i18n.text("papers.source.none", lang)


def defaults_words(defaults: Defaults, lang: str) -> tuple[str, ...]:
    """What holds for most lines, as 概要 says it once."""
    separator = i18n.text("frame.list", lang)
    exceptions = {"provisional": defaults.provisional, "unowned": defaults.unowned}
    return tuple(
        i18n.text(f"kpis.overview.defaults.{name}.but", lang, kpis=separator.join(kpi_nos))
        if kpi_nos
        else i18n.text(f"kpis.overview.defaults.{name}.all", lang)
        for name, kpi_nos in exceptions.items()
        if kpi_nos is not None
    )


def joined_headline(parts: tuple[str, ...], lang: str) -> str:
    return ("" if lang == "ja" else " ").join(parts)
