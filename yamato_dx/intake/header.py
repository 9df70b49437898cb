"""Headings as offices write them → our columns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Final

from yamato_dx.i18n import LANGUAGES, text
from yamato_dx.lettering import katakana, nfkc

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
        "ダンタイコード",
    ),
    "fiscal_year": ("年度", "会計年度", "対象年度", "実績年度", "報告年度", "ネンド"),
    "month": ("年月", "月", "対象月", "対象年月", "実績月", "year_month", "ネンゲツ", "ツキ"),
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
        "KPIバンゴウ",
        "バンゴウ",
        "シヒョウバンゴウ",
    ),
    "kpi_name": (
        "指標名",
        "指標",
        "KPI",
        "KPI名",
        "KPI名称",
        "指標名称",
        "項目",
        "項目名",
        "シヒョウメイ",
        "シヒョウ",
    ),
    "actual_value": (
        "実績値",
        "実績",
        "値",
        "数値",
        "実績数",
        "value",
        "ジッセキチ",
        "ジッセキ",
        "アタイ",
    ),
    "numerator": ("分子", "分子の数", "ブンシ"),
    "denominator": ("分母", "分母の数", "ブンボ"),
    "unit": ("単位", "タンイ"),
    "weight": ("人数", "件数の重み", "母数", "重み", "来庁者数", "計測人数", "ニンズウ"),
    "measured_on": ("時点", "基準日", "基準時点", "測定日", "ジテン", "キジュンビ"),
    "value_status": ("状態", "区分", "実績区分", "ステータス", "status", "ジョウタイ"),
    "note": ("備考", "摘要", "注記", "メモ", "ビコウ", "テキヨウ"),
    "sample_mark": ("見本データ",),
    "self_grade": ("自己評価", "評価", "総合評価", "評価区分", "ジコヒョウカ"),
    "reason": ("理由", "変更理由", "訂正理由", "差替え理由", "リユウ"),
}

# A column of years whose heading does not say 年度: known where the file has no column that does,
# and none of months.
YEAR_HEADINGS: Final = frozenset(("年", "暦年", "西暦", "西暦年", "対象年", "実績年", "報告年"))

# Columns that a file may print beside its values: recomputed from them, never stored.
WITNESSES: Final[dict[str, tuple[str, ...]]] = {
    "target_value": ("目標値", "目標", "年度目標", "年度目標値"),
    "attainment_ratio": ("達成率", "達成度", "目標達成率", "単年度達成率"),
    "difference": ("差", "差引", "目標との差", "目標差"),
    "change": ("増減", "前年度差", "前年差", "前年度比較"),
}

# What we print beside the cells to fill in, in our own form or in a file that is returned to be
# mended, for whoever fills them in: never read.
PRINTED: Final = ("serves", "target", "last_year", "counts", "form_id", "to_mend")

# Columns of our own assessment that no report has.
_ASSESSED: Final = ("verdict", "evidence")

# 実績値（件）: what a heading says of its column in brackets.
_SAID = re.compile(r"(?P<name>[^()\[\]【】〔〕]+)[(\[【〔](?P<said>[^()\[\]【】〔〕]+)[)\]】〕]")
# Brackets that say nothing of what the figures are. Of a value any other one names its unit.
_IDLE: Final = frozenset(
    ("必須", "任意", "数値", "数字", "数字のみ", "半角", "半角数字", "単位は右", "記入", "入力")
)
_COUNTING: Final = frozenset(("人", "名", "件", "回", "人数", "件数"))
# Columns of figures: another bracket than these may name other figures (前年度).
_GUARDED: Final = frozenset(("numerator", "denominator", "weight", "measured_on", "value_status"))


def folded(heading: str) -> str:
    """A heading without what offices vary: width, composition of dakuten, case, spaces."""
    return nfkc(heading).replace("_", "").casefold()


@cache
def _columns_by_heading() -> dict[str, str]:
    by_heading = {
        katakana(folded(name)): code for code, names in HEADINGS.items() for name in (code, *names)
    }
    labels = {
        katakana(folded(text(f"intake.column.{code}", lang))): code
        for code in HEADINGS
        for lang in LANGUAGES
    }
    return labels | by_heading


def column_of(heading: str) -> str | None:
    """The column that a heading names, None for a heading that is not ours."""
    plain = katakana(folded(heading))
    column = _columns_by_heading().get(plain)
    bracketed = _SAID.fullmatch(plain)
    if column or not bracketed:
        return column
    column = _columns_by_heading().get(bracketed["name"])
    is_open = column not in _GUARDED or bracketed["said"] in _IDLE | _COUNTING
    return column if is_open else None


def unit_in_heading(heading: str) -> str:
    """«件» of 実績値（件）, as NFKC; empty where a heading names no unit."""
    bracketed = _SAID.fullmatch(nfkc(heading))
    if (
        not bracketed
        or bracketed["said"] in _IDLE
        or katakana(folded(heading)) in _columns_by_heading()
    ):
        return ""
    return bracketed["said"]


def known_columns(headings: Iterable[str]) -> set[str]:
    """The columns that these headings name; quotes around a heading do not matter."""
    found = (column_of(heading.strip().strip('"')) for heading in headings)
    return {column for column in found if column}


@cache
def _witnesses_by_heading() -> dict[str, str]:
    return {folded(name): code for code, names in WITNESSES.items() for name in names}


def witness_of(heading: str) -> str | None:
    """The kind of witness that a heading names; the unit behind it («達成率（%）») does not
    matter."""
    bare = re.sub(r"[(（［\[].*$", "", heading)
    return _witnesses_by_heading().get(folded(bare))


def role_of(heading: str) -> str | None:
    """The column, witness or printed word that a heading names. A file may have several witnesses
    of one kind, each by its own heading, but reads one target."""
    kind = witness_of(heading)
    of_witness = kind if kind in (None, "target_value") else f"{kind}:{folded(heading)}"
    printed = f"printed:{folded(heading)}" if folded(heading) in _printed() else None
    return column_of(heading) or of_witness or printed


@cache
def _printed() -> frozenset[str]:
    return frozenset(
        folded(text(f"intake.template.{code}", lang)) for code in PRINTED for lang in LANGUAGES
    )


def is_returned(heading: str) -> bool:
    """Whether we put it over our own reasons."""
    return folded(heading) in {folded(text("intake.template.to_mend", lang)) for lang in LANGUAGES}


def roles_of(header: Sequence[str]) -> tuple[str | None, ...]:
    """What each heading of a table names; beside 備考, 備考（担当課） names nothing."""
    roles = [role_of(heading) for heading in header]
    plain = {role for role, heading in zip(roles, header, strict=True) if _is_plain(heading)}
    if {"fiscal_year", "month"}.isdisjoint(roles):
        roles = [
            "fiscal_year" if is_year_heading(heading) else role
            for role, heading in zip(roles, header, strict=True)
        ]
    return tuple(
        None if role in plain and not _is_plain(heading) else role
        for role, heading in zip(roles, header, strict=True)
    )


def is_year_heading(heading: str) -> bool:
    """Whether a heading of years does not say that they are fiscal years."""
    return folded(heading) in YEAR_HEADINGS


def _is_plain(heading: str) -> bool:
    """Whether a heading is one of ours to the letter, without a bracket."""
    name = folded(heading)
    return katakana(name) in _columns_by_heading() or name in _witnesses_by_heading()


def is_witness(role: str | None) -> bool:
    """Whether what a heading names is recomputed from the values, never stored."""
    return role is not None and role.partition(":")[0] in WITNESSES


def is_printed(role: str | None) -> bool:
    """Whether what a heading names was printed by our own form, and is never read."""
    return role is not None and role.startswith("printed:")


def is_assessment(headings: Iterable[str]) -> bool:
    """Whether these head the assessment that this product saves: no report, though it has years,
    KPIs and values."""
    folded_headings = {folded(heading) for heading in headings}
    return all(not folded_headings.isdisjoint(_labels(code)) for code in _ASSESSED)


@cache
def _labels(code: str) -> frozenset[str]:
    labels = (text(f"output.column.{code}", lang) for lang in LANGUAGES)
    return frozenset(folded(label) for label in (code, *labels))
