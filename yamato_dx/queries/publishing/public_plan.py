"""What every public paper is made of: the plan's figures as they are public, in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from yamato_dx import i18n
from yamato_dx.assessment.words import wording
from yamato_dx.assessment.words.figures import spoken
from yamato_dx.assessment.words.sentences import resident_sentence
from yamato_dx.entries.review.comments import COMMENT, Comment
from yamato_dx.entries.review.publications import RELEASE, PublicMoment
from yamato_dx.entries.review.subjects import of_kpi, yearly
from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.kept_answers import kept
from yamato_dx.plan.model.types import Kpi, Plan
from yamato_dx.queries.assessed import Assessed, View
from yamato_dx.queries.publishing.figures import Withheld, left_out, public_figures
from yamato_dx.queries.publishing.published import public_view, published
from yamato_dx.queries.publishing.texts import released
from yamato_dx.queries.selection import require_year
from yamato_dx.queries.words import Verdict, verdict_of
from yamato_dx.rows import Row, is_missing
from yamato_dx.store.record import Record

# Of a year whose only value is not public, the program has nothing to say of the section.
_NOTHING_YET: Final = frozenset(("not_reported", "not_due", "in_progress"))


@dataclass(frozen=True)
class PublicYear:
    """One year of a KPI, as printed."""

    fiscal_year: int
    year: str
    target: str
    actual: str
    change: str
    verdict: Verdict


@dataclass(frozen=True)
class PublicKpi:
    """A KPI in the year that a paper is about. `left_out`: a value of that year that it does not
    take; None where there is none. `comment`: what the section says, where it may be published."""

    kpi: Kpi
    verdict: Verdict
    sentence: str
    target: str
    actual: str
    gap: str
    change: str
    measured: str
    source: str
    target_source: str
    asked_at: str
    years: tuple[PublicYear, ...]
    left_out: Withheld | None
    comment: Comment | None

    @property
    def is_held(self) -> bool:
        """Whether what is there is not public yet, and nothing else stands in its place."""
        return self.left_out is not None and self.verdict.code == ""


@dataclass(frozen=True, eq=False)
class PublicPlan:
    """`view`: the moment that it shows. `moment`: of its publication; None of a draft, made for the
    decision to publish. `texts`: those that may be published, by kind and key."""

    plan: Plan
    view: View
    moment: PublicMoment | None
    fiscal_year: FiscalYear
    kpis: tuple[PublicKpi, ...]
    left_out: tuple[Withheld, ...]
    texts: Mapping[str, Any]
    is_sample: bool

    @property
    def is_draft(self) -> bool:
        return self.moment is None

    def of(self, initiative_no: int) -> tuple[PublicKpi, ...]:
        return tuple(line for line in self.kpis if line.kpi.initiative_no == initiative_no)


def public_plan(
    record: Record,
    view: View,
    lang: str,
    *,
    fiscal_year: FiscalYear | None = None,
    is_draft: bool = False,
) -> PublicPlan:
    """Of the moment that was public at `view`; a draft of what would be, published at `view`.
    `fiscal_year`: the last that is over unless told. Raises Refused where nothing is public, or
    the plan does not have the year."""
    seen = replace(view, frozen=()) if is_draft else public_view(record, view)
    found = None if is_draft else published(record, view.revision)
    return _plan_of(
        record,
        seen,
        found.moment if found else None,
        lang,
        fiscal_year=fiscal_year,
        head=record.head(),
    )


def year_in_sight(plan: Plan, on: date) -> FiscalYear:
    """The plan's last year that was over on that day; its first where none was."""
    over = [year for year in plan.fiscal_years if year.last_day < on]
    return over[-1] if over else plan.first_year


@kept(16)
def _plan_of(
    record: Record,
    view: View,
    moment: PublicMoment | None,
    lang: str,
    *,
    fiscal_year: FiscalYear | None,
    head: int,
) -> PublicPlan:
    answer = public_figures(record, view)
    year = fiscal_year or year_in_sight(answer.plan, view.on)
    require_year(answer.plan, year)
    texts = released(record, answer.plan.plan_id, view.revision, head)
    out = left_out(record, view)
    return PublicPlan(
        plan=answer.plan,
        view=view,
        moment=moment,
        fiscal_year=year,
        kpis=tuple(_lines(answer, year, lang, out=out, texts=texts)),
        left_out=out,
        texts=texts,
        is_sample=record.is_sample,
    )


