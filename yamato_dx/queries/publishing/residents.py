"""住民向け: what is not done yet first, each figure with all that it stands on; made by rule."""

from __future__ import annotations

from typing import Final

from yamato_dx import i18n
from yamato_dx.output.papers.residents import (
    ClaimGroup,
    ClaimYear,
    ResidentClaim,
    ResidentsPaper,
    residents_html,
)
from yamato_dx.output.papers.typesetting import PUBLIC_BASE, typeset
from yamato_dx.queries.assessed import View
from yamato_dx.queries.publishing.plain_words import PlainWords, plain_words
from yamato_dx.queries.publishing.public_plan import PublicKpi, PublicPlan, public_plan
from yamato_dx.queries.publishing.words import (
    foot_lines,
    left_out_lines,
    made_at,
    marked,
    notices,
)
from yamato_dx.store.record import Record

# In the order of the page: what is missed comes first.
GROUPS: Final[dict[str, tuple[str, ...]]] = {
    "not_yet": ("not_met", "nearly_met"),
    "unknown": (
        "not_reported",
        "cannot_judge",
        "awaiting_publication",
        "in_progress",
        "not_due",
        "",
    ),
    "done": ("met",),
    "no_target": ("no_target", "outside_period"),
}
COMMENTS: Final = ("cause", "issue", "measure")


def residents_page(record: Record, view: View, lang: str, *, is_draft: bool = False) -> bytes:
    """HTML. Raises Refused where nothing is public."""
    return residents_html(residents_paper(record, view, lang, is_draft=is_draft))


def residents_half_page(record: Record, view: View, lang: str, *, is_draft: bool = False) -> bytes:
    """PDF, A4 across, half a sheet. Raises Refused where nothing is public."""
    public = public_plan(record, view, lang, is_draft=is_draft)
    paper = residents_paper(record, view, lang, is_draft=is_draft)
    return typeset("half_page", paper, made_at=made_at(public), base=PUBLIC_BASE)


def residents_paper(
    record: Record, view: View, lang: str, *, is_draft: bool = False
) -> ResidentsPaper:
    public = public_plan(record, view, lang, is_draft=is_draft)
    words = plain_words(record, public.view, lang)
    return _paper(public, words, lang)


def unexplained(record: Record, view: View, lang: str) -> tuple[str, ...]:
    """Abbreviations that the page of what would be public at `view` has no words for."""
    public = public_plan(record, view, lang, is_draft=True)
    words = plain_words(record, public.view, lang)
    _paper(public, words, lang)
    return words.unexplained


def _paper(public: PublicPlan, words: PlainWords, lang: str) -> ResidentsPaper:
    title = public.plan.title.in_language(lang)
    lead = _lead(public, lang)
    headline = _headline(public, lang)
    above = _pairs(words, (headline, *lead))
    groups = tuple(
        _group(kind, lines, words, lang)
        for kind, codes in GROUPS.items()
        if (lines := [line for code in codes for line in public.kpis if line.verdict.code == code])
    )
    return ResidentsPaper(
        lang=lang,
        municipality=public.plan.municipality.name.in_language(lang),
        title=title,
        headline=headline,
        lead=lead,
        meanings=above,
        short_meanings=_pairs(
            PlainWords(words.known, lang),
            (headline, *lead, *(text for line in public.kpis for text in _shortly(line, lang))),
        ),
        notices=notices(public, lang),
        groups=groups,
        left_out=left_out_lines(public, lang),
        asked_at=i18n.text(
            "residents.asked_at",
            lang,
            municipality=public.plan.municipality.name.in_language(lang),
            section=public.plan.secretariat.in_language(lang),
        ),
        foot=foot_lines(public, lang),
    )


def _shortly(line: PublicKpi, lang: str) -> tuple[str, str]:
    return line.kpi.short_name.in_language(lang), line.sentence


def _headline(public: PublicPlan, lang: str) -> str:
    not_yet = [line for line in public.kpis if line.verdict.code in GROUPS["not_yet"]]
    judged = [line for line in public.kpis if line.verdict.code in _JUDGED]
    values = {
        "plan": public.plan.title.in_language(lang),
        "year": i18n.fiscal_year(public.fiscal_year, lang),
    }
    if not judged:
        return i18n.text("residents.headline.nothing", lang, **values)
    if not not_yet:
        return i18n.text("residents.headline.all", lang, count=len(judged), **values)
    return i18n.text(
        "residents.headline.not_yet", lang, count=len(not_yet), judged=len(judged), **values
    )


_JUDGED: Final = (*GROUPS["not_yet"], *GROUPS["done"])


def _lead(public: PublicPlan, lang: str) -> tuple[str, ...]:
    plan = public.plan
    return (
        i18n.text(
            "residents.lead",
            lang,
            municipality=plan.municipality.name.in_language(lang),
            plan=plan.title.in_language(lang),
            first=i18n.fiscal_year(plan.first_year, lang),
            last=i18n.fiscal_year(plan.last_year, lang),
            count=len(plan.kpis),
        ),
        i18n.text(
            "residents.as_of",
            lang,
            day=i18n.day(public.view.on, lang),
            year=i18n.fiscal_year(public.fiscal_year, lang),
        ),
    )


def _group(kind: str, lines: list[PublicKpi], words: PlainWords, lang: str) -> ClaimGroup:
    return ClaimGroup(
        kind,
        i18n.text(f"residents.group.{kind}", lang),
        i18n.text(f"residents.group.{kind}.note", lang),
        tuple(_claim(line, words, lang) for line in lines),
    )


def _claim(line: PublicKpi, words: PlainWords, lang: str) -> ResidentClaim:
    kpi = line.kpi
    facts = _facts(line, lang)
    told = _told(line, lang)
    years = tuple(
        ClaimYear(year.year, year.target, year.actual, marked(year.verdict)) for year in line.years
    )
    name = kpi.short_name.in_language(lang)
    shown = (
        name,
        line.sentence,
        *(text for _, text in (*told, *facts)),
        *(text for year in years for text in (year.target, year.actual, year.verdict)),
    )
    return ResidentClaim(
        name=name,
        mark=line.verdict.mark,
        verdict=line.verdict.words,
        tone=line.verdict.tone,
        sentence=line.sentence,
        target=line.target,
        actual=line.actual,
        facts=facts,
        told=told,
        years=years,
        meanings=_pairs(words, shown),
    )


def _facts(line: PublicKpi, lang: str) -> tuple[tuple[str, str], ...]:
    kpi = line.kpi
    found = {
        "target": line.target,
        "actual": line.actual,
        "measured": line.measured,
        "later": i18n.text("residents.later_unconfirmed", lang)
        if line.left_out and line.left_out.has_earlier
        else "",
        "source": " ".join(part for part in (line.source, line.target_source) if part),
        "tells": kpi.tells.in_language(lang),
        "tells_not": kpi.tells_not.in_language(lang),
        "asked_at": line.asked_at,
    }
    return tuple(
        (i18n.text(f"residents.fact.{name}", lang), words) for name, words in found.items() if words
    )


def _told(line: PublicKpi, lang: str) -> tuple[tuple[str, str], ...]:
    """As the section wrote it, where it may be published."""
    if line.comment is None:
        return ()
    said = ((name, getattr(line.comment, name)) for name in COMMENTS)
    return tuple(
        (i18n.text(f"residents.told.{name}", lang), words) for name, words in said if words
    )


def _pairs(words: PlainWords, texts: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    return tuple((word.word, word.meaning) for word in words.first_used(texts))
