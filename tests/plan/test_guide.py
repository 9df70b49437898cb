"""The guide to the plan format is true: its example is a plan, its tables name every entry."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.docs.reading import table_after
from yamato_dx.i18n import catalogue
from yamato_dx.plan.checks.kpis import SHAPE_RULES
from yamato_dx.plan.folder.reading import FILES, PLAN_FILE, read_plan
from yamato_dx.plan.model import types
from yamato_dx.plan.model.counts import plan_counts
from yamato_dx.plan.model.declared import fields_of
from yamato_dx.plan.model.types import Plan
from yamato_dx.plan.model.words import choices_of, word_of
from yamato_dx.plan.workbook.tables import TABLES
from yamato_dx.root import ROOT

DOCS = ROOT / "docs"
GUIDE = (DOCS / "plan-format.md").read_text(encoding="utf-8")
JAPANESE_GUIDE = (DOCS / "plan-format.ja.md").read_text(encoding="utf-8")


def test_the_example_is_a_plan_without_fault(tmp_path: Path) -> None:
    files = re.findall(r"^`(\w+\.yaml)`\n\n```yaml\n(.*?)^```", GUIDE, re.MULTILINE | re.DOTALL)
    for name, content in files:
        (tmp_path / name).write_text(content, encoding="utf-8")
    reading = read_plan(tmp_path)
    assert reading.faults == ()
    assert reading.plan is not None
    counts = plan_counts(reading.plan)
    assert (counts["initiatives"], counts["work_items"], counts["kpis"]) == (1, 1, 1)


def example(guide: str, folder: Path) -> Plan:
    """The plan of the blocks that are named after its files."""
    for name, content in re.findall(r"^```yaml (\S+)\n(.*?)^```", guide, re.MULTILINE | re.DOTALL):
        (folder / name).write_text(content, encoding="utf-8")
    reading = read_plan(folder)
    assert (reading.faults, reading.notes) == ((), ())
    assert reading.plan
    return reading.plan


def test_both_guides_write_the_same_plan_each_in_its_way(tmp_path: Path) -> None:
    for name in ("en", "ja"):
        (tmp_path / name).mkdir()
    assert example(GUIDE, tmp_path / "en") == example(JAPANESE_GUIDE, tmp_path / "ja")


def test_the_example_has_every_entry_and_every_shape(tmp_path: Path) -> None:
    plan = example(GUIDE, tmp_path)
    assert {kpi.shape for kpi in plan.kpis} == set(SHAPE_RULES)
    used = set(entries_in(plan))
    assert used == {(one, name) for one in records(Plan) for name in fields_of(one)}


def entries_in(value: Any) -> Iterator[tuple[type[Any], str]]:
    """Each field of each record that says something, however deep."""
    if isinstance(value, tuple):
        for item in value:
            yield from entries_in(item)
    elif type(value) in records(Plan):
        for name in fields_of(type(value)):
            inner = getattr(value, name)
            if inner not in (None, ()):
                yield type(value), name
                yield from entries_in(inner)


def records(record: type[Any]) -> set[type[Any]]:
    """Every dataclass of the format, except texts, which have a rule of their own."""
    found = {record}
    for declared in fields_of(record).values():
        inner = (declared.item or declared).record
        if inner and inner is not types.Text:
            found |= records(inner)
    return found


@pytest.mark.parametrize("record", sorted(records(Plan), key=lambda one: one.__name__))
def test_every_entry_is_listed_and_the_required_ones_in_bold(record: type[Any]) -> None:
    entries = ", ".join(
        f"`{name}`" if declared.may_be_left_out else f"**`{name}`**"
        for name, declared in fields_of(record).items()
    )
    assert f"| {entries} |" in GUIDE


@pytest.mark.parametrize("record", sorted(records(Plan), key=lambda one: one.__name__))
def test_the_japanese_guide_lists_every_entry_with_its_heading(record: type[Any]) -> None:
    words = catalogue("ja")
    entries = "、".join(
        (f"`{name}`" if declared.may_be_left_out else f"**`{name}`**")
        + f"（{next(words[label] for label in labels_of(name) if label in words)}）"
        for name, declared in fields_of(record).items()
    )
    assert f"| {entries} |" in JAPANESE_GUIDE


def labels_of(name: str) -> list[str]:
    """A column's heading, a sheet's title, or what a part of a sheet means."""
    return [f"plan.loading.{kind}.{name}" for kind in ("column", "sheet", "choice")]


def test_the_japanese_guide_has_all_words_of_choices() -> None:
    choosing = [
        (column.code, choices_of(column.form))
        for table in TABLES
        for column in table.columns
        if choices_of(column.form)
    ]
    rows = table_after("## 選ぶ言葉", DOCS / "plan-format.ja.md")
    for name, codes in choosing:
        words = "、".join(f"{word_of(code, 'ja')}（`{code}`）" for code in codes)
        assert any(f"`{name}`" in row["項目"] and row["言葉（符号）"] == words for row in rows)


@pytest.mark.parametrize("guide", [GUIDE, JAPANESE_GUIDE], ids=["en", "ja"])
def test_both_guides_name_every_file_and_shape(guide: str) -> None:
    for name in (PLAN_FILE, *FILES, *SHAPE_RULES):
        assert f"`{name}`" in guide
