"""Headings and words of a population table → whose figures stand below them."""

from __future__ import annotations

import re
import unicodedata
from typing import Final, NamedTuple

from yamato_dx.intake.header import HEADINGS, folded

Sex = str


class CountedGroup(NamedTuple):
    """What a column of the wide layout counts."""

    sex: Sex
    age_group: str


# Columns that say of whom or when; `people` and `age_group` make the long layout.
NAMED: Final[dict[str, tuple[str, ...]]] = {
    "municipality_code": (*HEADINGS["municipality_code"], "都道府県コード又は市区町村コード"),
    "counted_on": (
        "時点",
        "基準日",
        "基準時点",
        "調査年月日",
        "年月日",
        "現在日",
        "日付",
        "date",
        "as of",
    ),
    "sex": ("性別", "男女別", "男女", "sex"),
    "age_group": ("年齢階級", "年齢区分", "年齢", "年齢別", "age group", "age"),
    "people": ("人口", "人数", "住民基本台帳人口", "population", "people"),
    "area": ("地域名", "地区名", "area"),
    "note": ("備考", "摘要", "注記", "note"),
    "sample_mark": HEADINGS["sample_mark"],
}
_CODES: Final = {folded(name): code for code, names in NAMED.items() for name in names}

TOTAL: Final = frozenset(
    folded(heading)
    for heading in ("総人口", "総数", "人口総数", "人口", "合計", "計", "全年齢", "男女計", "total")
)
SEXES: Final[dict[str, str]] = {
    folded(name): sex
    for sex, names in {
        "male": ("男性", "男", "male", "men"),
        "female": ("女性", "女", "female", "women"),
        "total": ("総数", "計", "合計", "男女計", "男女", "total"),
    }.items()
    for name in names
}
_GROUPS: Final[dict[str, str]] = {
    folded(name): group
    for group, names in {
        "0-14": ("年少人口", "15歳未満", "children"),
        "15-64": ("生産年齢人口", "working age"),
        "65+": ("老年人口", "高齢者人口", "高齢者", "高齢者数", "65歳以上人口"),
        "unknown": ("年齢不詳", "不詳", "不詳者", "unknown"),
    }.items()
    for name in names
}
# 15～64歳, 15-64, 15歳から64歳, 15〜64歳人口; 65歳以上, 65+, 100以上.
_DASH: Final = "[-~〜ー‐‑–—−]"
_SPAN: Final = re.compile(rf"([0-9]{{1,3}})歳?(?:{_DASH}|から)([0-9]{{1,3}})歳?(?:人口|の人口)?")
_OVER: Final = re.compile(r"([0-9]{1,3})(?:歳?以上|\+|歳?~|andover)(?:人口|の人口)?")
_OF_SEX: Final = re.compile(r"(?P<age>.+?)(?:の)?[(]?(?P<sex>男性|女性|男|女|male|female)[)]?")
_SEX_FIRST: Final = re.compile(r"(?P<sex>男性|女性|男|女|male|female)[(:_・]?(?P<age>[^)]+)[)]?")


def read_age_group(words: str) -> str | None:
    """`15-64`, `65+`, `total` or `unknown`; None for words that name no ages."""
    plain = folded(unicodedata.normalize("NFKC", words))
    if plain in TOTAL:
        return "total"
    if plain in _GROUPS:
        return _GROUPS[plain]
    span, over = _SPAN.fullmatch(plain), _OVER.fullmatch(plain)
    if span and int(span[1]) <= int(span[2]):
        return f"{int(span[1])}-{int(span[2])}"
    return f"{int(over[1])}+" if over else None


def read_sex(words: str) -> Sex | None:
    return SEXES.get(folded(words)) if words.strip() else "total"


def named_column(heading: str) -> str | None:
    """The column of `NAMED` that a heading names."""
    return _CODES.get(folded(heading))


def figure_of(heading: str) -> CountedGroup | None:
    """What a heading of the wide layout counts: 総人口, 男, 65歳以上, 0～4歳の男性; else None."""
    plain = folded(heading)
    if plain in SEXES and plain not in TOTAL:
        return CountedGroup(SEXES[plain], "total")
    group = read_age_group(plain)
    if group:
        return CountedGroup("total", group)
    for pattern in (_OF_SEX, _SEX_FIRST):
        found = pattern.fullmatch(plain)
        group = found and read_age_group(found["age"])
        if found and group:
            return CountedGroup(SEXES[found["sex"]], group)
    return None
