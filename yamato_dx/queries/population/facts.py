"""What the figures say in sentences, each made from the numbers that are there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from yamato_dx import i18n
from yamato_dx.plan.model.types import Plan, QuotedPopulation
from yamato_dx.population.age_groups import ELDERLY, THREE, TOTAL, WORKING
from yamato_dx.population.indices import AGED, with_indices
from yamato_dx.population.projection import beside_counts
from yamato_dx.queries.population.figures import (
    COUNTED,
    PRELIMINARY,
    Population,
    age_words,
    people,
    percent,
    point_name,
    series_basis,
    series_name,
)
from yamato_dx.rows import Row, is_missing, rows_of

# Of fewer counts none is the largest of.
LEAST_COUNTS: Final = 2


@dataclass(frozen=True)
class Fact:
    title: str
    sentences: tuple[str, ...]


def headline(population: Population, lang: str) -> tuple[str, ...]:
    """How many live here, and how many will."""
    counts = rows_of(population.counts())
    if not counts:
        return (i18n.text("population.headline.empty", lang),)
    now = counts[-1]
    sentences = [
        i18n.text(
            "population.headline.now",
            lang,
            point=point_name(population, now, lang),
            people=people(now[TOTAL], lang),
        )
    ]
    return (*sentences, *_outlook(population, now, lang), *_support(population, lang))


def _outlook(population: Population, now: Row, lang: str) -> Iterator[str]:
    """The newest projection's last year, with its people of working age where they are known."""
    for series, vintage in population.projections()[:1]:
        rows = population.of_kind("projection")
        rows = rows[(rows["series"] == series) & (rows["vintage"] == vintage)]
        last = rows_of(rows.dropna(subset=TOTAL))[-1]
        if last["date"] <= now["date"]:
            return
        values = {
            "series": series_name(population, series, lang),
            "year": last["date"].year,
            "people": people(last[TOTAL], lang),
        }
        if is_missing(last[WORKING]):
            yield i18n.text("population.headline.later", lang, **values)
            return
        yield i18n.text(
            "population.headline.later_working",
            lang,
            age=age_words(WORKING, lang),
            working=people(last[WORKING], lang),
            share=percent(last[WORKING] / last[TOTAL], lang),
            **values,
        )


def _support(population: Population, lang: str) -> Iterator[str]:
    """How many of 65 and over there are for 100 of working age, now and in the end."""
    points = with_indices(population.of_kind("census", "projection").dropna(subset=list(THREE)))
    points = points[points["series"].isin(population.leading_series)]
    counted = rows_of(points[points["series"].map(population.kinds) == "census"])
    newest = rows_of(points)[-1:]
    if not counted or not newest or newest[0]["date"] <= counted[-1]["date"]:
        return
    yield i18n.text(
        "population.headline.support",
        lang,
        year=counted[-1]["date"].year,
        age=age_words(ELDERLY, lang),
        working=age_words(WORKING, lang),
        now=people(counted[-1][AGED], lang),
        later_year=newest[0]["date"].year,
        later=people(newest[0][AGED], lang),
    )


def facts(population: Population, plan: Plan, lang: str) -> tuple[Fact, ...]:
    """What a reader would otherwise stumble over, in the order of the page."""
    return (
        *(_quoted(population, quote, lang) for quote in plan.quoted_population),
        *_beside(population, lang),
        *_revised(population, lang),
        *_largest(population, lang),
        *_merged(population, lang),
        *_namesakes(population, plan, lang),
    )


def _quoted(population: Population, quote: QuotedPopulation, lang: str) -> Fact:
    """A figure of the plan beside those of the same year and ages."""
    title = i18n.text(
        "population.fact.quoted.title",
        lang,
        chapter=i18n.chapter(quote.chapter, lang),
        year=quote.year,
        people=people(quote.population, lang),
    )
    found = _same(population, quote)
    if not found:
        return Fact(title, (i18n.text("population.fact.quoted.unknown", lang),))
    group, row = found
    sentences = [
        i18n.text(
            "population.fact.quoted.same",
            lang,
            series=series_name(population, str(row["series"]), lang),
            age=age_words(group, lang),
        ),
        *_share_said(population, quote, lang),
        *_other_counts(population, row, group, lang),
    ]
    return Fact(title, tuple(sentences))


def _same(population: Population, quote: QuotedPopulation) -> tuple[str, Row] | None:
    """The group and the figure that the plan has taken its number from."""
    for row in rows_of(population.of_kind("imputed", "projection", "census")):
        for group in (*THREE, TOTAL):
            if row["date"].year == quote.year and row[group] == quote.population:
                return group, row
    return None


def _share_said(population: Population, quote: QuotedPopulation, lang: str) -> Iterator[str]:
    """What the plan's share is a share of."""
    if quote.share is None:
        return
    for row in rows_of(population.of_kind("projection", "census").dropna(subset=TOTAL)):
        share = quote.population / row[TOTAL]
        if row["date"].year == quote.year and round(share, 3) == round(quote.share, 3):
            yield i18n.text(
                "population.fact.quoted.share",
                lang,
                share=percent(share, lang),
                exact=percent(share, lang, 2),
                total=people(row[TOTAL], lang),
            )
            return


def _other_counts(population: Population, row: Row, group: str, lang: str) -> Iterator[str]:
    """The census itself, where it says another number, and why."""
    for other in rows_of(population.of_kind("census")):
        if other["date"] != row["date"] or is_missing(other[group]) or other[group] == row[group]:
            continue
        yield i18n.text(
            "population.fact.quoted.census",
            lang,
            census=people(other[group], lang),
            difference=people(abs(other[group] - row[group]), lang),
            reason=series_basis(population, str(row["series"]), lang),
        )
        known = other[TOTAL] - other["unknown"]
        if known != other[TOTAL]:
            yield i18n.text(
                "population.fact.quoted.known",
                lang,
                share=percent(other[group] / known, lang),
                known=people(known, lang),
                unknown=people(other["unknown"], lang),
            )


