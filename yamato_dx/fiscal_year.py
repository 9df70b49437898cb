"""The fiscal year of Japanese public bodies: April to March. 2024 = 令和6年度 = R6 = FY2024."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from yamato_dx.date_words import plain, span, spreadsheet_date
from yamato_dx.lettering import is_ditto, lost_sign

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


YearSaid = Literal["fiscal", "year", "bare"]

# Last year in which an era names a fiscal year: FY1989 is 平成元年度, FY2019 also 平成31年度.
_LAST_FISCAL_YEAR_OF_ERA = {"R": 99, "H": 31, "S": 63}
_LAST_YEAR_OF_ERA = {"R": 99, "H": 31, "S": 64}
_ERA_LETTERS = {name: letter for letter, era, _ in ERAS for name in (letter, era, era[0])}
_FIRST_OF_ERA = {letter: first for letter, _, first in ERAS}

_YEAR = r"(?:(?P<era>令和|平成|昭和|[令平昭RHS])\.?(?P<era_year>[0-9]{1,3})|(?P<western>[0-9]{4}))"
_SEPARATOR = r"(?:年|[./-])"
# 末 ends a fiscal year only after 年度: the end of a 年 is in December.
_WHOLE = r"年度(?:末(?:現在|時点)?|分|計|合計|通年|年間)?"
_FISCAL_YEAR = re.compile(rf"(?:FY\.?|西暦)?{_YEAR}(?:{_WHOLE}|年|度|FY)?")
# One year in two calendars: 令和6(2024)年度, 2024年(令和6年)度, R6/2024.
_FISCAL_YEAR_TWICE = re.compile(
    r"(?P<first>[^()]+)\((?P<second>[^()]+)\)(?P<rest>年度|年|度)?"
    r"|(?P<one>[^/・=,、|]+)[/・=,、|](?P<other>[^/・=,、|]+)"
)
_YEAR_AND_MORE = re.compile(rf"(?P<year>(?:FY\.?|西暦)?{_YEAR}(?:年度|年|度)?)(?P<word>\D+)")
_AS_OF = r"(?:現在|時点)?"
_MONTH = re.compile(
    rf"{_YEAR}{_SEPARATOR}(?P<month>[0-9]{{1,2}})月?(?P<rest>分|度|末日|末)?{_AS_OF}"
)
_MONTH_AND_MORE = re.compile(
    rf"(?P<written>{_YEAR}{_SEPARATOR}[0-9]{{1,2}}月?)(?P<word>[^0-9/.-]+)"
)
_JANUARY_TO_DECEMBER = r"1月(?:1日)?(?:[~〜-]|カラ)(?:(?P<again>[^~〜]+)年)?12月(?:31日)?(?:マデ)?"
# A calendar year said as such: 2024年(暦年), CY2024, 令和6年1月~12月.
_CALENDAR_YEAR = re.compile(
    rf"(?P<before>暦年|歴年|CY\.?)?(?:西暦)?{_YEAR}年?"
    rf"(?P<behind>\(?(?:暦年|歴年|CY|{_JANUARY_TO_DECEMBER})\)?)?"
)
_BRACKETS = "()[]{}【】〔〕「」<>"
_MONTH_OF_FISCAL_YEAR = re.compile(rf"{_YEAR}年度(?P<month>[0-9]{{1,2}})月(?:分|末{_AS_OF})?")
_BARE_MONTH = re.compile(r"(?P<month>[0-9]{1,2})(?:月分?)?")
_COMPACT_MONTH = re.compile(r"(?P<western>(?:19|20)[0-9]{2})(?P<month>0[1-9]|1[0-2])")
_DAY = re.compile(
    rf"{_YEAR}{_SEPARATOR}(?P<month>[0-9]{{1,2}})(?:月|[./-])(?P<day>[0-9]{{1,2}})日?{_AS_OF}"
    r"(?:[T ]?00:00(?::00(?:\.0+)?)?)?"
)
_COMPACT_DAY = re.compile(
    r"(?P<western>(?:19|20)[0-9]{2})(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12][0-9]|3[01])"
)
_TWO_DIGITS = re.compile(r"(?:FY|')?(?P<number>[0-9]{1,2})(?:年度|年)?")
_EARLIEST = 1927  # the first calendar year that begins within an era of ERAS' fiscal years


def _western_year(found: re.Match[str], last_years: Mapping[str, int]) -> int | Unclear:
    groups = found.groupdict()
    if groups.get("western"):
        year = int(groups["western"])
        return year if _EARLIEST <= year <= 2199 else Unclear("year_unknown", {"year": year})
    letter = _ERA_LETTERS[groups["era"]]
    era_year = int(groups["era_year"])
    if not 1 <= era_year <= last_years[letter]:
        name = next(era for era_letter, era, _ in ERAS if era_letter == letter)
        values = {"era": name, "year": era_year, "last": last_years[letter]}
        return Unclear("era_year_unknown", values)
    return _FIRST_OF_ERA[letter] + era_year - 1


def parse_fiscal_year(text: str) -> FiscalYear | Unclear:
    """What a cell under a 年度 heading says: 令和6年度, R6, 2024, 令和6(2024)年度, R6/2024."""
    folded = plain(text)
    twice = _FISCAL_YEAR_TWICE.fullmatch(folded)
    if twice and (both := _one_of_two(twice)):
        return both
    found = _FISCAL_YEAR.fullmatch(folded)
    if not found:
        return _why_no_fiscal_year(folded)
    year = _western_year(found, _LAST_FISCAL_YEAR_OF_ERA)
    return year if isinstance(year, Unclear) else FiscalYear(year)


def parse_calendar_year(text: str) -> int | None:
    """The year of 2024年(暦年), CY2024, 令和6年1月~12月; None for what says no calendar year."""
    found = _CALENDAR_YEAR.fullmatch(plain(text))
    if not found or not (found["before"] or found["behind"]):
        return None
    year = _western_year(found, _LAST_YEAR_OF_ERA)
    again = re.fullmatch(_YEAR, found["again"] or "")
    is_one_year = not found["again"] or (again and _western_year(again, _LAST_YEAR_OF_ERA) == year)
    return year if isinstance(year, int) and is_one_year else None


def year_said(text: str) -> YearSaid:
    """Which kind of year a text names that can be read as a fiscal year: 年度, 年, or none of the
    two (2024, R6)."""
    folded = plain(text)
    if "度" in folded or "FY" in folded:
        return "fiscal"
    return "year" if "年" in folded else "bare"


def _one_of_two(twice: re.Match[str]) -> FiscalYear | Unclear | None:
    """The year that is written twice; None where one of the two is no year."""
    first = parse_fiscal_year((twice["first"] or twice["one"]) + (twice["rest"] or ""))
    second = parse_fiscal_year(twice["second"] or twice["other"])
    if isinstance(first, Unclear) or isinstance(second, Unclear):
        return None
    if first == second:
        return first
    return Unclear("years_differ", {"first": first.start_year, "second": second.start_year})


def _why_no_fiscal_year(folded: str) -> Unclear:
    digits = _TWO_DIGITS.fullmatch(folded)
    if digits:
        number = int(digits["number"])
        values = {"number": number, "western": 2000 + number}
        return Unclear("fiscal_year_two_digits", values)
    for parse in (parse_month, parse_day):
        day = parse(folded)
        if isinstance(day, date) and day.year >= _EARLIEST:
            year = FiscalYear.of(day)
            letter, _, era_year = year.era
            readings = {"western": year.start_year, "letter": letter, "era_year": era_year}
            return Unclear("date_not_fiscal_year", readings | {"calendar": day.year})
    why = _why_not(folded, "not_fiscal_year")
    more = _YEAR_AND_MORE.fullmatch(folded)
    if why.code != "not_fiscal_year" or not more:
        return why
    year_alone = parse_fiscal_year(more["year"])
    if isinstance(year_alone, Unclear):
        return why
    word = more["word"].strip(_BRACKETS)
    return Unclear("year_with_word", {"word": word, "western": year_alone.start_year})


def parse_month(text: str) -> date | MonthOfYear | Unclear:
    """What a cell under a 年月 heading says, as the month's first day: 2024/4, R6.4, 2024年4月.

    A day that begins or ends a month stands for the month, as spreadsheets write it.
    """
    folded = plain(text)
    bare = _BARE_MONTH.fullmatch(folded)
    if bare and 1 <= int(bare["month"]) <= 12:
        return MonthOfYear(int(bare["month"]))
    in_fiscal_year = _MONTH_OF_FISCAL_YEAR.fullmatch(folded)
    if in_fiscal_year:
        return _month_of_fiscal_year(in_fiscal_year)
    found = _MONTH.fullmatch(folded) or _COMPACT_MONTH.fullmatch(folded)
    if found:
        return _day_of(found, "1", "not_month")
    return _month_of_day(folded)


def _month_of_fiscal_year(found: re.Match[str]) -> date | Unclear:
    year = _western_year(found, _LAST_FISCAL_YEAR_OF_ERA)
    month = int(found["month"])
    if isinstance(year, Unclear):
        return year
    if not 1 <= month <= 12:
        return Unclear("not_month")
    return date(year + (month < FIRST_MONTH), month, 1)


def _month_of_day(folded: str) -> date | Unclear:
    found = _DAY.fullmatch(folded) or _COMPACT_DAY.fullmatch(folded)
    if not found:
        return _why_no_month(folded)
    day = _day_of(found, found["day"], "not_day")
    if isinstance(day, Unclear):
        return day
    if day.day not in (1, monthrange(day.year, day.month)[1]):
        return Unclear("day_not_month", {"day": day.isoformat(), "month": f"{day:%Y-%m}"})
    return day.replace(day=1)


def _why_no_month(folded: str) -> Unclear:
    more = _MONTH_AND_MORE.fullmatch(folded)
    why = _why_not(folded, "not_month")
    if why.code != "not_month":
        return why
    if more and isinstance(month := parse_month(more["written"]), date):
        word = more["word"].strip(_BRACKETS)
        return Unclear("month_with_word", {"word": word, "month": f"{month:%Y-%m}"})
    is_year = "年度" in folded or bool(_FISCAL_YEAR.fullmatch(folded))
    return Unclear("fiscal_year_not_month" if is_year else "not_month")


def parse_day(text: str) -> date | Unclear:
    """What a cell under a 時点 heading says: 2024/7/31, R6.7.31, 令和6年7月末現在."""
    folded = plain(text)
    found = _DAY.fullmatch(folded) or _COMPACT_DAY.fullmatch(folded)
    if found:
        return _day_of(found, found["day"], "not_day")
    month = _MONTH.fullmatch(folded)
    if not month:
        return _why_not(folded, "not_day")
    first = _day_of(month, "1", "not_day")
    if isinstance(first, Unclear):
        return first
    last = first.replace(day=monthrange(first.year, first.month)[1])
    if month["rest"] in ("末", "末日"):
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


def _why_not(folded: str, otherwise: str) -> Unclear:
    """Why a text that no form above reads is not read."""
    if is_ditto(folded):
        return Unclear("ditto")
    sign = lost_sign(folded)
    if sign:
        return Unclear("lost_sign", {"sign": sign})
    rewritten = spreadsheet_date(folded, is_month=otherwise == "not_month")
    if rewritten:
        return Unclear(*rewritten)
    return Unclear(span(folded) or otherwise)
