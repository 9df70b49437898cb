"""答弁用の事実: what the record says of a KPI or an initiative, as text; nothing generated."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from yamato_dx import i18n
from yamato_dx.assessment.words import wording
from yamato_dx.assessment.words.figures import spoken
from yamato_dx.assessment.words.rationale import evidence
from yamato_dx.entries.kind import SEPARATOR
from yamato_dx.entries.review.comments import COMMENT
from yamato_dx.entries.review.publications import RELEASE, Release
from yamato_dx.entries.review.subjects import of_initiative, of_kpi
from yamato_dx.errors import Refused
from yamato_dx.plan.model.types import Kpi
from yamato_dx.queries.assessed import Assessed, View, assessed, plan_id_at
from yamato_dx.queries.cards import card_lines, cards_at
from yamato_dx.queries.entries import Entry, standing
from yamato_dx.queries.figure_states import change_sentence, confirmation_words, figure_states
from yamato_dx.queries.publishing.public_plan import actual_words
from yamato_dx.queries.publishing.resolved import (
    ResolvedPoint,
    decisions_on,
    point_words,
    points_on,
)
from yamato_dx.queries.publishing.texts import comment_words
from yamato_dx.queries.words import held_verdict, owner_of
from yamato_dx.rows import Row
from yamato_dx.store.record import Record

RULE = "─" * 30


def initiative_facts(record: Record, view: View, initiative_no: int, lang: str) -> str:
    """Of all its KPIs. Raises Refused where the plan has no such initiative."""
    answer = assessed(record, view)
    kpis = [kpi for kpi in answer.plan.kpis if kpi.initiative_no == initiative_no]
    known = {initiative.initiative_no for initiative in answer.plan.initiatives}
    if initiative_no not in known:
        raise Refused("facts.refused.initiative", number=initiative_no)
    own = _said_of(record, view, of_initiative(initiative_no), lang)
    said = (i18n.text("facts.said", lang), *own) if own else ()
    parts = [*(kpi_facts(record, view, kpi.kpi_id, lang) for kpi in kpis)]
    texts = ["\n".join(said)] if said else []
    return f"\n{RULE}\n".join([*parts, *texts])


def facts(record: Record, view: View, about: str, lang: str) -> str:
    """`about`: the number of a KPI of the plan (9-1), else of an initiative (initiative:9); «» all
    of the plan. Raises Refused where it has none of that number."""
    plan = assessed(record, view).plan
    if not about:
        numbers = [initiative.initiative_no for initiative in plan.initiatives]
        found = (initiative_facts(record, view, number, lang) for number in numbers)
        return f"\n{RULE}\n".join(text for text in found if text)
    what, _, number = about.rpartition(SEPARATOR)
    if what == "initiative" and number.isdecimal():
        return initiative_facts(record, view, int(number), lang)
    kpi = next((kpi for kpi in plan.kpis if about in (kpi.kpi_no, kpi.kpi_id)), None)
    if kpi is None:
        raise Refused("facts.refused.kpi", number=about)
    return kpi_facts(record, view, kpi.kpi_id, lang)


def kpi_facts(record: Record, view: View, kpi_id: str, lang: str) -> str:
    """Figures by year, verdicts, why, sources, what was decided."""
    answer = assessed(record, view)
    kpi = answer.plan.kpi(kpi_id)
    rows = list(answer.years[kpi_id].values())
    own = _said_of(record, view, of_kpi(kpi_id), lang)
    card = cards_at(record, view.revision, answer.plan.plan_id).get(kpi_id)
    points = points_on(record, view.revision, answer.plan, kpi_id)
    parts: dict[str, tuple[str, ...]] = {
        "figures": tuple(_figure(row, kpi, answer, lang) for row in rows),
        "changed": tuple(_changes(rows, kpi, answer, lang)),
        "why": tuple(_why(rows, answer, lang)),
        "said": own,
        "tells": (kpi.tells.in_language(lang),),
        "tells_not": (kpi.tells_not.in_language(lang),),
        "card": tuple(f"{label}: {words}" for label, words in card_lines(card, lang)),
        "decided": (
            *decisions_on(answer, kpi_id, lang),
            *(_point(record, view, point, lang) for point in points),
        ),
        "sources": (answer.plan.source.in_language(lang),),
    }
    lines = list(_head(record, view, kpi, lang))
    for name, said in parts.items():
        if said:
            lines += ["", i18n.text(f"facts.{name}", lang), *said]
    return "\n".join(lines)


def _head(record: Record, view: View, kpi: Kpi, lang: str) -> Iterator[str]:
    plan = assessed(record, view).plan
    values = {"plan": plan.title.in_language(lang), "version": plan.plan_version}
    yield i18n.text(
        "facts.title", lang, number=kpi.kpi_no, name=kpi.name.in_language(lang), **values
    )
    yield i18n.text(
        "facts.of",
        lang,
        initiative=plan.initiative(kpi.initiative_no).name.in_language(lang),
        number=kpi.initiative_no,
        section=owner_of(kpi, lang),
    )
    yield i18n.text("facts.as_of", lang, day=i18n.day(view.on, lang), revision=view.revision)
    if record.is_sample:
        yield i18n.text("output.sample.sentence", lang)


def _figure(row: Row, kpi: Kpi, answer: Assessed, lang: str) -> str:
    key = (str(row["kpi_id"]), int(row["fiscal_year"]))
    told = {
        "target": wording.spoken_target(row, kpi, lang),
        "actual": actual_words(row, kpi, lang),
        "gap": spoken(wording.gap_phrase(row, kpi, lang), lang),
        "change": spoken(wording.change_phrase(row, kpi, lang), lang),
        "verdict": held_verdict(row, lang),
        "measured": wording.as_of_phrase(row, kpi, lang),
        "status": wording.status_word(row, lang),
        "confirmed": confirmation_words(figure_states(answer).get(key), lang),
    }
    between = i18n.text("facts.between", lang)
    year = wording.year_words(kpi, int(row["fiscal_year"]), lang)
    words = between.join(
        i18n.text("facts.pair", lang, label=i18n.text(f"facts.figure.{name}", lang), words=said)
        for name, said in told.items()
        if said and said != i18n.MISSING
    )
    return i18n.text("facts.pair", lang, label=year, words=words)


def _changes(rows: list[Row], kpi: Kpi, answer: Assessed, lang: str) -> Iterator[str]:
    states = figure_states(answer)
    for row in rows:
        key = (str(row["kpi_id"]), int(row["fiscal_year"]))
        sentence = change_sentence(states.get(key), row, kpi, lang)
        if sentence:
            yield i18n.text(
                "facts.pair",
                lang,
                label=wording.year_words(kpi, int(row["fiscal_year"]), lang),
                words=sentence,
            )


def _why(rows: list[Row], answer: Assessed, lang: str) -> Iterator[str]:
    """計算の根拠 of the years that have something to say."""
    for row in rows:
        if row["verdict"] not in ("no_target", "outside_period", "not_due"):
            kpi = answer.plan.kpi(str(row["kpi_id"]))
            yield i18n.text(
                "facts.pair",
                lang,
                label=wording.year_words(kpi, int(row["fiscal_year"]), lang),
                words=evidence(row, answer.plan, lang),
            )


def _said_of(record: Record, view: View, subject: str, lang: str) -> tuple[str, ...]:
    """By year, as the section wrote it, each with whether it may be published."""
    plan_id = plan_id_at(record, view)
    marks = standing(record, RELEASE, plan_id, view.revision)
    written = standing(record, COMMENT, plan_id, view.revision)
    own = {key: entry for key, entry in written.items() if key.rpartition(SEPARATOR)[0] == subject}
    return tuple(
        i18n.text(
            "facts.said_in",
            lang,
            year=i18n.fiscal_year(int(key.rpartition(SEPARATOR)[2]), lang),
            words=comment_words(entry.value, lang),
            state=i18n.text(
                f"facts.{_mark(entry, marks.get(RELEASE.key(COMMENT.name, key)))}", lang
            ),
        )
        for key, entry in sorted(own.items())
    )


def _point(record: Record, view: View, point: ResolvedPoint, lang: str) -> str:
    """With whether all of it may be published."""
    marks = standing(record, RELEASE, plan_id_at(record, view), view.revision)
    states = {_mark(entry, marks.get(RELEASE.key(kind, entry.key))) for kind, entry in point.told}
    state = "released" if states == {"released"} else "internal"
    words = point_words(point, lang)
    return i18n.text("facts.marked", lang, words=words, state=i18n.text(f"facts.{state}", lang))


def _mark(entry: Entry[Any], mark: Entry[Release] | None) -> str:
    is_released = mark is not None and mark.value.revision == entry.revision
    return "released" if is_released else "internal"