def _lines(
    answer: Assessed,
    year: FiscalYear,
    lang: str,
    *,
    out: tuple[Withheld, ...],
    texts: Mapping[str, Any],
) -> list[PublicKpi]:
    by_kpi: dict[str, list[Row]] = {}
    for row in answer.rows:
        by_kpi.setdefault(str(row["kpi_id"]), []).append(row)
    hidden = {(each.kpi_id, each.fiscal_year): each for each in out}

    def comment_on(kpi: Kpi) -> Comment | None:
        return texts.get(RELEASE.key(COMMENT.name, yearly(of_kpi(kpi.kpi_id), year)))

    return [
        _line(
            answer.plan,
            by_kpi[kpi.kpi_id],
            year,
            lang,
            hidden=hidden,
            comment=comment_on(kpi),
        )
        for kpi in answer.plan.kpis
    ]


def _line(
    plan: Plan,
    rows: list[Row],
    year: FiscalYear,
    lang: str,
    *,
    hidden: Mapping[tuple[str, int], Withheld],
    comment: Comment | None,
) -> PublicKpi:
    now = next(row for row in rows if row["fiscal_year"] == year.start_year)
    kpi = plan.kpi(str(now["kpi_id"]))
    out = hidden.get((kpi.kpi_id, year.start_year))
    return PublicKpi(
        kpi=kpi,
        verdict=_verdict(now, out, lang),
        sentence=_sentence(now, plan, out, lang),
        target=wording.spoken_target(now, kpi, lang),
        actual=actual_words(now, kpi, lang),
        gap=spoken(wording.gap_phrase(now, kpi, lang), lang),
        change=spoken(wording.change_phrase(now, kpi, lang), lang),
        measured=wording.as_of_phrase(now, kpi, lang),
        source=_source(now, kpi, plan, lang),
        target_source=_target_source(kpi, plan, lang),
        asked_at=(kpi.owner_section or plan.secretariat).in_language(lang),
        years=tuple(
            _year(row, kpi, hidden.get((kpi.kpi_id, int(row["fiscal_year"]))), lang)
            for row in rows
            if plan.first_year.start_year <= row["fiscal_year"] <= plan.last_year.start_year
        ),
        left_out=out,
        comment=comment,
    )


def _year(row: Row, kpi: Kpi, out: Withheld | None, lang: str) -> PublicYear:
    return PublicYear(
        fiscal_year=int(row["fiscal_year"]),
        year=wording.year_words(kpi, int(row["fiscal_year"]), lang),
        target=wording.spoken_target(row, kpi, lang),
        actual=actual_words(row, kpi, lang),
        change=spoken(wording.change_phrase(row, kpi, lang), lang),
        verdict=_verdict(row, out, lang),
    )


def actual_words(row: Row, kpi: Kpi, lang: str) -> str:
    """21.0%（9,796時間）, 2回（188/188人）."""
    figure = spoken(wording.actual_figure(row, kpi, lang), lang)
    detail = wording.actual_detail(row, kpi, lang)
    if detail is None:
        return figure
    return i18n.text("assessment.with_detail", lang, figure=figure, detail=spoken(detail, lang))


def _is_held(row: Row, out: Withheld | None) -> bool:
    return out is not None and not out.has_earlier and row["verdict"] in _NOTHING_YET


def _verdict(row: Row, out: Withheld | None, lang: str) -> Verdict:
    if _is_held(row, out):
        return Verdict("", i18n.text("residents.held.word", lang), "second")
    return verdict_of(row, lang)


def _sentence(row: Row, plan: Plan, out: Withheld | None, lang: str) -> str:
    if not _is_held(row, out):
        return resident_sentence(row, plan, lang)
    kpi = plan.kpi(str(row["kpi_id"]))
    return i18n.text(
        "residents.held.sentence",
        lang,
        name=kpi.short_name.in_language(lang),
        year=wording.year_words(kpi, int(row["fiscal_year"]), lang),
    )


def _source(row: Row, kpi: Kpi, plan: Plan, lang: str) -> str:
    """Who reported it, in which report, when it came; «» of a year without a figure."""
    if is_missing(row["batch_id"]):
        return ""
    return i18n.text(
        "residents.source",
        lang,
        section=(kpi.owner_section or plan.secretariat).in_language(lang),
        batch=row["batch_id"],
        day=i18n.day(row["recorded_at"].to_pydatetime(), lang),
    )


def _target_source(kpi: Kpi, plan: Plan, lang: str) -> str:
    return i18n.text(
        "residents.target_source",
        lang,
        plan=plan.title.in_language(lang),
        version=plan.plan_version,
        chapter=i18n.chapter(kpi.chapter, lang),
        number=kpi.kpi_no,
    )
