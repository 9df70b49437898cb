"""What the papers say of figures, read back from their files."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Final

import openpyxl

from tests.faces.saying import NOTHING, Figure, Said, Words, bare
from tests.output.papers.pdfs import text_of
from tests.pages.markup import read_html
from tests.queries.conftest import now
from yamato_dx.i18n import fiscal_year
from yamato_dx.plan.model.types import Plan
from yamato_dx.queries.papers.table import PAPERS
from yamato_dx.queries.papers.wish import PaperWish
from yamato_dx.queries.publishing.papers import PublicPaperWish, make_paper
from yamato_dx.store.record import Record

TARGET: Final = "目標 "
FIGURES: Final = ("target", "actual", "gap", "change", "attainment", "verdict")


def paper(record: Record, plan: Plan, kind: str, ending: str, size: str = "a3") -> bytes:
    wish = PaperWish(plan.last_year.start_year, "ja", size=size)
    return PAPERS[kind].makers[ending](record, now(record), wish)


def public(record: Record, kind: str, ending: str, about: str = "") -> bytes:
    return make_paper(record, now(record), (kind, ending), PublicPaperWish(about=about))


def sheet_rows(workbook: bytes, place: int = 0) -> Iterator[list[str]]:
    """Of its first sheet, or of another."""
    book = openpyxl.load_workbook(io.BytesIO(workbook))
    for row in book.worksheets[place].iter_rows(values_only=True):
        yield [str(cell or "") for cell in row]


def meeting_workbook(record: Record, plan: Plan) -> Said:
    """会議資料: number, name, owner, then the figures; the year's verdict comes last."""
    numbers = {kpi.kpi_no for kpi in plan.kpis}
    last = plan.last_year.start_year
    said: dict[Figure, Words] = {}
    for number, _name, _owner, *figures in sheet_rows(paper(record, plan, "meeting", ".xlsx")):
        words = dict(zip(("target", "actual", "gap", "change"), figures, strict=False))
        if number in numbers and words["target"]:
            said[number, last] = words | {"verdict": figures[-1]}
    return said


def results_workbook(record: Record, plan: Plan) -> Said:
    """主要な施策の成果: number and name, then the figures."""
    numbers = {kpi.kpi_no for kpi in plan.kpis}
    return {
        (name.split()[0], plan.last_year.start_year): {
            "target": target, "actual": actual, "change": change, "verdict": verdict,
        }
        for name, target, actual, change, verdict, *_ in sheet_rows(
            public(record, "results", ".xlsx")
        )
        if name and name.split()[0] in numbers and target
    }  # fmt: skip


def closing_workbook(record: Record, plan: Plan) -> Said:
    """期末評価書, 年度ごと: number and name, then of each year its verdict, the figure if it has
    one and the target if it has one, one below the other."""
    numbers = {kpi.kpi_no for kpi in plan.kpis}
    said: dict[Figure, Words] = {}
    for number, _name, *cells in sheet_rows(paper(record, plan, "closing", ".xlsx"), 1):
        if number in numbers:
            for year, cell in zip(plan.fiscal_years, cells, strict=False):
                verdict, *below = cell.split("\n")
                told = {
                    "target" if words.startswith(TARGET) else "actual": words.removeprefix(TARGET)
                    for words in below
                }
                said[number, year.start_year] = told | {"verdict": verdict}
    return said


def closing_rows(record: Record, plan: Plan) -> list[str]:
    """期末評価書: what stands in a row of its first page, of each KPI."""
    numbers = {kpi.kpi_no for kpi in plan.kpis}
    rows = sheet_rows(paper(record, plan, "closing", ".xlsx"))
    return ["".join(row[1:5]) for row in rows if row[0] in numbers]


def residents(record: Record, plan: Plan) -> Said:
    """住民向け: by name, all years."""
    numbers = {kpi.short_name.ja: kpi.kpi_no for kpi in plan.kpis}
    years = {fiscal_year(year, "ja"): year.start_year for year in plan.fiscal_years}
    said: dict[Figure, Words] = {}
    for article in read_html(public(record, "residents", ".html").decode()).all("article"):
        (name,) = [head.words() for head in article.all("h3")]
        for row in [row for body in article.all("tbody") for row in body.all("tr")]:
            year, target, actual, verdict = (one.words() for one in row if one.tag in ("td", "th"))
            words = {"target": target, "actual": actual, "verdict": verdict}
            said[numbers[name], years[year]] = words
    return said


def facts(record: Record, plan: Plan) -> Said:
    """答弁用の事実: a line per year, its parts named."""
    names = {"目標": "target", "実績": "actual", "目標との差": "gap", "前年度差": "change"}
    names |= {"自動判定": "verdict"}
    said: dict[Figure, Words] = {}
    for kpi in plan.kpis:
        text = public(record, "facts", ".txt", kpi.kpi_no).decode("utf-8-sig")
        for year in plan.fiscal_years:
            line = re.search(rf"^{fiscal_year(year, 'ja')}: (.*自動判定: .*)$", text, re.MULTILINE)
            assert line, (kpi.kpi_no, year)
            parts = (part.partition(": ") for part in line[1].split("　"))
            told = {names[name]: words for name, _, words in parts if name in names}
            said[kpi.kpi_no, year.start_year] = told
    return said


# --- what is set as a page: the rows of another face, found in its text ---


def missing(record: Record, plan: Plan, usual: Said) -> list[str]:
    """By the paper on which a row does not stand as it stands elsewhere."""
    last = plan.last_year.start_year
    sheet = joined(meeting_workbook(record, plan), last, "target", "actual", "gap", "change")
    pages = [
        f"{fiscal_year(year, 'ja', 'short')}年度{row}"
        for year in plan.fiscal_years
        for row in joined(usual, year.start_year, *FIGURES)
    ]
    results = joined(results_workbook(record, plan), last, "target", "actual", "change", "verdict")
    told = residents(record, plan).items()
    half = [words["actual"] for (_, year), words in told if year == last]
    half = [words for words in half if words not in NOTHING]
    expected = {
        "会議資料 A3": (paper(record, plan, "meeting", ".pdf"), sheet),
        "会議資料 A4": (paper(record, plan, "meeting", ".pdf", "a4"), sheet),
        "進捗報告書": (paper(record, plan, "report", ".pdf"), pages),
        "期末評価書": (paper(record, plan, "closing", ".pdf"), closing_rows(record, plan)),
        "主要な施策の成果": (public(record, "results", ".pdf"), results),
        "住民向け 半面": (public(record, "residents", ".pdf"), half),
    }
    return [
        f"{name}: {line}"
        for name, (pdf, lines) in expected.items()
        for text in (bare(text_of(pdf)),)
        for line in lines
        if bare(line) not in text
    ]


def joined(said: Said, year: int, *names: str) -> list[str]:
    """One line per KPI of that year."""
    return ["".join(words[name] for name in names) for (_, of), words in said.items() if of == year]
