"""The fiscal year of Japanese public bodies: April to March. 2024 = 令和6年度 = R6 = FY2024."""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

# Local Autonomy Act, article 208 (地方自治法 第208条): 1 April to 31 March.
FIRST_MONTH = 4

# First fiscal year counted in each era. R1 is 2019: FY2019 began as 平成31年度 and is 令和元年度.
ERAS = (("R", "令和", 2019), ("H", "平成", 1989), ("S", "昭和", 1926))


@dataclass(frozen=True, order=True)
class FiscalYear:
    """The year in whose April it begins."""

    start_year: int

    @classmethod
    def of(cls, day: date) -> FiscalYear:
        return cls(day.year if day.month >= FIRST_MONTH else day.year - 1)

    @property
    def first_day(self) -> date:
        return date(self.start_year, FIRST_MONTH, 1)

    @property
    def last_day(self) -> date:
        return date(self.start_year + 1, FIRST_MONTH - 1, 31)

    @property
    def months(self) -> tuple[date, ...]:
        """The first days of its twelve months, April first."""
        return tuple(
            date(self.start_year + (month < FIRST_MONTH), month, 1)
            for month in (*range(FIRST_MONTH, 13), *range(1, FIRST_MONTH))
        )

    @property
    def era(self) -> tuple[str, str, int]:
        """Letter, name and year within the era: ("R", "令和", 6)."""
        for letter, name, first in ERAS:
            if self.start_year >= first:
                return letter, name, self.start_year - first + 1
        raise AssertionError(f"fiscal year {self.start_year} is before 昭和")


@dataclass(frozen=True)
class Unclear:
    """A text that is no fiscal year, month or day, or that could be several.

    `code` says why; `values` hold the possible readings as plain numbers and dates.
    """

    code: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class MonthOfYear:
    """A month whose year the row's 年度 says («4月»)."""

    month: int


# Last year in which an era names a fiscal year: FY1989 is 平成元年度, FY2019 also 平成31年度.
_LAST_FISCAL_YEAR_OF_ERA = {"R": 99, "H": 31, "S": 63}
_LAST_YEAR_OF_ERA = {"R": 99, "H": 31, "S": 64}
_ERA_LETTERS = {name: letter for letter, era, _ in ERAS for name in (letter, era, era[0])}
_FIRST_OF_ERA = {letter: first for letter, _, first in ERAS}

_YEAR = r"(?:(?P<era>令和|平成|昭和|[令平昭RHS])\.?(?P<era_year>[0-9]{1,3})|(?P<western>[0-9]{4}))"
_SEPARATOR = r"(?:年|[./-])"
_FISCAL_YEAR = re.compile(rf"(?:FY\.?|西暦)?{_YEAR}(?:年度|年|度)?")
_FISCAL_YEAR_TWICE = re.compile(r"([^()]+)\(([^()]+)\)")
_MONTH = re.compile(rf"{_YEAR}{_SEPARATOR}(?P<month>[0-9]{{1,2}})月?(?P<rest>分|度|末)?(?:現在)?")
_MONTH_OF_FISCAL_YEAR = re.compile(rf"{_YEAR}年度(?P<month>[0-9]{{1,2}})月分?")
_BARE_MONTH = re.compile(r"(?P<month>[0-9]{1,2})(?:月分?)?")
_COMPACT_MONTH = re.compile(r"(?P<western>(?:19|20)[0-9]{2})(?P<month>0[1-9]|1[0-2])")
_DAY = re.compile(
    rf"{_YEAR}{_SEPARATOR}(?P<month>[0-9]{{1,2}})(?:月|[./-])(?P<day>[0-9]{{1,2}})日?(?:現在|時点)?"
    r"(?:[T ]?00:00(?::00(?:\.0+)?)?)?"
)
_COMPACT_DAY = re.compile(
    r"(?P<western>(?:19|20)[0-9]{2})(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12][0-9]|3[01])"
)
_MONTH_NAMES = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
# What spreadsheets make of «6-4» or «R6.4»: 6-Apr, Apr-24, 6月4日, day numbers of this century.
_EXCEL_DATE = re.compile(
    rf"[0-9]{{1,2}}-(?:{'|'.join(_MONTH_NAMES)})(?:-[0-9]{{2,4}})?"
    rf"|(?:{'|'.join(_MONTH_NAMES)})-[0-9]{{1,4}}|[0-9]{{1,2}}月[0-9]{{1,2}}日"
)
_EXCEL_DAY_ZERO = date(1899, 12, 30)
_EXCEL_DAY_NUMBER = re.compile(r"[34567][0-9]{4}")
_PART_OF_YEAR = re.compile(r"半期|[上下前後]期|[0-9]Q|Q[0-9]")
_TWO_DIGITS = re.compile(r"(?:FY|')?(?P<number>[0-9]{1,2})(?:年度|年)?")
_EARLIEST = 1927  # the first calendar year that begins within an era of ERAS' fiscal years
_KANJI_DIGITS = "〇一二三四五六七八九"
_KANJI_NUMBER = re.compile(rf"[{_KANJI_DIGITS}十]+")


def _kanji_number(match: re.Match[str]) -> str:
    text = match.group()
    if "十" not in text:
        return "".join(str(_KANJI_DIGITS.index(digit)) for digit in text)
    tens, _, ones = text.partition("十")
    if len(tens) > 1 or len(ones) > 1 or "十" in ones:
        return text
    tens, ones = tens or "一", ones or "〇"
    return str(10 * _KANJI_DIGITS.index(tens) + _KANJI_DIGITS.index(ones))


def _plain(text: str) -> str:
    """Half-width, capitals, no spaces, 元年 and kanji numbers as digits."""
    folded = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).upper()
    folded = re.sub(r"(?<=[和成昭令平RHS])元", "1", folded)
    return _KANJI_NUMBER.sub(_kanji_number, folded)


