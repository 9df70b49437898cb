"""What every public paper says of itself: of which moment, what it leaves out, what it is not."""

from __future__ import annotations

from datetime import datetime, time

from yamato_dx import i18n
from yamato_dx.assessment.words import wording
from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.i18n import TOKYO
from yamato_dx.plan.model.types import Plan
from yamato_dx.queries.publishing.figures import Withheld
from yamato_dx.queries.publishing.public_plan import PublicPlan
from yamato_dx.queries.words import Verdict


def notices(public: PublicPlan, lang: str) -> tuple[str, ...]:
    """That it is a draft, that all of it is fictitious."""
    draft = (i18n.text("publishing.draft", lang),) if public.is_draft else ()
    sample = (i18n.text("output.sample.sentence", lang),) if public.is_sample else ()
    return (*draft, *sample)


def foot_lines(public: PublicPlan, lang: str) -> tuple[str, ...]:
    """Moment, plan version, rules, source."""
    return (
        moment_line(public, lang),
        i18n.text("publishing.only_confirmed", lang),
        i18n.text(
            "publishing.plan_version",
            lang,
            plan=public.plan.title.in_language(lang),
            version=public.plan.plan_version,
            source=public.plan.source.in_language(lang),
        ),
        i18n.text("queries.rule_note", lang),
    )


def moment_line(public: PublicPlan, lang: str) -> str:
    moment = public.moment
    values = {"on": i18n.day(public.view.on, lang), "revision": public.view.revision}
    if moment is None:
        return i18n.text("publishing.moment.draft", lang, **values)
    named = "approved" if moment.approval_no else "plain"
    return i18n.text(
        f"publishing.moment.{named}",
        lang,
        number=moment.number,
        approval_no=moment.approval_no,
        **values,
    )


def left_out_lines(public: PublicPlan, lang: str) -> tuple[str, ...]:
    return tuple(left_out_line(public.plan, each, lang) for each in public.left_out)


def left_out_line(plan: Plan, out: Withheld, lang: str) -> str:
    """4 コンビニ交付…　令和7年度：見込の値のため"""
    kpi = plan.kpi(out.kpi_id)
    return i18n.text(
        "publishing.left_out.line",
        lang,
        number=kpi.kpi_no,
        name=kpi.short_name.in_language(lang),
        year=wording.year_words(kpi, FiscalYear(out.fiscal_year).start_year, lang),
        because=because_words(out, lang),
    )


def because_words(out: Withheld, lang: str) -> str:
    because = i18n.text("queries.list", lang).join(
        i18n.text(f"publishing.because.{reason}", lang) for reason in out.because
    )
    if not out.has_earlier:
        return because
    return i18n.text("publishing.because.earlier_shown", lang, because=because)


def marked(verdict: Verdict) -> str:
    """◎ 達成; the word alone where it has no mark."""
    return f"{verdict.mark} {verdict.words}".strip()


def made_at(public: PublicPlan) -> datetime:
    """Written into files, so that equal papers are equal bytes."""
    return datetime.combine(public.view.on, time(9), TOKYO)
