"""Sources in English: each that is written in Japanese has words of ours, beside its own."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from yamato_dx.acts.opening import SOURCE_NAMES
from yamato_dx.plan.folder.references import read_source_names
from yamato_dx.queries.library import SourceNames
from yamato_dx.root import DATA

NAMES = SourceNames(read_source_names(SOURCE_NAMES))
JAPANESE = re.compile("[ぁ-ヿ㐀-鿿]")
UNREAD = "未確認"
CENSUS = "総務省統計局 国勢調査"


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def written() -> Iterator[str]:
    """Title, way and terms of every published figure."""
    for folder in ("population", "published"):
        for path in (DATA / folder).rglob("*.csv"):
            for row in rows(path):
                yield from (row.get(name) or "" for name in ("source", "obtained", "terms"))


def test_every_source_has_a_name_in_english_and_no_name_is_left_over() -> None:
    japanese = {one for one in written() if JAPANESE.search(one)} - {UNREAD}
    assert {row["written"] for row in rows(SOURCE_NAMES)} == japanese
    assert [row for row in rows(SOURCE_NAMES) if JAPANESE.search(row["english"])] == []


@pytest.mark.parametrize(
    ("source", "lang", "name"),
    [
        (CENSUS, "ja", CENSUS),
        (CENSUS, "en", f"Statistics Bureau of Japan, Population Census ({CENSUS})"),
        ("町の統計書", "en", "町の統計書"),  # another municipality's: as written
    ],
)
def test_the_official_title_stands_beside_ours(source: str, lang: str, name: str) -> None:
    assert NAMES.title(source, lang) == name


def test_a_way_of_obtaining_needs_no_citation() -> None:
    assert NAMES.words("記事などの二次資料", "en") == "Articles and other secondary material"