def _western_year(found: re.Match[str], last_years: Mapping[str, int]) -> int | Unclear:
    groups = found.groupdict()
    if groups.get("western"):
        year = int(groups["western"])
        return year if _EARLIEST <= year <= 2199 else Unclear("year_unknown", {"year": year})
    letter = _ERA_LETTERS[groups["era"]]
    era_year = int(groups["era_year"])
    if not 1 <= era_year <= last_years[letter]:
        name = next(era for one, era, _ in ERAS if one == letter)
        values = {"era": name, "year": era_year, "last": last_years[letter]}
        return Unclear("era_year_unknown", values)
    return _FIRST_OF_ERA[letter] + era_year - 1


def parse_fiscal_year(text: str) -> FiscalYear | Unclear:
    """What a cell under a 年度 heading says: 令和6年度, R6, R06, 2024, 2024年度, FY2024."""
    plain = _plain(text)
    twice = _FISCAL_YEAR_TWICE.fullmatch(plain)
    if twice:
        first, second = (parse_fiscal_year(part) for part in twice.groups())
        return first if first == second else Unclear("not_fiscal_year")
    found = _FISCAL_YEAR.fullmatch(plain)
    if not found:
        return _why_no_fiscal_year(plain)
    year = _western_year(found, _LAST_FISCAL_YEAR_OF_ERA)
    return year if isinstance(year, Unclear) else FiscalYear(year)


def _why_no_fiscal_year(plain: str) -> Unclear:
    digits = _TWO_DIGITS.fullmatch(plain)
    if digits:
        number = int(digits["number"])
        values = {"number": number, "western": 2000 + number}
        return Unclear("fiscal_year_two_digits", values)
    for parse in (parse_month, parse_day):
        day = parse(plain)
        if isinstance(day, date) and day.year >= _EARLIEST:
            year = FiscalYear.of(day)
            letter, _, era_year = year.era
            readings = {"western": year.start_year, "letter": letter, "era_year": era_year}
            return Unclear("date_not_fiscal_year", readings)
    return _why_not(plain, "not_fiscal_year")


def parse_month(text: str) -> date | MonthOfYear | Unclear:
    """What a cell under a 年月 heading says, as the month's first day: 2024/4, R6.4, 2024年4月.

    A day that begins or ends a month stands for the month, as spreadsheets write it.
    """
    plain = _plain(text)
    bare = _BARE_MONTH.fullmatch(plain)
    if bare and 1 <= int(bare["month"]) <= 12:
        return MonthOfYear(int(bare["month"]))
    in_fiscal_year = _MONTH_OF_FISCAL_YEAR.fullmatch(plain)
    if in_fiscal_year:
        return _month_of_fiscal_year(in_fiscal_year)
    found = _MONTH.fullmatch(plain) or _COMPACT_MONTH.fullmatch(plain)
    if found:
        return _day_of(found, "1", "not_month")
    return _month_of_day(plain)


def _month_of_fiscal_year(found: re.Match[str]) -> date | Unclear:
    year = _western_year(found, _LAST_FISCAL_YEAR_OF_ERA)
    month = int(found["month"])
    if isinstance(year, Unclear):
        return year
    if not 1 <= month <= 12:
        return Unclear("not_month")
    return date(year + (month < FIRST_MONTH), month, 1)


def _month_of_day(plain: str) -> date | Unclear:
    found = _DAY.fullmatch(plain) or _COMPACT_DAY.fullmatch(plain)
    if not found:
        is_year = "年度" in plain or bool(_FISCAL_YEAR.fullmatch(plain))
        return _why_not(plain, "fiscal_year_not_month" if is_year else "not_month")
    day = _day_of(found, found["day"], "not_day")
    if isinstance(day, Unclear):
        return day
    if day.day not in (1, monthrange(day.year, day.month)[1]):
        return Unclear("day_not_month", {"day": day.isoformat(), "month": f"{day:%Y-%m}"})
    return day.replace(day=1)


def parse_day(text: str) -> date | Unclear:
    """What a cell under a 時点 heading says: 2024/7/31, R6.7.31, 令和6年7月末現在."""
    plain = _plain(text)
    found = _DAY.fullmatch(plain) or _COMPACT_DAY.fullmatch(plain)
    if found:
        return _day_of(found, found["day"], "not_day")
    month = _MONTH.fullmatch(plain)
    if not month:
        return _why_not(plain, "not_day")
    first = _day_of(month, "1", "not_day")
    if isinstance(first, Unclear):
        return first
    last = first.replace(day=monthrange(first.year, first.month)[1])
    if month["rest"] == "末":
        return last
    return Unclear("month_not_day", {"first": first.isoformat(), "last": last.isoformat()})


def _day_of(found: re.Match[str], day: str, otherwise: str) -> date | Unclear:
    year = _western_year(found, _LAST_YEAR_OF_ERA)
    if isinstance(year, Unclear):
        return year
    try:
        return date(year, int(found["month"]), int(day))
    except ValueError:
        return Unclear(otherwise)


def _why_not(plain: str, otherwise: str) -> Unclear:
    """Why a text that no form above reads is not read."""
    if _EXCEL_DAY_NUMBER.fullmatch(plain):
        reading = (_EXCEL_DAY_ZERO + timedelta(days=int(plain))).isoformat()
        return Unclear("excel_day_number", {"reading": reading})
    if _EXCEL_DATE.fullmatch(plain):
        return Unclear("excel_date")
    if _PART_OF_YEAR.search(plain):
        return Unclear("part_of_year")
    if re.search(r"[~〜]", plain):
        return Unclear("period_range")
    return Unclear(otherwise)
