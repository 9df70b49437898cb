"""Headings as offices write them → our columns."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from typing import Final

from yamato_dx.i18n import LANGUAGES, text

# The first name of each is also the label on our own template (locales/, `intake.column.…`).
HEADINGS: Final[dict[str, tuple[str, ...]]] = {
    "municipality_code": (
        "団体コード",
        "市区町村コード",
        "市町村コード",
        "自治体コード",
        "全国地方公共団体コード",
        "地方公共団体コード",
        "団体CD",
    ),
    "fiscal_year": ("年度", "会計年度", "対象年度", "実績年度", "報告年度"),
    "month": ("年月", "月", "対象月", "対象年月", "実績月", "year_month"),
    "kpi_no": (
        "KPI番号",
        "番号",
        "No",
        "No.",
        "NO,",
        "№",
        "KPI No",
        "KPINo.",
        "指標番号",
        "指標No",
        "KPI#",
    ),
    "kpi_name": ("指標名", "指標", "KPI", "KPI名", "KPI名称", "指標名称", "項目", "項目名"),
    "actual_value": ("実績値", "実績", "値", "数値", "実績数", "value"),
    "numerator": ("分子", "分子の数"),
    "denominator": ("分母", "分母の数"),
    "unit": ("単位",),
    "weight": ("人数", "件数の重み", "母数", "重み", "来庁者数", "計測人数"),
    "measured_on": ("時点", "基準日", "基準時点", "測定日"),
    "value_status": ("状態", "区分", "実績区分", "ステータス", "status"),
    "note": ("備考", "摘要", "注記", "メモ"),
    "sample_mark": ("見本データ",),
    "reason": ("理由", "変更理由", "訂正理由", "差替え理由"),
}

# Columns that a file may print beside its values: recomputed from them, never stored.
WITNESSES: Final[dict[str, tuple[str, ...]]] = {
    "target_value": ("目標値", "目標", "年度目標", "年度目標値"),
    "attainment_ratio": ("達成率", "達成度", "目標達成率", "単年度達成率", "進捗率"),
    "difference": (
        "差",
        "差引",
        "目標との差",
        "目標差",
        "増減",
        "前年度差",
        "前年差",
        "前年度比較",
    ),
}

_NOT_SPELT = re.compile(r"[\s_]+")


def folded(heading: str) -> str:
    """A heading without what offices vary: width, composition of dakuten, case, spaces."""
    return _NOT_SPELT.sub("", unicodedata.normalize("NFKC", heading)).strip("\ufeff").casefold()


@cache
def _columns_by_heading() -> dict[str, str]:
    by_heading = {folded(name): code for code, names in HEADINGS.items() for name in (code, *names)}
    labels = {
        folded(text(f"intake.column.{code}", lang)): code for code in HEADINGS for lang in LANGUAGES
    }
    return labels | by_heading


def column_of(heading: str) -> str | None:
    """The column that a heading names, None for a heading that is not ours."""
    return _columns_by_heading().get(folded(heading))


def known_columns(headings: Iterable[str]) -> set[str]:
    """The columns that these headings name; quotes around a heading do not matter."""
    found = (column_of(heading.strip().strip('"')) for heading in headings)
    return {column for column in found if column}


@cache
def _witnesses_by_heading() -> dict[str, str]:
    return {folded(name): code for code, names in WITNESSES.items() for name in names}


def witness_of(heading: str) -> str | None:
    """The witness that a heading names; the unit behind it («達成率（%）») does not matter."""
    bare = re.sub(r"[(（［\[].*$", "", heading)
    return _witnesses_by_heading().get(folded(bare))


def role_of(heading: str) -> str | None:
    """The column or witness that a heading names."""
    return column_of(heading) or witness_of(heading)
