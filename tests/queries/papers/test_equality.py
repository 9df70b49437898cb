"""What stands on a paper beside its figures is that of 概要 and 取組事項: headline, marks of all
years, grounds. The figures themselves, on every face: tests/faces."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from tests.output.papers.pdfs import text_of
from tests.queries.conftest import now
from tests.queries.papers.conftest import YEAR
from yamato_dx.queries.assessed import assessed
from yamato_dx.queries.kpis.initiatives import initiative_story
from yamato_dx.queries.kpis.lines import KpiLine
from yamato_dx.queries.kpis.overview import overview
from yamato_dx.queries.papers.table import PAPERS, PDF
from yamato_dx.queries.papers.wish import PaperWish
from yamato_dx.queries.words import Shown
from yamato_dx.store.record import Record

WISH = PaperWish(YEAR, "ja")


def lines_of(record: Record) -> list[KpiLine]:
    shown = overview(record, now(record), YEAR, "ja", initiative_no=None)
    return [line for group in shown.groups for line in group.lines]


def figure(shown: Shown) -> str:
    below = shown.below or f"{shown.below_number}{shown.below_unit}"
    return f"{shown.number}{shown.unit}{shown.words}{below}"


def row_of(line: KpiLine) -> str:
    """As it stands on the sheet behind owner and state, without blanks."""
    figures = "".join(figure(one) for one in (line.target, line.actual, line.gap, line.change))
    years = "".join(
        f"{year.mark}{line.verdict.words}{line.verdict.why}"
        if year.is_chosen and year.mark
        else f"{year.mark}{year.words}"
        for year in line.years
    )
    return re.sub(r"\s+", "", figures + years)


def made(record: Record, paper: str, ending: str) -> bytes:
    return PAPERS[paper].makers[ending](record, now(record), WISH)


def check_sheet(record: Record) -> None:
    text = text_of(made(record, "meeting", PDF))
    lines = lines_of(record)
    assert [line.kpi_no for line in lines if row_of(line) not in text] == []
    shown = overview(record, now(record), YEAR, "ja", initiative_no=None)
    assert re.sub(r"\s+", "", "".join(shown.headline)) in text


def check_report(record: Record) -> None:
    text = text_of(made(record, "report", PDF))
    plan = assessed(record, now(record)).plan
    for initiative in plan.initiatives:
        number = initiative.initiative_no
        story = initiative_story(record, now(record), number, "ja", fiscal_year=YEAR)
        for kpi in story.kpis:
            for year in kpi.years:
                verdict = f"{year.verdict.mark}{year.verdict.words}{year.verdict.why}"
                figures = (year.year, year.target, year.actual, year.gap, year.change)
                row = "".join((*figures, year.attainment, verdict, year.measured))
                assert re.sub(r"\s+", "", row) in text, (kpi.kpi.kpi_no, year.year)
            assert [why.year for why in kpi.evidence if _bare(why.sentence) not in text] == []


def _bare(words: str) -> str:
    return re.sub(r"\s+", "", words)


@pytest.mark.parametrize("check", [check_sheet, check_report])
def test_what_stands_on_paper(full: Record, check: Callable[[Record], None]) -> None:
    check(full)
