"""What the text of a heading or label says: a year, a month, the role of a figure, its state."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final, Literal

from yamato_dx.fiscal_year import FiscalYear, MonthOfYear, parse_fiscal_year, parse_month
from yamato_dx.intake.cells.status import STATUS_WORDS
from yamato_dx.intake.header import column_of
from yamato_dx.lettering import nfkc

FigureRole = Literal[
    "actual",
    "target",
    "baseline",
    "present",
    "attainment_ratio",
    "execution_ratio",
    "difference",
    "change",
    "sum",
    "mean",
    "budget",
    "grade",
]
# What a figure is said to be. 現状 is an actual of its year or the plan's baseline: asked.
ROLE_WORDS: Final[Mapping[FigureRole, tuple[str, ...]]] = {
    "attainment_ratio": (*("目標達成率", "単年度達成率", "達成率", "達成度", "進捗率"),),
    "execution_ratio": ("執行率", "予算執行率"),
    "difference": ("目標との差", "目標差", "差引", "乖離", "差"),
    "change": (
        *(
            "対前年度増減",
            "前年度差",
            "前年差",
            "前年度比較",
            "対前年度",
            "前年度比",
            "前年比",
            "増減",
        ),
    ),
    "budget": ("当初予算額", "予算現額", "予算額", "補正予算", "事業費", "予算"),
    "baseline": ("基準値", "従前値", "策定時の値", "策定時", "当初値", "基準"),
    "present": ("現状値", "現況値", "現状"),
    "target": (
        *("最終目標値", "最終目標", "中間目標", "KPI目標", "目標値", "目標", "計画値", "計画"),
        *("指標値", "予定値", "予定"),
    ),
    "actual": (
        *(
            "実績値",
            "実績数",
            "実績額",
            "取組実績",
            "実績",
            "実測値",
            "結果",
            "決算額",
            "決算",
            "数値",
        ),
        *("実数", "達成値"),
    ),
    "grade": ("総合評価", "自己評価", "評価区分", "進捗状況", "達成状況", "評価", "判定", "ランク"),
    "mean": ("月平均", "平均値", "平均"),
    "sum": ("年度計", "年間計", "合計", "総計", "小計", "年計", "通年", "年間", "計"),
}
# Columns that only a table of another shape than the long one has.
MORE_LABELS: Final[Mapping[str, tuple[str, ...]]] = {
    "role": ("区分", "種別", "項目", "内容", "目標/実績", "目標・実績", "計画/実績", "予実"),
    "section": ("担当課", "所管課", "課名", "所属", "担当", "所管", "部署", "担当部署", "主管課"),
    "definition": ("定義", "算出方法", "算定方法", "説明", "指標の説明", "算式", "計算式"),
    "project": ("事業名", "取組", "施策", "取組名", "事業", "取組事項", "具体的取組", "施策名"),
    "target_year": ("目標年度", "達成年度", "目標年月", "最終年度"),
    "baseline_year": ("基準年度", "基準年", "現状年度"),
}
_ERA: Final = r"(?:令和|平成|昭和|(?<![A-Z])[RHS])\.?"
_ERA_YEAR: Final = rf"{_ERA}[0-9]{{1,2}}"
_WESTERN: Final = r"(?:FY\.?|西暦|(?<![0-9.,/]))(?:19|20)[0-9]{2}(?![0-9])"
_ONE_YEAR: Final = rf"(?:{_ERA_YEAR}|{_WESTERN})"
_TWICE: Final = rf"(?:[(/・]{_ONE_YEAR}(?:年度|年)?\)?)?"
YEAR: Final = re.compile(
    rf"(?P<year>{_ONE_YEAR}{_TWICE}(?:年度|年|FY)?)(?!年?[0-9./月-])"
    r"|(?P<bare>(?<![0-9.,/-])[0-9]{1,2}年度)"
)
_YEAR_TAIL: Final = re.compile(r"^(?:末現在|末時点|年度末|末|時点|現在|平均|中|間|分)")
_MONTH: Final = re.compile(
    rf"(?:{_ONE_YEAR}(?:年度|年)?[./-]?)?(?<![0-9])(?:1[0-2]|[1-9])月(?:分|末|度|末現在)?(?![0-9])"
    rf"|{_ONE_YEAR}[./](?:1[0-2]|0?[1-9])(?![0-9./])"
)
_UNIT: Final = re.compile(r"[(\[【〔](?P<unit>[^()\[\]【】〔〕]*)[)\]】〕]")
_MARKS: Final = re.compile(r"[()\[\]【】〔〕「」:・,、/~〜※*のー‐-]")
# 実績値①, KPI1実績: which of several blocks a heading is of.
_NUMBERED: Final = re.compile(r"(?:KPI|指標)?[0-9]{0,2}")
_STATUSES: Final = tuple(
    sorted(
        ((word, status) for status, words in STATUS_WORDS.items() for word in words),
        key=lambda pair: -len(pair[0]),
    )
)


@dataclass(frozen=True)
class Wording:
    """`year`: as written, «24年度» if `is_bare_year` (no era stands with it). `label`: the column
    of the long layout, or of MORE_LABELS, that the text heads. `is_sum`: of the figures of its role
    («実績計»). `rest`: what none of it explains."""

    text: str
    year: str = ""
    is_bare_year: bool = False
    month: str = ""
    role: FigureRole | None = None
    status: str | None = None
    unit: str = ""
    label: str | None = None
    is_sum: bool = False
    rest: str = ""

    @property
    def is_period(self) -> bool:
        return bool(self.year or self.month)

    @property
    def is_heading(self) -> bool:
        """Whether all of it is what a heading says."""
        return bool(self.label) or (
            not self.rest and bool(self.is_period or self.role or self.status)
        )


@lru_cache(maxsize=65_536)
def folded(text: str) -> str:
    """In one width and without spaces, capitals, 元年 as 1年."""
    return re.sub(r"(?<=[和成昭RHS])元", "1", nfkc(text).upper())


@lru_cache(maxsize=65_536)
def wording_of(text: str) -> Wording:
    words = folded(text)
    if not words:
        return Wording(text)
    label = label_of(text)
    year, is_bare, rest = _year_in(words)
    month, rest = _month_in(words, rest)
    role, rest = ("actual", "") if column_of(text) == "actual_value" else _role_in(rest)
    status, rest = _status_in(rest)
    if status and role is None:
        role = "actual"
    unit, rest = _unit_in(rest)
    rest = _MARKS.sub("", rest)
    is_sum = role in ("actual", "target") and rest in ROLE_WORDS["sum"]
    if is_sum or _NUMBERED.fullmatch(rest):
        rest = ""
    return Wording(text, year, is_bare, month, role, status, unit, label, is_sum, rest)


@lru_cache(maxsize=65_536)
def label_of(text: str) -> str | None:
    """The column that a text heads, if it does nothing else."""
    words = folded(text)
    for label, names in MORE_LABELS.items():
        if words in names:
            return "kpi_name" if words == "項目" else label
    column = column_of(text)
    # A figure or a grade goes with its year; it names nothing.
    return None if column in (None, "actual_value", "self_grade") else column


def _year_in(words: str) -> tuple[str, bool, str]:
    found = YEAR.search(words)
    if not found:
        return "", False, words
    year = found["year"] or found["bare"]
    if found["year"] and not isinstance(parse_fiscal_year(year), FiscalYear):
        return "", False, words
    behind = _YEAR_TAIL.sub("", words[found.end() :])
    return year, bool(found["bare"]), words[: found.start()] + behind


def _month_in(words: str, rest: str) -> tuple[str, str]:
    """A month with its year («R6.4») stands alone; one without may follow its year."""
    month = parse_month(words)
    if isinstance(month, date):
        return words, ""
    found = _MONTH.search(rest)
    if found:
        alone = parse_month(found.group())
        if isinstance(alone, date | MonthOfYear):
            return found.group(), rest[: found.start()] + rest[found.end() :]
    return "", rest


def _role_in(words: str) -> tuple[FigureRole | None, str]:
    """The role whose word is the longest in the text."""
    bare = _UNIT.sub("", words)
    for where in (bare, words):
        found = [
            (len(word), role, word)
            for role, names in ROLE_WORDS.items()
            for word in names
            if word in where
        ]
        if found:
            _, role, word = max(found)
            return role, words.replace(word, "", 1)
    return None, words


def _status_in(words: str) -> tuple[str | None, str]:
    for word, status in _STATUSES:
        if word in words:
            return status, words.replace(word, "", 1)
    return None, words


def _unit_in(words: str) -> tuple[str, str]:
    found = _UNIT.search(words)
    if not found or not found["unit"]:
        return "", _UNIT.sub("", words)
    return found["unit"], words[: found.start()] + words[found.end() :]
