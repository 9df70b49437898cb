"""Words and digits of years, months and days as offices type them → the forms that are read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

from yamato_dx.lettering import katakana, nfkc

# Readings in kana: old systems print ﾈﾝﾄﾞ, and NFKC makes ネンド of it. Longer words first.
_KANA: Final = {
    "レイワ": "令和",
    "ヘイセイ": "平成",
    "ショウワ": "昭和",
    "セイレキ": "西暦",
    "ネンド": "年度",
    "ガンネン": "元年",
    "ネン": "年",
    "ガツ": "月",
    "マツ": "末",
    "ニチ": "日",
    "ゲンザイ": "現在",
    "ジテン": "時点",
}
_KANA_WORD = re.compile("|".join(_KANA))
_KANJI_DIGITS = "〇一二三四五六七八九"
_KANJI_NUMBER = re.compile(rf"[{_KANJI_DIGITS}十]+")


# What is longer names no year, month or day, and would be searched for one for long.
LONGEST: Final = 200


def plain(text: str) -> str:
    """Half-width, capitals, no spaces, 元年 and kanji numbers as digits, kana as their words.

    «» of what is longer than anybody writes a date.
    """
    written = text.strip()
    if len(written) > LONGEST:
        return ""
    folded = nfkc(written).upper()
    folded = _KANA_WORD.sub(lambda found: _KANA[found.group()], katakana(folded))
    folded = re.sub(r"(?<=[和成昭令平RHS])元", "1", folded)
    return _KANJI_NUMBER.sub(_kanji_number, folded)


def _kanji_number(match: re.Match[str]) -> str:
    text = match.group()
    if "十" not in text:
        return "".join(str(_KANJI_DIGITS.index(digit)) for digit in text)
    tens, _, ones = text.partition("十")
    if len(tens) > 1 or len(ones) > 1 or "十" in ones:
        return text
    tens, ones = tens or "一", ones or "〇"
    return str(10 * _KANJI_DIGITS.index(tens) + _KANJI_DIGITS.index(ones))


# A calendar year said as such: what is counted from January is no fiscal year.
_CALENDAR_YEAR = re.compile(
    r"暦年|歴年|CY|(?<![0-9])1月(?:1日)?(?:[~〜-]|カラ)[^~〜]*?(?<![0-9])12月"
)
_PART_OF_YEAR = re.compile(r"半期|半年|[上下前後中]期|[0-9]Q|Q[0-9]|四半|[1-4]H|H[12]$")
_RANGE = re.compile(r"[~〜]|(?<=[月年度])(?:[-–—−]|カラ)(?=.*[月年度])")


def span(folded: str) -> str | None:
    """Why a text is no single year, month or day, if it names a longer or another span."""
    kinds = (
        ("calendar_year", _CALENDAR_YEAR),
        ("part_of_year", _PART_OF_YEAR),
        ("period_range", _RANGE),
    )
    return next((code for code, pattern in kinds if pattern.search(folded)), None)


MONTH_NAMES: Final = (
    "JAN",
    "FEB",
    "MAR",
    "APR",
    "MAY",
    "JUN",
    "JUL",
    "AUG",
    "SEP",
    "OCT",
    "NOV",
    "DEC",
)
_NAMES = "|".join(MONTH_NAMES)
# What spreadsheets make of «6-4» or «R6.4»: 6-Apr, Apr-24, 6月4日, day numbers of this century.
_DAY_OF_MONTH = re.compile(
    rf"(?P<first>[0-9]{{1,2}})(?:-(?P<name>{_NAMES})(?:-[0-9]{{2,4}})?|月(?P<second>[0-9]{{1,2}})日)"
)
_MONTH_AND_YEAR = re.compile(rf"(?P<name>{_NAMES})-(?P<number>[0-9]{{1,4}})")
_DAY_ZERO = date(1899, 12, 30)
# The numbers that a spreadsheet keeps for the days from 1982 to 2119.
DAY_NUMBER: Final = re.compile(r"[34567][0-9]{4}")
_BEFORE_REIWA = 2018  # 令和1 is 2019


def spreadsheet_day(number: str) -> date:
    """The day that a spreadsheet keeps as this number."""
    return _DAY_ZERO + timedelta(int(number))


def spreadsheet_date(folded: str, *, is_month: bool) -> tuple[str, Mapping[str, object]] | None:
    """What a spreadsheet made a date of: the code of why it is not read, and its readings.

    `is_month`: it stands where a month is expected.
    """
    if DAY_NUMBER.fullmatch(folded):
        return "excel_day_number", {"reading": spreadsheet_day(folded).isoformat()}
    by_name, by_day = _MONTH_AND_YEAR.fullmatch(folded), _DAY_OF_MONTH.fullmatch(folded)
    if by_name and is_month:
        number, month = int(by_name["number"]), MONTH_NAMES.index(by_name["name"]) + 1
        year = number if number > 99 else 2000 + number
        return "month_or_day", _month(year, month) | {"day_no": number}
    if by_day and is_month:
        first = int(by_day["first"])
        name = by_day["name"]
        month = MONTH_NAMES.index(name) + 1 if name else int(by_day["second"])
        if 1 <= month <= 12 and first:
            return "excel_date_month", _month(_BEFORE_REIWA + first, month)
    return ("excel_date", {}) if by_name or by_day else None


# 9-1 as spreadsheets show and keep it once they took it for the first of September.
_DATED: Final = (
    re.compile(r"(?P<first>[0-9]{1,2})月(?P<second>[0-9]{1,2})日"),
    re.compile(r"(?P<first>[0-9]{1,2})/(?P<second>[0-9]{1,2})"),
    re.compile(r"[0-9]{4}[-/](?P<first>[0-9]{1,2})[-/](?P<second>[0-9]{1,2})(?:[T ]?00:.*)?"),
    re.compile(r"[0-9]{4}年(?P<first>[0-9]{1,2})月(?P<second>[0-9]{1,2})日"),
    re.compile(r"(?P<second>[0-9]{1,2})-(?P<first>[A-Z]{3})"),
    re.compile(r"(?P<first>[A-Z]{3})-(?P<second>[0-9]{1,2})"),
)


def before_the_date(text: str) -> str | None:
    """The «9-1» of which a spreadsheet made 9月1日, 2025-09-01, 1-Sep or a day number."""
    written = nfkc(text).upper()
    if DAY_NUMBER.fullmatch(written):
        written = spreadsheet_day(written).isoformat()
    for pattern in _DATED:
        found = pattern.fullmatch(written)
        if found and (month := _month_number(found["first"])):
            return f"{month}-{int(found['second'])}"
    return None


def _month_number(text: str) -> int:
    if text in MONTH_NAMES:
        return MONTH_NAMES.index(text) + 1
    return int(text) if text.isdigit() else 0


def _month(year: int, month: int) -> dict[str, object]:
    return {"month": f"{year}-{month:02}", "year": year, "month_no": month}
