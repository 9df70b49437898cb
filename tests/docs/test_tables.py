"""The tables of the documents say what the code says."""

from __future__ import annotations

from typing import get_args

import pytest

from tests.docs.reading import table_after
from yamato_dx.assessment.rules.order import REASONS
from yamato_dx.assessment.rules.shapes import SHAPES, VerdictCode
from yamato_dx.i18n import LANGUAGES, catalogue
from yamato_dx.intake.cells.status import STATUS_WORDS
from yamato_dx.output import palette
from yamato_dx.problem_types import Severity
from yamato_dx.root import ROOT
from yamato_dx.ui.frame.page_foot import stylesheet

GLOSSARY = ROOT / "docs" / "glossary.md"
SCREENS = ROOT / "docs" / "design-of-screens.md"

Row = dict[str, str]


def codes(heading: str) -> list[str]:
    return [row["code"].strip("`") for row in table_after(heading, GLOSSARY)]


@pytest.mark.parametrize(
    ("heading", "known"),
    [
        ("## Verdicts", get_args(VerdictCode)),
        ("## Reasons", REASONS),
        ("## States of a value", STATUS_WORDS),
        ("## Shapes of a target", SHAPES),
        ("## Severities of a problem", get_args(Severity)),
    ],
)
def test_the_glossary_names_each_code_once(heading: str, known: tuple[str, ...]) -> None:
    assert sorted(codes(heading)) == sorted(known)


def test_the_glossary_is_in_order_and_names_nothing_twice() -> None:
    words = codes("# Words")
    assert words == sorted(set(words))


@pytest.mark.parametrize("row", table_after("## Verdicts", GLOSSARY), ids=lambda row: row["code"])
def test_verdicts_are_called_as_on_the_screen(row: Row) -> None:
    code = row["code"].strip("`")
    ja, en = (catalogue(lang) for lang in LANGUAGES)
    assert row["日本語"] == ja[f"assessment.verdict.{code}"]
    assert row["English"] == en[f"assessment.verdict.{code}"]
    assert row["mark"] == ja.get(f"assessment.mark.{code}", "")


@pytest.mark.parametrize(
    "row", table_after("## States of a value", GLOSSARY), ids=lambda row: row["code"]
)
def test_states_are_called_as_in_files(row: Row) -> None:
    assert row["日本語"] in STATUS_WORDS[row["code"].strip("`")]


def luminance(colour: str) -> float:
    """Relative luminance of WCAG 2.2."""
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in channels]
    return sum(share * one for share, one in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(colour: str, paper: str) -> float:
    light, dark = sorted((luminance(colour), luminance(paper)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(
    "row", table_after("## Colour", SCREENS), ids=lambda row: f"{row['name']} on {row['on']}"
)
def test_contrasts_are_as_printed_and_enough(row: Row) -> None:
    found = contrast(row["colour"], row["on"])
    assert f"{found:.1f}" == row["contrast"]
    assert found >= (3 if row["name"] in ("edge", "past") else 4.5)


def test_the_colours_are_those_of_the_style_sheet_and_the_charts() -> None:
    style = stylesheet()
    printed = {row["name"]: row["colour"] for row in table_after("## Colour", SCREENS)}
    assert printed
    assert [name for name, one in printed.items() if f"--{name}: {one.lower()};" not in style] == []
    drawn = {"ink": palette.INK, "second": palette.SECOND, "good": palette.GOOD}
    assert drawn | {"bad": palette.BAD, "past": palette.PAST} == {
        name: printed[name] for name in ("ink", "second", "good", "bad", "past")
    }
