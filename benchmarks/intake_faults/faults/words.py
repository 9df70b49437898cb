"""Units and years: spelt otherwise, or other ones."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import Final

from benchmarks.intake_faults.book import Book, Place
from benchmarks.intake_faults.cleans import Clean
from benchmarks.intake_faults.faults.fault import Spoilt, actual_places, as_book, keys_beside
from benchmarks.intake_faults.figures import (
    YEAR_FORMS,
    YEARS,
    era_year,
    kpis,
    told_year,
    year_text,
)
from benchmarks.intake_faults.truth import Key, Truth
from yamato_dx.fiscal_year import FiscalYear

# As the plan lists them, or in full width.
_SPELLINGS: Final = {
    "分": ("分間", "（分）"),
    "%": ("％", "パーセント"),
    "か所": ("箇所", "ヶ所", "カ所"),
    "人": ("名",),
    "件": ("件",),
    "時間": ("時間",),
    "業務": ("業務",),
    "回": ("回",),
}
_OTHERS: Final = ("千円", "ha", "km", "冊", "世帯", "ポイント")
_MULTIPLES: Final = ("千", "百", "万")


def unit_respelt(clean: Clean, random: Random) -> Spoilt | None:
    places = [p for p in clean.book.places("unit") if len(_SPELLINGS[clean.book.at(p).text]) > 1]
    if not places:
        return None
    place = random.choice(places)
    unit = clean.book.at(place).text
    other = random.choice([one for one in _SPELLINGS[unit] if "（" not in one])
    book = clean.book.replaced(place, replace(clean.book.at(place), text=other))
    known = [form for kpi in kpis().values() if kpi.unit.ja == unit for form in kpi.unit_forms]
    is_proven = other in known or other == "％"
    return as_book(clean, book, f"unit {unit} as {other}", is_recoverable=is_proven)


def other_unit(clean: Clean, random: Random) -> Spoilt | None:
    """The figure is of something else, or a thousand times as much: nobody knows."""
    places = list(clean.book.places("unit"))
    if not places:
        return None
    place = random.choice(places)
    unit = clean.book.at(place).text
    other = random.choice((*_OTHERS, *(f"{word}{unit}" for word in _MULTIPLES)))
    book = clean.book.replaced(place, replace(clean.book.at(place), text=other))
    doubtful = keys_beside(clean.book, place)
    return as_book(clean, book, f"unit {unit} became {other}", doubtful=doubtful)


def unit_behind(clean: Clean, random: Random) -> Spoilt | None:
    """A unit behind the number: the right one, or another."""
    plain = ("1", "4", "5", "9-1", "9-2")
    places = [p for p in actual_places(clean.book) if _truth(clean.book, p).kpi_no in plain]
    if not places:
        return None
    place = random.choice(places)
    truth, cell = _truth(clean.book, place), clean.book.at(place)
    is_right = random.random() < 0.5
    unit = truth.unit if is_right else random.choice((*_OTHERS, f"千{truth.unit}"))
    bare = cell.text.removesuffix(truth.unit)
    book = clean.book.replaced(place, replace(cell, text=f"{bare}{unit}", number=None, form="@"))
    doubtful = frozenset() if is_right else frozenset((truth.key,))
    is_proven = is_right and f"{bare}{unit}".removesuffix(truth.unit) == bare
    what = f"{cell.text} as {bare}{unit}"
    return as_book(clean, book, what, doubtful=doubtful, is_recoverable=is_proven)


def _truth(book: Book, place: Place) -> Truth:
    truth = book.at(place).truth
    assert truth is not None, "a figure stands there"
    return truth


def _years(clean: Clean) -> list[tuple[Place, str, int]]:
    return [
        (place, *told)
        for place in clean.book.places("year")
        if (told := told_year(clean.book.at(place)))
    ]


def _with_year(book: Book, place: Place, written: str, other: str) -> Book:
    cell = book.at(place)
    return book.replaced(place, replace(cell, text=cell.text.replace(written, other, 1)))


def year_respelt(clean: Clean, random: Random) -> Spoilt | None:
    years = _years(clean)
    if not years:
        return None
    place, written, year = random.choice(years)
    other = year_text(random.choice(YEAR_FORMS), year)
    book = _with_year(clean.book, place, written, other)
    told = told_year(book.at(place))
    is_proven = told is not None and told[1] == year
    return as_book(clean, book, f"{written} as {other}", is_recoverable=is_proven)


def year_unclear(clean: Clean, random: Random) -> Spoilt | None:
    """Without its era, of another era, a day, a number of days, none at all."""
    years = _years(clean)
    if not years:
        return None
    place, written, year = random.choice(years)
    era = era_year(year)
    other = random.choice(
        (
            f"{era}年度",
            f"{year % 100}年度",
            f"平成{era}年度",
            f"H{era}",
            f"{year + 1}/3/31",
            f"{year + 1}/1/1",
            str(45383 + 365 * (year - 2024)),
            "",
            "〃",
            "本年度",
            f"令和{era}～{era + 1}年度",
        )
    )
    book = _with_year(clean.book, place, written, other)
    return as_book(clean, book, f"{written} became {other}")


def other_year(clean: Clean, random: Random) -> Spoilt | None:
    """One year too many or too few. Where the file holds that year already, it says two things."""
    years = _years(clean)
    if not years:
        return None
    place, written, year = random.choice(years)
    other = random.choice([one for one in YEARS if one != year])
    form = next(form for form in YEAR_FORMS if year_text(form, year) == written)
    book = _with_year(clean.book, place, written, year_text(form, other))
    keys = keys_beside(clean.book, place)
    known = {truth.key for truth in clean.book.truths}
    moved = {(kpi_no, other, month) for kpi_no, _, month in keys}
    is_contradicted = moved & known or any(month for *_, month in keys)
    is_contradicted = is_contradicted or _has_target_of(clean.book, keys)
    printed = None if is_contradicted else _moved(clean.book, keys, other)
    what = f"{written} became {year_text(form, other)}"
    return as_book(clean, book, what, printed=printed)


def _has_target_of(book: Book, keys: frozenset[Key]) -> bool:
    """Whether the file prints beside one of these figures the target that the plan has for its year
    and not for its last, which stands in many a row."""
    targets = [truth for truth in book.truths if truth.role == "target" and truth.key in keys]
    last = FiscalYear(YEARS[-1])
    return any(kpis()[truth.kpi_no].target_in(last) != truth.value for truth in targets)


def _moved(book: Book, keys: frozenset[object], year: int) -> tuple[Truth, ...]:
    return tuple(
        replace(truth, fiscal_year=year) if truth.key in keys else truth for truth in book.truths
    )
