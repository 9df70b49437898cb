"""The documents for readers, and what of them can be held to be true."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import dropwhile, takewhile
from pathlib import Path
from typing import Final

from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.i18n import TOKYO
from yamato_dx.root import ROOT
from yamato_dx.store.promise.clock import SYSTEM_CLOCK

DOCUMENTS: Final = tuple(
    sorted(
        [
            *ROOT.glob("*.md"),
            *(ROOT / "docs").glob("*.md"),
            *(ROOT / "data").rglob("README.md"),
        ]
    )
)
FENCE: Final = re.compile(r"^```(\S*)(?: (\S+))?\n(.*?)^```$", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True)
class Block:
    """A fenced block. `name`: the file that it shows («```csv window.csv»)."""

    language: str
    name: str
    text: str


def blocks(document: Path) -> list[Block]:
    return [Block(*found.groups("")) for found in FENCE.finditer(text_of(document))]


def prose(document: Path) -> str:
    """The document without its fenced blocks."""
    return FENCE.sub("", text_of(document))


def text_of(document: Path) -> str:
    return document.read_text(encoding="utf-8")


def this_year(text: str) -> str:
    """With the report numbers that the record gives today: the documents were written in R8."""
    letter, _, year = FiscalYear.of(SYSTEM_CLOCK().astimezone(TOKYO).date()).era
    return text.replace("R8-", f"{letter}{year}-")


def name_of(document: Path) -> str:
    return document.relative_to(ROOT).as_posix()


def table_after(heading: str, document: Path) -> list[dict[str, str]]:
    """The rows of the first table below a line, by the names in its head."""
    _, found, below = text_of(document).partition(f"{heading}\n")
    lines = dropwhile(lambda line: not line.startswith("|"), below.splitlines())
    table = [
        [cell.strip() for cell in line[1:].rstrip("|").split("|")]
        for line in takewhile(lambda line: line.startswith("|"), lines)
    ]
    assert found, f"no line «{heading}»"
    assert len(table) > 2, f"no table below «{heading}»"
    head, _, *rows = table
    return [dict(zip(head, row, strict=True)) for row in rows]
