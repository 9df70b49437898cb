"""What a page of the 進捗報告書 says of one KPI."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from yamato_dx import i18n
from yamato_dx.output.images.bars import YearBar, year_bars_svg
from yamato_dx.output.papers.contents import Marked, Picture
from yamato_dx.output.papers.report import Labelled, ReportKpi, ReportYear
from yamato_dx.queries.changes.since import Marks
from yamato_dx.queries.kpis.initiatives import KpiStory, Why, YearRow
from yamato_dx.queries.papers.causes import KpiCause
from yamato_dx.queries.words import Verdict
from yamato_dx.rows import Row, is_missing, rows_of

# What is asked of a verdict: it stands there though nobody wrote it.
ASKED: Final[Mapping[str, tuple[str, ...]]] = dict.fromkeys(
    ("not_met", "nearly_met"), ("cause", "measure")
)


def kpi_page(story: KpiStory, cause: KpiCause, lang: str, *, marks: Marks) -> ReportKpi:
    """`marks`: what is different since the last meeting."""
    kpi = story.kpi
    changed = {
        year.fiscal_year: marks[kpi.kpi_id, year.fiscal_year]
        for year in story.years
        if (kpi.kpi_id, year.fiscal_year) in marks
    }
    name = kpi.short_name.in_language(lang)
    return ReportKpi(
        kpi_no=kpi.kpi_no,
        name=kpi.name.in_language(lang),
        verdict=_marked(story.verdict),
        provisional=i18n.text("frame.provisional", lang) if story.is_provisional else "",
        sentence=story.sentence,
        kind=story.kind,
        chart=Picture(
            year_bars_svg(
                [
                    _bar(row, is_marked=row["fiscal_year"] in changed)
                    for row in rows_of(story.by_year)
                ]
            ),
            i18n.text("papers.bars_alt", lang, name=name),
        ),
        years=tuple(
            _year(year, lang, is_changed=year.fiscal_year in changed) for year in story.years
        ),
        since=tuple(
            i18n.text(
                "changes.mark.line", lang, year=year.whole_year, told=changed[year.fiscal_year].told
            )
            for year in story.years
            if year.fiscal_year in changed
        ),
        evidence=tuple(_why(why, lang) for why in story.evidence),
        causes=cause_words(cause, lang, asked=ASKED.get(story.verdict.code, ())),
        notes=tuple(_notes(story)),
        facts=tuple(_facts(story, lang)),
    )


def _marked(verdict: Verdict) -> Marked:
    return Marked(verdict.mark, f"{verdict.words} {verdict.why}".strip(), verdict.tone)


def _bar(row: Row, *, is_marked: bool) -> YearBar:
    """Its figure first, then target and gap, or why there is no bar."""
    missing = str(row["missing_label"]).split("\n")
    words = (str(row["value_label"]), str(row["target_label"]), str(row["gap_label"]), *missing)
    return YearBar(
        str(row["label"]),
        None if is_missing(row["value"]) else float(row["value"]),
        None if is_missing(row["target"]) else float(row["target"]),
        tuple(word for word in words if word),
        bool(row["is_chosen"]),
        is_marked,
    )


def _year(year: YearRow, lang: str, *, is_changed: bool) -> ReportYear:
    states = (year.status, year.state)
    return ReportYear(
        year.year,
        year.target,
        year.actual,
        year.gap,
        year.change,
        year.attainment,
        _marked(year.verdict),
        year.measured,
        i18n.text("papers.between", lang).join(word for word in states if word),
        year.is_chosen,
        is_changed,
    )


def _why(why: Why, lang: str) -> Labelled:
    """The sentence with by whom the figure was confirmed; an attachment is told by its number."""
    attached = i18n.text("papers.attached", lang, count=why.attached) if why.attached else ""
    return Labelled(why.year, " ".join(part for part in (why.sentence, attached) if part))


def cause_words(cause: KpiCause, lang: str, *, asked: tuple[str, ...] = ()) -> tuple[Labelled, ...]:
    """What was written, each under its question; of those `asked` also «» where nobody did."""
    texts = {
        "cause": cause.cause,
        "issue": cause.issue,
        "measure": cause.measure,
        "due": cause.due.isoformat() if cause.due else "",
        "person": cause.person,
        "self_assessment": cause.self_assessment,
    }
    return tuple(
        Labelled(i18n.text(f"papers.label.{name}", lang), words)
        for name, words in texts.items()
        if words or name in asked
    )


def _notes(story: KpiStory) -> Iterator[str]:
    yield from story.changed
    yield from story.targets_then
    yield from story.by_version


def _facts(story: KpiStory, lang: str) -> Iterator[Labelled]:
    facts = {
        "owner": story.owner,
        "updated": story.updated,
        "due": story.due,
        "final_by": story.final_by,
        "next": story.next_act,
    }
    for name, words in facts.items():
        if words:
            yield Labelled(i18n.text(f"kpis.initiative.fact.{name}", lang), words)
