"""Every figure of a paper is the one of 概要, of 取組事項 and of the files, read back from what was
made."""

from __future__ import annotations

import csv
import io
import random
import re
from decimal import Decimal

import openpyxl
import pytest

from tests.output.papers.pdfs import text_of
from tests.queries.conftest import now, sent
from tests.queries.papers.conftest import YEAR
from tests.reports import year_csv
from yamato_dx import i18n
from yamato_dx.output.tables.columns import ASSESSMENT_COLUMNS
from yamato_dx.output.tables.formats import table_bytes
from yamato_dx.queries.assessed import assessed
from yamato_dx.queries.export_context import export_context
from yamato_dx.queries.kpis.initiatives import initiative_story
from yamato_dx.queries.kpis.lines import KpiLine
from yamato_dx.queries.kpis.overview import overview
from yamato_dx.queries.kpis.tables import assessment_table
from yamato_dx.queries.papers.table import PAPERS, PDF, XLSX
from yamato_dx.queries.papers.wish import PaperWish
from yamato_dx.queries.selection import Selection
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


def check_workbook(record: Record) -> None:
    book = openpyxl.load_workbook(io.BytesIO(made(record, "meeting", XLSX)))
    rows = {
        str(row[0]): re.sub(r"\s+", "", "".join(cell or "" for cell in row[3:]))
        for row in book.worksheets[0].iter_rows(values_only=True)
        if row[0] and row[3]
    }
    assert {line.kpi_no: row_of(line) for line in lines_of(record)} == {
        line.kpi_no: rows[line.kpi_no] for line in lines_of(record)
    }


def check_file(record: Record) -> None:
    """Against CSV, whose figures are not rounded."""
    answer = assessed(record, now(record))
    table = assessment_table(answer, "ja", Selection(fiscal_year=YEAR))
    context = export_context(
        record, now(record), title="概要", rows_count=len(table), lang="ja", headings="code"
    )
    data = table_bytes(table, ASSESSMENT_COLUMNS, context, "csv").decode("utf-8-sig")
    of_file = {row["kpi_no"]: row for row in csv.DictReader(io.StringIO(data))}
    checked = 0
    for line in lines_of(record):
        row = of_file[line.kpi_no]
        assert line.verdict.words.startswith(row["verdict_label"])
        if row["rule"] in ("at_least", "at_most") and row["actual_value"]:
            number = line.actual.number
            decimals = -Decimal(number.replace(",", "")).as_tuple().exponent  # type: ignore[operator]
            is_share = answer.plan.kpi(row["kpi_id"]).value_form == "share"
            value = float(row["actual_value"]) * (100 if is_share else 1)
            assert i18n.number(value, decimals, "ja") == number
            checked += 1
    assert checked


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


@pytest.mark.parametrize("check", [check_sheet, check_workbook, check_file, check_report])
def test_the_figures_of_a_full_record(full: Record, check: object) -> None:
    check(full)  # type: ignore[operator]


@pytest.mark.parametrize("seed", range(2))
def test_the_figures_of_a_random_ledger(record: Record, seed: int) -> None:
    """Each figure near its target, above or below; some are missing."""
    chance = random.Random(seed)
    usual = {"1": (30, 25, 20), "4": (300, 600, 1200), "9-1": (50, 75, 100), "6": (20, 40, 50)}
    rows = [
        (f"R{place}", kpi_no, f"{_near(target, kpi_no, chance)}")
        for kpi_no, targets in usual.items()
        for place, target in enumerate(targets, start=5)
        if chance.random() < 0.85
    ]
    rows = [(year, no, f"{value}%" if no == "6" else value) for year, no, value in rows]
    sent(record, year_csv(*rows))
    for check in (check_sheet, check_workbook, check_file, check_report):
        check(record)


def _near(target: float, kpi_no: str, chance: random.Random) -> str:
    value = target * chance.uniform(0.9, 1.1)
    return f"{value:.2f}" if kpi_no in ("1", "6") else str(round(value))
