"""A record of which something is public, and what its papers say, read back from the files."""

from __future__ import annotations

import io
import re
from random import Random
from typing import Final

import openpyxl
import pandas as pd

from tests.pages.markup import Element, read_html
from tests.queries.conftest import CLERK, now, previewed, sent
from tests.reports import YEARS, window_csv, year_csv, years_csv
from yamato_dx.acts.confirming.confirmation import confirm
from yamato_dx.acts.entering import enter
from yamato_dx.acts.publishing.publication import publish
from yamato_dx.acts.publishing.releases import release_text
from yamato_dx.acts.report import send_report
from yamato_dx.entries.review.comments import COMMENT, Comment
from yamato_dx.entries.review.resources import BUDGET_LINE, BudgetLine
from yamato_dx.output.tables.columns import ASSESSMENT_COLUMNS
from yamato_dx.output.tables.formats import table_bytes
from yamato_dx.queries.assessed import plan_id_at
from yamato_dx.queries.entries import standing
from yamato_dx.queries.export_context import export_context
from yamato_dx.queries.kpis.tables import assessment_table
from yamato_dx.queries.publishing.figures import public_figures
from yamato_dx.queries.publishing.published import public_view
from yamato_dx.store.record import Record

CERTIFICATES: Final = "kpi:convenience_store_certificates:2025"
HOSTILE: Final = Comment(
    cause='<script>alert("a")</script> #read("/etc/passwd") 髙﨑①㈱〜',
    issue='=cmd|" /C calc"!A0',
    measure="*予備機*を置く $x$ \\ #pagebreak()",
)
LINE: Final = BudgetLine(
    "=窓口改革事業",
    "一般会計",
    "2-1-8",
    "thousand_yen",
    12000,
    11500,
    "final",
    0,
    5000,
    0,
    0,
    500,
    6000,
)
OPEN_LINE: Final = BudgetLine(
    "見込の事業", "一般会計", "2-1-8", "yen", 77777, 66666, "forecast", None, 55555
)


def written(record: Record, comment: Comment, key: str = CERTIFICATES) -> int:
    """Its revision."""
    plan_id = plan_id_at(record, now(record))
    enter(record, COMMENT, {key: comment}, CLERK, plan_id=plan_id)
    return standing(record, COMMENT, plan_id)[key].revision


def made_public(record: Record) -> None:
    """All figures confirmed, 9-1 of FY2025 corrected since and not confirmed; a text and money."""
    plan_id = plan_id_at(record, now(record))
    confirm(record, [sent(record, years_csv()), sent(record, window_csv())], CLERK)
    corrected(record)
    revision = written(record, HOSTILE)
    release_text(record, ("comment", CERTIFICATES), revision, CLERK, plan_id=plan_id)
    money = {"1:2025:1": LINE, "2:2025:1": OPEN_LINE}
    enter(record, BUDGET_LINE, money, CLERK, plan_id=plan_id)
    publish(record, now(record), CLERK, approval_no="第12号")


def corrected(record: Record) -> None:
    """96 becomes 54321, which nobody confirmed."""
    preview = previewed(record, year_csv(("R7", "9-1", "54321")))
    send_report(
        record,
        data=preview.data,
        file_name="訂正.csv",
        values=preview.values,
        actor=CLERK,
        previewed_at=preview.revision,
        correction_reason="数え直した",
    )


def public_csv(record: Record) -> pd.DataFrame:
    """The public view's CSV, read back."""
    view = public_view(record, now(record))
    table = assessment_table(public_figures(record, view), "ja")
    context = export_context(record, view, title="公表", rows_count=len(table), lang="ja")
    data = table_bytes(table, ASSESSMENT_COLUMNS, context, "csv")
    found = pd.read_csv(io.BytesIO(data), dtype="str")
    labels = {spec.label("ja"): spec.name for spec in ASSESSMENT_COLUMNS}
    return found.rename(columns=labels)


def random_years(seed: int) -> list[list[tuple[str, str, str]]]:
    """By year, what was reported, each figure up to a tenth more or less."""
    chance = Random(seed)
    by_year: dict[str, list[tuple[str, str, str]]] = {}
    for year, kpi_no, told in YEARS:
        number = re.fullmatch(r'"?([0-9,]+(?:\.[0-9])?)([^0-9/]*)"?', told)
        if number and "回" not in told:
            scaled = float(number[1].replace(",", "")) * chance.uniform(0.9, 1.1)
            digits = 1 if number[2] in ("分", "%") else 0
            told = f"{scaled:.{digits}f}{number[2].strip(chr(34))}"
        by_year.setdefault(year, []).append((year, kpi_no, told))
    return list(by_year.values())


def number_in(words: str) -> tuple[float, int]:
    """The first number, and its decimals."""
    found = re.search(r"[−-]?[0-9][0-9,]*(?:\.([0-9]+))?", words)
    assert found, words
    return float(found[0].replace(",", "").replace("−", "-")), len(found[1] or "")


def claims(html: bytes) -> dict[str, dict[str, tuple[str, str, str]]]:
    """By name and year: target, actual, verdict."""
    page = read_html(html.decode())
    found = {}
    for article in page.all("article"):
        (name,) = [head.words() for head in article.all("h3")]
        found[name] = {
            year: (target, actual, verdict) for year, target, actual, verdict in rows(article)
        }
    return found


def rows(article: Element) -> list[tuple[str, str, str, str]]:
    (body,) = article.all("tbody")
    cells = [
        tuple(cell.words() for cell in row if cell.tag in ("td", "th")) for row in body.all("tr")
    ]
    return [(year, target, actual, verdict) for year, target, actual, verdict in cells]


def sheet_rows(data: bytes) -> list[tuple[object, ...]]:
    book = openpyxl.load_workbook(io.BytesIO(data))
    (sheet,) = book.worksheets
    return [tuple(row) for row in sheet.iter_rows(values_only=True)]