def _beside(population: Population, lang: str) -> Iterator[Fact]:
    """The newest count beside what was projected for that day."""
    rows = beside_counts(
        population.of_kind("projection"), population.of_kind("census").dropna(subset=TOTAL)
    )
    rows = rows[(rows["age_group"] == TOTAL) & ~rows["is_base"].astype(bool)]
    if rows.empty:
        return
    newest = rows_of(rows[rows["date"] == rows["date"].max()])
    count = newest[0] | {"series": "census", "vintage": newest[0]["counted_vintage"]}
    sentences = [
        i18n.text(
            "population.fact.beside.more"
            if projection["difference"] > 0
            else "population.fact.beside.less",
            lang,
            series=series_name(population, str(projection["series"]), lang),
            projected=people(projection["projected"], lang),
            difference=people(abs(projection["difference"]), lang),
        )
        for projection in sorted(
            newest, key=lambda projection: str(projection["vintage"]), reverse=True
        )
    ]
    yield Fact(
        i18n.text(
            "population.fact.beside.title",
            lang,
            point=_counted_name(population, count, lang),
            people=people(newest[0]["counted"], lang),
        ),
        tuple(sentences),
    )


def _counted_name(population: Population, row: Row, lang: str) -> str:
    census = next((name for name, kind in population.kinds.items() if kind == "census"), "census")
    return point_name(population, row | {"series": census}, lang)


def _revised(population: Population, lang: str) -> Iterator[Fact]:
    """Counts that were published twice: which one is used."""
    rows = population.of_kind(*COUNTED).dropna(subset=TOTAL)
    early = rows[rows["vintage"] == PRELIMINARY]
    both = early.merge(
        rows[rows["vintage"] == "final"][["date", "series", TOTAL]],
        on=["date", "series"],
        suffixes=("", "_final"),
        validate="one_to_one",
    )
    for row in rows_of(both):
        yield Fact(
            i18n.text("population.fact.revised.title", lang, year=row["date"].year),
            (
                i18n.text(
                    "population.fact.revised",
                    lang,
                    early=people(row[TOTAL], lang),
                    final=people(row[f"{TOTAL}_final"], lang),
                    difference=people(abs(row[f"{TOTAL}_final"] - row[TOTAL]), lang),
                ),
            ),
        )


def _largest(population: Population, lang: str) -> Iterator[Fact]:
    """When the people of working age were most, among the counts that are here: no more is said,
    for earlier counts may not be here."""
    rows = population.of_kind("census").dropna(subset=WORKING)
    if len(rows) < LEAST_COUNTS:
        return
    most = rows_of(rows)[int(rows[WORKING].to_numpy().argmax())]
    first = int(rows["date"].min().year)
    yield Fact(
        i18n.text(
            "population.fact.largest.title",
            lang,
            age=age_words(WORKING, lang),
            year=most["date"].year,
            people=people(most[WORKING], lang),
        ),
        (
            i18n.text(
                "population.fact.largest", lang, first=first, last=int(rows["date"].max().year)
            ),
        ),
    )


def _merged(population: Population, lang: str) -> Iterator[Fact]:
    """Before and after a merger: the parts beside the whole on today's boundaries."""
    for day, group in population.published.changes.groupby("changed_on", observed=True):
        separator = i18n.text("population.list", lang)
        rows = rows_of(group)
        names = separator.join(str(row[f"former_name_{lang}"]) for row in rows)
        title = i18n.text(
            "population.fact.merged.title", lang, day=i18n.day(_day(day), lang), names=names
        )
        sentences = [i18n.text("population.fact.merged", lang)]
        sentences.extend(_parts_said(population, rows, lang))
        yield Fact(title, tuple(sentences))


def _parts_said(population: Population, former: list[Row], lang: str) -> Iterator[str]:
    parts = population.former[population.former["age_group"] == TOTAL]
    codes = [str(row["former_code"]) for row in former]
    whole = {row["date"]: row[TOTAL] for row in rows_of(population.of_kind("census"))}
    for day, rows in parts.groupby("date", observed=True):
        counts = dict(zip(rows["municipality_code"], rows["population"], strict=True))
        if set(codes) != set(counts) or day not in whole:
            continue
        summed = sum(counts.values())
        yield i18n.text(
            "population.fact.merged.sum"
            if summed == whole[day]
            else "population.fact.merged.differs",
            lang,
            year=_day(day).year,
            parts=" + ".join(i18n.number(counts[code], 0, lang) for code in codes),
            sum=people(summed, lang),
            whole=people(whole[day], lang),
        )


def _day(value: object) -> date:
    assert isinstance(value, date), "dates of figures are dates"
    return date(value.year, value.month, value.day)


def _namesakes(population: Population, plan: Plan, lang: str) -> Iterator[Fact]:
    """Another municipality of the same name, whose figures are never among these."""
    for row in rows_of(population.published.namesakes):
        yield Fact(
            i18n.text(
                "population.fact.namesake.title",
                lang,
                name=row[f"name_{lang}"],
                prefecture=row[f"prefecture_{lang}"],
            ),
            (
                i18n.text(
                    "population.fact.namesake",
                    lang,
                    code=row["namesake_code"],
                    own=plan.municipality.municipality_code,
                    day=i18n.day(_day(row["ended_on"]), lang),
                    successor=row[f"successor_{lang}"],
                ),
            ),
        )
