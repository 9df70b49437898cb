"""The reference files beside the repository, read where they lie."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from yamato_dx.population.published import Published, published_from_document, read_published
from yamato_dx.root import ROOT

FOLDER = ROOT / "data" / "population"
REFERENCE = ROOT.parent / "shared" / "reference" / "data"
CODE = "434477"
SEXES = {"計": "total", "男": "male", "女": "female"}


def reference(*parts: str) -> Path:
    path = REFERENCE.joinpath(*parts)
    if not path.exists():
        pytest.skip(f"the reference file {'/'.join(parts)} is not beside the repository")
    return path


def reference_rows(*parts: str, encoding: str = "utf-8-sig") -> list[dict[str, str]]:
    with reference(*parts).open(encoding=encoding, newline="") as file:
        return list(csv.DictReader(file))


def projection_2023() -> dict[str, Any]:
    towns = json.loads(reference("ipss", "kurashi-map_kumamoto.json").read_text("utf-8"))
    return next(one for one in towns if one["code"] == CODE[:5])


def age_group(words: str) -> str:
    """0～4歳 → 0-4, 90歳以上 → 90+, 総数 → total, 年齢不詳 → unknown."""
    named = {"総数": "total", "年齢不詳": "unknown"}
    plain = words.replace("歳", "").replace("～", "-").replace("以上", "+")
    return named.get(words, plain)


def published() -> Published:
    return published_from_document(read_published(FOLDER, CODE))


def own_figures() -> pd.DataFrame:
    figures = published().figures
    return figures[figures["municipality_code"] == CODE].reset_index(drop=True)


def figure(
    series: str, year: int, group: str = "total", sex: str = "total", vintage: str | None = None
) -> int:
    """One figure of our tables; fails unless there is exactly one."""
    rows = own_figures()
    rows = rows[
        (rows["series"] == series)
        & (rows["date"] == f"{year}-10-01")
        & (rows["age_group"] == group)
        & (rows["sex"] == sex)
    ]
    if vintage:
        rows = rows[rows["vintage"] == vintage]
    assert len(rows) == 1, rows
    return int(rows["population"].item())
