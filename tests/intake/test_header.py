"""Headings as offices write them."""

from __future__ import annotations

import unicodedata

import pytest

from yamato_dx.i18n import LANGUAGES, text
from yamato_dx.intake.header import HEADINGS, column_of, known_columns


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("年度", "fiscal_year"),
        (" 年 度 ", "fiscal_year"),
        ("年月", "month"),
        ("対象月", "month"),
        ("ＫＰＩ番号", "kpi_no"),
        ("kpi番号", "kpi_no"),
        ("№", "kpi_no"),
        ("No.", "kpi_no"),
        ("NO,", "kpi_no"),  # as the plan itself prints it
        ("KPI", "kpi_name"),
        ("指標名", "kpi_name"),
        ("実績", "actual_value"),
        ("人数", "weight"),
        ("母数", "weight"),
        ("基準日", "measured_on"),
        ("区分", "value_status"),
        ("摘要", "note"),
        ("市区町村コード", "municipality_code"),
        (unicodedata.normalize("NFD", "団体コード"), "municipality_code"),  # dakuten apart
        ("\ufeff年度", "fiscal_year"),
        ("kpi_no", "kpi_no"),
        ("Fiscal year", "fiscal_year"),
        ("目標値", None),  # targets are the plan's, not a report's
        ("", None),
    ],
)
def test_heading_names_a_column(heading: str, column: str | None) -> None:
    assert column_of(heading) == column


def test_no_heading_names_two_columns() -> None:
    for column, names in HEADINGS.items():
        assert {column_of(name) for name in (column, *names)} == {column}


def test_labels_of_our_own_form_are_known() -> None:
    for column in HEADINGS:
        labels = [text(f"intake.column.{column}", lang) for lang in LANGUAGES]
        assert known_columns(labels) == {column}
