"""Sentences, numbers, dates and fiscal years in the reader's language.

Catalogues are gettext files read by Babel, one per room and language
(`locales/<lang>/<room>.po`). Message ids are stable and start with the room:
`intake.problem.unknown_kpi`. Placeholders are named: `{kpi_no}`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import cache, lru_cache
from math import isclose
from pathlib import Path
from typing import Final, Literal
from zoneinfo import ZoneInfo

from babel.dates import format_date
from babel.messages.pofile import read_po
from babel.numbers import format_decimal
from babel.plural import PluralRule, to_python

from yamato_dx.fiscal_year import FiscalYear

LANGUAGES: Final = ("ja", "en")
DEFAULT_LANGUAGE: Final = "ja"
TOKYO: Final = ZoneInfo("Asia/Tokyo")
CATALOGUES: Final = Path(__file__).parent / "locales"
EARLIEST: Final = datetime(1926, 4, 1, tzinfo=TOKYO)
LATEST: Final = datetime(2200, 12, 31, tzinfo=TOKYO)
MISSING: Final = "–"
MINUS: Final = "−"

# Room for every digit of every float.
_ANY_LENGTH = Context(prec=700)
_ENGLISH_PLURAL = to_python(PluralRule({"one": "n is 1"}))
# How an English unit ends in the plural, and for one; the longest ending first.
_ENDINGS: Final = {"people": "person", "ies": "y", "sses": "ss", "ches": "ch", "shes": "sh",
                   "xes": "x", "ss": "ss", "s": ""}  # fmt: skip
_SHORTEST_PLURAL: Final = 4  # «s» is a second


@cache
def catalogue(lang: str) -> Mapping[str, str | tuple[str, ...]]:
    """All messages of one language: id → sentence, or (singular, plural)."""
    messages: dict[str, str | tuple[str, ...]] = {}
    for path in sorted((CATALOGUES / lang).glob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale=lang):
                if message.id:
                    key = message.id[0] if isinstance(message.id, tuple) else message.id
                    messages[str(key)] = message.string  # type: ignore[assignment]
    return messages


def text(message_id: str, lang: str, /, **values: object) -> str:
    """The sentence of `message_id` with its named values; `count` chooses the plural form."""
    message = catalogue(lang).get(message_id)
    assert message, f"no sentence for {message_id!r} in {lang!r}"
    if isinstance(message, tuple):
        form = 0 if _ENGLISH_PLURAL(values["count"]) == "one" else 1  # type: ignore[arg-type]
        message = message[min(form, len(message) - 1)]
    return message.format_map(values)


def half_up(value: float, decimals: int) -> Decimal:
    """四捨五入 of the shortest decimal that the float prints as, so that 0.285 → 0.29."""
    step = Decimal(1).scaleb(-decimals)
    return Decimal(repr(float(value))).quantize(step, ROUND_HALF_UP, _ANY_LENGTH)


def number(value: float | None, decimals: int, lang: str) -> str:
    """Thousands separated, rounded half up, a true minus sign; «–» for a missing value."""
    return MISSING if value is None or value != value else _number(float(value), decimals, lang)


@lru_cache(maxsize=4096)
def _number(value: float, decimals: int, lang: str) -> str:
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    rounded = half_up(value, decimals) + 0  # a negative that rounds to nothing has no sign
    return format_decimal(rounded, format=pattern, locale=lang).replace("-", MINUS)


def signed(value: float | None, decimals: int, lang: str) -> str:
    """As `number`, with a plus sign for a positive change."""
    shown = number(value, decimals, lang)
    return f"+{shown}" if value is not None and value == value and value > 0 else shown


def needed_decimals(value: float, limit: int = 6) -> int:
    """Decimals that `value` needs to print whole, at most `limit`."""
    return next(
        (
            decimals
            for decimals in range(limit)
            if half_up(value, decimals) == half_up(value, limit)
        ),
        limit,
    )


def true_decimals(
    value: float, thresholds: Iterable[float], decimals: int, sign: Literal[1, -1] = 1
) -> int:
    """The rule of digits: decimals, at least `decimals`, at which `value` is not printed on the
    other side of any of `thresholds`, nor as one that it falls short of: 99.996 beside 100.

    All in the unit printed. `sign` 1: more is better, -1: less is better. Within 1e-9 of a
    threshold a figure is equal to it, as in a verdict.
    """
    beside = tuple(thresholds)
    while any(_says_otherwise(value, threshold, decimals, sign) for threshold in beside):
        decimals += 1
    return decimals


def _says_otherwise(value: float, threshold: float, decimals: int, sign: int) -> bool:
    printed = half_up(value, decimals)
    is_printed_short = sign * (printed - Decimal(repr(float(threshold)))) < 0
    if isclose(value, threshold):
        # Thresholds are printed whole: 74.21 reached is not 74.2 beside it.
        return is_printed_short and decimals < needed_decimals(threshold)
    if sign * (value - threshold) > 0:
        return is_printed_short
    return not is_printed_short or printed == half_up(threshold, decimals)


def unit_of(shown: str, unit: str, lang: str) -> str:
    """`unit` behind a printed number: 2 items, 1 item, +1 item; but 1.0 items, 1/20 items. A plan
    gives its English units in the plural."""
    if lang != "en" or shown.lstrip(f"+{MINUS}") != "1":
        return unit
    before, space, word = unit.rpartition(" ")
    return f"{before}{space}{_singular(word)}"


def _singular(word: str) -> str:
    if len(word) < _SHORTEST_PLURAL:
        return word
    return next(
        (word.removesuffix(many) + one for many, one in _ENDINGS.items() if word.endswith(many)),
        word,
    )


def size(byte_count: int, lang: str) -> str:
    """Of a file: 640 B, 12.3 KB, 4.0 MB."""
    if byte_count < 1024:
        return f"{number(byte_count, 0, lang)} B"
    kilo = byte_count / 1024
    return f"{number(kilo, 1, lang)} KB" if kilo < 1000 else f"{number(kilo / 1024, 1, lang)} MB"


FiscalYearStyle = Literal["full", "short", "both"]


def fiscal_year(year: int | FiscalYear, lang: str, style: FiscalYearStyle = "full") -> str:
    """令和7年度, R7 or 令和7年度（2025年度）; in English FY2025, twice, or FY2025 (R7)."""
    fy = year if isinstance(year, FiscalYear) else FiscalYear(int(year))
    letter, era, era_year = fy.era
    if lang == "en":
        return (
            f"FY{fy.start_year} ({letter}{era_year})" if style == "both" else f"FY{fy.start_year}"
        )
    if style == "short":
        return f"{letter}{era_year}"
    name = f"{era}{'元' if era_year == 1 else era_year}年度"
    return f"{name}（{fy.start_year}年度）" if style == "both" else name


def calendar_year(year: int | FiscalYear, lang: str) -> str:
    """2024年（暦年）; in English CY2024. Both are read as what they say."""
    number = year.start_year if isinstance(year, FiscalYear) else int(year)
    return f"CY{number}" if lang == "en" else f"{number}年（暦年）"


def day(value: date | datetime | None, lang: str) -> str:
    """2026年5月11日 / 11 May 2026; a moment is shown by its Tokyo day."""
    if value is None:
        return MISSING
    if isinstance(value, datetime):
        value = value.astimezone(TOKYO).date() if value.tzinfo else value.date()
    return format_date(value, format="y年M月d日" if lang == "ja" else "d MMM y", locale=lang)


def month(value: date | datetime | None, lang: str) -> str:
    """2026年3月 / Mar 2026."""
    if value is None:
        return MISSING
    return format_date(value, format="y年M月" if lang == "ja" else "MMM y", locale=lang)


def month_name(number: int, lang: str) -> str:
    """4月 / Apr."""
    return format_date(date(2000, number, 1), format="M月" if lang == "ja" else "MMM", locale=lang)


def era_month(value: date, lang: str) -> str:
    """令和6年4月 / Apr 2024."""
    if lang != "ja":
        return month(value, lang)
    _, era, era_year = FiscalYear(value.year).era
    return f"{era}{'元' if era_year == 1 else era_year}年{value.month}月"


def moment(value: datetime, lang: str) -> str:
    """Tokyo day and minute: 2026-05-11 14:03."""
    assert lang in LANGUAGES, f"unknown language {lang!r}"
    return value.astimezone(TOKYO).strftime("%Y-%m-%d %H:%M")


def parse_moment(written: str | None) -> datetime | None:
    """An ISO moment, or a day meaning its end, in Tokyo unless it says otherwise; else None.

    Also None before the first fiscal year that an era names, and where calendars end: no day
    could be made of it.
    """
    if not written:
        return None
    try:
        found = datetime.fromisoformat(written)
    except ValueError:
        return None
    if len(written) <= len("2026-05-11"):
        found = found.replace(hour=23, minute=59, second=59, microsecond=999_999)
    placed = found if found.tzinfo else found.replace(tzinfo=TOKYO)
    return placed if EARLIEST <= placed <= LATEST else None


def chapter(words: str, lang: str) -> str:
    """第5章・第7章 as the plan has it; chapter 5, chapter 7 in English."""
    if lang != "en":
        return words
    return re.sub(r"第([0-9]+)章", r"chapter \1", words).replace("・", ", ")
