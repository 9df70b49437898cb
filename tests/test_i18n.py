"""Both languages say the same, every sentence is used, figures print as an office does."""

from __future__ import annotations

import ast
import math
import re
import string
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yamato_dx import i18n
from yamato_dx.root import ROOT

PLURAL_ONLY = {"count"}


def placeholders(message: str | tuple[str, ...]) -> set[str]:
    forms = message if isinstance(message, tuple) else (message,)
    return {
        name for form in forms for _, name, _, _ in string.Formatter().parse(form) if name
    } - PLURAL_ONLY


@cache
def source_text() -> str:
    """All string constants of the code and the templates, where a message id can stand."""
    constants = [
        node.value
        for path in [
            ROOT / "app.py",
            *(ROOT / "yamato_dx").rglob("*.py"),
            *(ROOT / "pages").rglob("*.py"),
        ]
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    templates = [path.read_text("utf-8") for path in (ROOT / "yamato_dx").rglob("*.html")]
    return "\n".join([*constants, *templates])


def test_languages_hold_the_same_ids() -> None:
    japanese, english = (set(i18n.catalogue(lang)) for lang in i18n.LANGUAGES)
    assert japanese
    assert japanese ^ english == set()


def test_languages_hold_the_same_placeholders() -> None:
    japanese, english = (i18n.catalogue(lang) for lang in i18n.LANGUAGES)
    unequal = {
        key: (placeholders(japanese[key]), placeholders(english[key]))
        for key in japanese
        if placeholders(japanese[key]) != placeholders(english[key])
    }
    assert unequal == {}


def test_no_sentence_is_empty() -> None:
    empty = [
        key for lang in i18n.LANGUAGES for key, form in i18n.catalogue(lang).items() if not form
    ]
    assert empty == []


# A number, and a plural or a verb of many behind it.
OF_MANY = re.compile(
    r"\{(\w+)\} (?:more |work |open )?"
    r"(?:KPIs|people|persons|years|months|items|rows|days|questions|entries|figures|sources|cells"
    r"|initiatives|commitments|plans|reports|files|values|are|were|have)\b"
)
# Placeholders that are no number, or never 1.
NEVER_ONE = {
    "cli.choose_plan": "several, or nothing is asked",
    "intake.mend.total_exceeded": "how many, not yet known",
    "intake.problem.total_exceeded": "how many, not yet known",
    "intake.problem.unlikely_too_many": "more than a limit",
    "kpis.components.empty": "a unit",
    "kpis.overview.defaults.unowned.but": "numbers of KPIs",
    "output.too_many_rows": "a limit",
    "plan.fault.period_too_long": "a limit",
    "population.fact.largest": "a year",
    "web.fewer_files": "a limit",
    "web.near.open_files": "near a limit of hundreds",
}


def counted(forms: tuple[str, ...]) -> list[str]:
    """The sentence for 1 and for 2."""
    return [form.format_map(dict.fromkeys(placeholders(form) | {"count"}, count))
            for form, count in zip(forms, (1, 2), strict=True)]  # fmt: skip


def test_a_sentence_that_counts_has_a_form_for_one_and_one_for_more() -> None:
    messages = i18n.catalogue("en")
    plurals = {key: form for key, form in messages.items() if isinstance(form, tuple)}
    assert len(plurals) > 60
    of_one = {key: counted(forms)[0] for key, forms in plurals.items()}
    wrong = re.compile(
        r"(?<![\w.–])(?<!of )1 (?:\w+ )?(?:KPIs|people|items|rows|years|months|are|have)\b"
    )
    assert {key: one for key, one in of_one.items() if wrong.search(one)} == {}
    alike = [key for key, forms in plurals.items() if forms[0] == forms[1]]
    assert [key for key in alike if OF_MANY.search(plurals[key][0])] == []


def test_no_sentence_counts_without_a_form_for_one() -> None:
    single = {key: form for key, form in i18n.catalogue("en").items() if isinstance(form, str)}
    found = {key: form for key, form in single.items() if OF_MANY.search(form)}
    assert {key: form for key, form in found.items() if key not in NEVER_ONE} == {}


def test_japanese_has_one_form() -> None:
    forms = [form for form in i18n.catalogue("ja").values() if isinstance(form, tuple)]
    assert {len(form) for form in forms} == {1}


@pytest.mark.parametrize(
    ("shown", "unit", "said"),
    [
        ("1", "items", "item"),
        ("2", "items", "items"),
        ("0", "items", "items"),
        ("+1", "people", "person"),
        ("−1", "hours", "hour"),
        ("1.0", "hours", "hours"),
        ("1/20", "systems", "systems"),
        ("21", "items", "items"),
        ("1", "service counters", "service counter"),
        ("1", "libraries", "library"),
        ("1", "classes", "class"),
        ("1", "min", "min"),
        ("1", "issued", "issued"),
        ("1", "%", "%"),
        ("1", "s", "s"),
        ("1", "business", "business"),
    ],
)
def test_one_thing_has_a_unit_of_one(shown: str, unit: str, said: str) -> None:
    assert i18n.unit_of(shown, unit, "en") == said
    assert i18n.unit_of(shown, unit, "ja") == unit


@pytest.mark.parametrize(
    "other",
    [
        "控え",  # バックアップ and 照合用ファイル: one word could not be both
        "基本原則",  # the plan's word is 基本理念
    ],
)
def test_japanese_has_one_word_for_one_thing(other: str) -> None:
    said = [key for key, form in i18n.catalogue("ja").items() if other in "".join(form)]
    assert said == []
    assert other not in (ROOT / "README.ja.md").read_text("utf-8")


def test_every_sentence_is_used() -> None:
    """An id stands in the code as a whole, or as a family «room.thing.» with a code behind it."""
    families = set(re.findall(r"[a-z_]+(?:\.[a-z_]+)*\.(?=$|\s|\")", source_text(), re.M))
    unused = [
        key
        for key in i18n.catalogue("ja")
        if key not in source_text() and not any(key.startswith(family) for family in families)
    ]
    assert unused == []


@pytest.mark.parametrize(
    ("value", "decimals", "shown"),
    [
        (0.285, 2, "0.29"),  # 四捨五入 of the printed decimal, not of the binary one
        (2.5, 0, "3"),  # half up, never to even
        (-2.5, 0, "−3"),  # away from zero, with a true minus
        (1234567.0, 0, "1,234,567"),
        (None, 0, "–"),  # missing is not 0
        (float("nan"), 1, "–"),
        (0.0, 1, "0.0"),
    ],
)
def test_number(value: float | None, decimals: int, shown: str) -> None:
    assert i18n.number(value, decimals, "ja") == shown


@pytest.mark.parametrize(
    ("value", "thresholds", "decimals", "sign", "shown"),
    [
        (99.996, [100], 1, 1, "99.996"),  # 24.999 of 25
        (79.99998, [100, 80], 1, 1, "79.99998"),  # below the band
        (80.0, [100, 80], 1, 1, "80.0"),
        (100.04, [100], 1, 1, "100.0"),  # more than enough needs no more digits
        (19.999, [20], 1, 1, "19.999"),
        (20.04, [20], 1, -1, "20.04"),  # less is better
        (19.96, [20], 1, -1, "20.0"),
        (74.46, [74.5], 1, 1, "74.46"),  # one more decimal alone would be the target
        (74.2, [74.21], 0, 1, "74.20"),  # 74.21 would be 74, too
        (74.21, [74.21], 0, 1, "74.21"),  # reached: not 74 beside 74.21
        (74.24, [74.21], 1, 1, "74.24"),
        (100 - 1e-8, [100], 1, 1, "100.0"),  # equal within 1e-9
        (100 - 1e-8, [100], 9, 1, "99.999999990"),
        (1e15 - 1, [1e15], 0, 1, "999,999,999,999,999"),
        (1e-15, [0.0], 0, -1, "0.000000000000001"),
        (12.0, [], 0, 1, "12"),
    ],
)
def test_no_figure_is_printed_where_it_does_not_stand(
    value: float, thresholds: list[float], decimals: int, sign: Literal[1, -1], shown: str
) -> None:
    enough = i18n.true_decimals(value, thresholds, decimals, sign)
    assert i18n.number(value, enough, "ja") == shown


@given(
    value=st.floats(-1e9, 1e9),
    thresholds=st.lists(st.floats(-1e9, 1e9), max_size=3),
    decimals=st.integers(0, 4),
    sign=st.sampled_from([1, -1]),
    near=st.none() | st.floats(-1e-5, 1e-5),
)
def test_the_rule_of_digits_holds_for_any_figures(
    value: float,
    thresholds: list[float],
    decimals: int,
    sign: Literal[1, -1],
    near: float | None,
) -> None:
    """A figure that falls short is never printed as reaching, one that reaches never as short."""
    if near is not None:
        thresholds = [*thresholds, value + near]
    enough = i18n.true_decimals(value, thresholds, decimals, sign)
    printed = i18n.half_up(value, enough)
    for one in thresholds:
        if not math.isclose(value, one):
            is_short = sign * (value - one) < 0
            assert (sign * (printed - Decimal(repr(one))) < 0) == is_short


@pytest.mark.parametrize(
    ("year", "lang", "style", "shown"),
    [
        (2024, "ja", "full", "令和6年度"),
        (2024, "ja", "short", "R6"),
        (2019, "ja", "full", "令和元年度"),
        (2024, "ja", "both", "令和6年度（2024年度）"),
        (2024, "en", "full", "FY2024"),
        (2024, "en", "both", "FY2024 (R6)"),
    ],
)
def test_fiscal_year(year: int, lang: str, style: i18n.FiscalYearStyle, shown: str) -> None:
    assert i18n.fiscal_year(year, lang, style) == shown


def test_days_are_tokyo_days() -> None:
    late_in_london = datetime(2026, 5, 10, 23, 0, tzinfo=UTC)
    assert i18n.day(late_in_london, "ja") == "2026年5月11日"
    assert i18n.moment(late_in_london, "en") == "2026-05-11 08:00"
    assert i18n.day(date(2026, 5, 11), "en") == "11 May 2026"
    assert i18n.month(date(2024, 4, 1), "en") == "Apr 2024"


@pytest.mark.parametrize("told", ["{0.__class__}", "{raw}", "%s", "{", "{{raw}}"])
def test_a_value_is_no_sentence_of_its_own(told: str) -> None:
    assert told in i18n.text("reports.sending.answer", "en", raw=told)
