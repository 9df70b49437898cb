"""The guide to the plan format is true: its example is a plan, its tables name every entry."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from yamato_dx.plan.checks.kpis import SHAPE_RULES
from yamato_dx.plan.folder.reading import FILES, PLAN_FILE, read_plan
from yamato_dx.plan.model import types
from yamato_dx.plan.model.counts import plan_counts
from yamato_dx.plan.model.declared import fields_of
from yamato_dx.plan.model.types import Plan
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


@pytest.mark.parametrize("guide", [GUIDE, JAPANESE_GUIDE], ids=["en", "ja"])
def test_both_guides_name_every_file_and_shape(guide: str) -> None:
    for name in (PLAN_FILE, *FILES, *SHAPE_RULES):
        assert f"`{name}`" in guide
