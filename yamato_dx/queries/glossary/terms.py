"""用語・出典: what does this word mean, where is this from, how is it judged."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

import pandas as pd

from yamato_dx import i18n
from yamato_dx.entries.supplements import Footnote
from yamato_dx.kept_answers import kept
from yamato_dx.plan.model.types import GlossaryTerm, Plan
from yamato_dx.queries.assessed import View, assessed
from yamato_dx.queries.library import SourceNames, library_of
from yamato_dx.queries.plan.references import references_in, terms_words
from yamato_dx.queries.population.figures import population_of
from yamato_dx.queries.town import town_at
from yamato_dx.queries.words import VERDICTS
from yamato_dx.rows import is_missing, rows_of
from yamato_dx.store.record import Record

# Of each kind of figure: the column of its day, and of when it was made.
DAYS: Final = {
    "benchmark": ("measured_on", "vintage"),
    "reference": ("base_date", "published_on"),
    "population": ("date", "vintage"),
}
# Where the anchor of a word of the program begins; its code follows.
WORD: Final = "word-"
# The product's own words, in the order in which a reader meets them.
WORDS: Final = (
    "fiscal_year",
    "initiative",
    "work_item",
    "commitment",
    "kpi",
    "component",
    "target",
    "actual",
    "baseline",
    "benchmark",
    "attainment",
    "progress",
    "verdict",
    "evidence",
    *VERDICTS,
    "forecast",
    "guide_line",
    "report_no",
    "attachment",
    "replace",
    "withdraw",
    "confirmation",
    "return",
    "correction",
    "update",
    "section",
    "due_date",
    "measured_on",
    "as_of",
    "on",
    "vintage",
    "plan_version",
    "open_question",
    "provisional",
    "supplement",
    "reference",
    "sample",
)


@dataclass(frozen=True)
class Term:
    """`origin`: the plan, our own words for a lost footnote, the municipality's copy, the program.
    `anchor`: its place on the page."""

    anchor: str
    term: str
    definition: str
    origin: str
    chapter: str = ""


@dataclass(frozen=True)
class Source:
    topic: str
    source: str
    date: str
    grade: str
    terms: str
    note: str = ""


@dataclass(frozen=True)
class Unverified:
    """What nobody has checked yet about figures of this municipality."""

    about: str
    unverified: str


@kept(16)
def plan_terms(record: Record, view: View, lang: str) -> tuple[Term, ...]:
    """The terms of the plan: footnotes by number first, then the others in the plan's order."""
    plan = assessed(record, view).plan
    footnotes = town_at(record, view.revision, plan.plan_id).footnotes
    ordered = sorted(
        plan.glossary, key=lambda term: (term.footnote_no is None, term.footnote_no or 0)
    )
    return tuple(_term(term, footnotes, lang) for term in ordered)


@kept(4)
def own_words(lang: str) -> tuple[Term, ...]:
    """What the program's own words mean."""
    origin = i18n.text("glossary.origin.program", lang)
    return tuple(
        Term(
            f"{WORD}{word}", _word(word, lang), i18n.text(f"glossary.meaning.{word}", lang), origin
        )
        for word in WORDS
    )


def _word(code: str, lang: str) -> str:
    """As the screens write it."""
    if code in VERDICTS:
        return i18n.text(f"assessment.verdict.{code}", lang)
    return i18n.text(f"glossary.word.{code}", lang)


@kept(16)
def sources(record: Record, view: View, lang: str) -> tuple[Source, ...]:
    """Where everything that is shown comes from, each with date and terms of use."""
    answer, names = assessed(record, view), library_of(record).names
    published = population_of(record, view).published
    figures = pd.concat([published.figures, _dated(published.movements)], ignore_index=True)
    return (
        _plan_source(answer.plan, names, lang),
        *_sources("benchmark", answer.benchmarks, names, lang),
        *_sources("reference", references_in(record), names, lang),
        *_sources("population", figures, names, lang),
    )


@kept(16)
def unverified(record: Record, view: View, lang: str) -> tuple[Unverified, ...]:
    """For whoever runs the program: what is known to be unsure, and the terms of use that nobody
    has read."""
    rows = library_of(record).unverified
    own = rows[rows["municipality_code"] == record.municipality_code]
    unread = i18n.text("plan.page.reference.terms_unread", lang)
    count = sum(unread in source.terms for source in sources(record, view, lang))
    terms = Unverified(
        i18n.text("glossary.column.terms", lang),
        i18n.text("glossary.unverified.terms", lang, count=count, word=unread),
    )
    return (
        *(
            Unverified(str(row[f"about_{lang}"]), str(row[f"unverified_{lang}"]))
            for row in rows_of(own)
        ),
        *((terms,) if count else ()),
    )


