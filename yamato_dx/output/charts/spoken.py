"""A chart for those who hear it: its figures in one sentence."""

from __future__ import annotations

from typing import Any

import pandas as pd

from yamato_dx.i18n import MISSING, text
from yamato_dx.rows import rows_of


def chart_alt(title: str, kind: str, rows: pd.DataFrame, lang: str) -> str:
    """The figures by year or month; what is missing is said in its own words, never as 0.

    `rows` has `label` and any of `value_label`, `target_label`, `gap_label`, `missing_label`.
    """
    sentences = [_row(row, lang) for row in rows_of(rows)]
    points = "".join(sentence for sentence in sentences if sentence)
    return text("output.chart.alt", lang, title=title, kind=kind, points=points)


def _row(row: dict[Any, Any], lang: str) -> str:
    separator = text("output.list_separator", lang)
    value = row.get("value_label", "")
    parts = [
        text("output.chart.alt_actual", lang, value=value) if value else "",
        row.get("target_label", ""),
        row.get("gap_label", ""),
        _missing(row.get("missing_label", ""), lang),
    ]
    joined = separator.join(part for part in parts if part)
    return text("output.chart.alt_row", lang, label=row["label"], parts=joined) if joined else ""


def _missing(label: str, lang: str) -> str:
    if label == MISSING:
        return text("output.chart.alt_missing", lang)
    return label.replace("\n", text("output.list_separator", lang))