def matching_terms(terms: tuple[Term, ...], wanted: str) -> tuple[Term, ...]:
    return tuple(term for term in terms if holds((term.term, term.definition, term.origin), wanted))


def matching_sources(found: tuple[Source, ...], wanted: str) -> tuple[Source, ...]:
    return tuple(
        source for source in found if holds((source.topic, source.source, source.note), wanted)
    )


def matching_unverified(found: tuple[Unverified, ...], wanted: str) -> tuple[Unverified, ...]:
    return tuple(one for one in found if holds((one.about, one.unverified), wanted))


def glossary_table(terms: Iterable[Term]) -> pd.DataFrame:
    """One row per term of the plan or word of the program."""
    rows = [(term.term, term.definition, term.origin, term.chapter or None) for term in terms]
    names = ["term", "definition", "term_origin", "chapter"]
    return pd.DataFrame(rows, columns=names).astype("str")


def sources_table(found: Iterable[Source]) -> pd.DataFrame:
    """One row per source of what is shown."""
    rows = [
        (source.topic, source.source, source.date, source.grade, source.terms, source.note)
        for source in found
    ]
    names = ["source_topic", "source", "source_date", "grade", "terms", "note"]
    return pd.DataFrame(rows, columns=names).astype("str")


def _term(term: GlossaryTerm, footnotes: Mapping[int, Footnote], lang: str) -> Term:
    return Term(
        f"term-{term.term_id}",
        term.term.in_language(lang),
        term.definition.in_language(lang),
        _origin(term, footnotes, lang),
        "" if term.footnote_no and not term.is_ours else i18n.chapter(term.chapter or "", lang),
    )


def _origin(term: GlossaryTerm, footnotes: Mapping[int, Footnote], lang: str) -> str:
    """Whose definition it is: a footnote of the plan, copied by the municipality, or ours."""
    number = term.footnote_no
    if number is None:
        return i18n.text(f"glossary.origin.{'ours' if term.is_ours else 'plan'}", lang)
    copied = footnotes.get(number)
    if copied and copied.definition:
        return i18n.text("glossary.origin.copied", lang, number=number, source=copied.source)
    return i18n.text(
        f"glossary.origin.{'lost' if term.is_ours else 'footnote'}", lang, number=number
    )


def _plan_source(plan: Plan, names: SourceNames, lang: str) -> Source:
    return Source(
        i18n.text("glossary.source.plan", lang),
        plan.source.in_language(lang),
        plan.established,
        "O",
        terms_words("", names, lang),
        i18n.text("glossary.source.plan.note", lang),
    )


def _sources(kind: str, figures: pd.DataFrame, names: SourceNames, lang: str) -> tuple[Source, ...]:
    """One source of several figures each."""
    key = [name for name in ("source", "obtained") if name in figures]
    groups = figures.groupby(key, sort=False, observed=True)
    return tuple(_source(kind, rows, names, lang) for _, rows in groups)


def _dated(movements: pd.DataFrame) -> pd.DataFrame:
    """Movements of a year as figures of its last day."""
    ends = pd.to_datetime(movements["year"].astype("str") + "-12-31").astype("datetime64[us]")
    return movements.assign(date=ends, vintage="")


def _source(kind: str, rows: pd.DataFrame, names: SourceNames, lang: str) -> Source:
    """Its figures' days from first to last, or when it was made."""
    dated, made = DAYS[kind]
    first = rows_of(rows)[0]
    days = rows[dated].dropna()
    span = [str(day)[:10] for day in (days.min(), days.max())] if len(days) else []
    name = names.title(str(first["source"]), lang)
    obtained = first.get("obtained")
    return Source(
        i18n.text(f"glossary.source.{kind}", lang),
        name if is_missing(obtained) else f"{name}　{names.words(str(obtained), lang)}",
        "–".join(dict.fromkeys(span)) or _text(first[made])[:10] or i18n.MISSING,
        _text(first["grade"]),
        terms_words(first["terms"], names, lang),
        "",
    )


def _text(value: object) -> str:
    return "" if is_missing(value) else str(value)


def holds(texts: tuple[str, ...], wanted: str) -> bool:
    """Whether the words stand in it, however wide or large they are written."""
    return _plain(wanted) in _plain(" ".join(texts))


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold().strip()
