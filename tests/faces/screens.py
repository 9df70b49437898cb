"""What the screens say of figures, as the framework draws them."""

from __future__ import annotations

from collections.abc import Iterator

from tests.faces.saying import Figure, Said, Words
from tests.pages.visiting import Visit
from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.i18n import fiscal_year
from yamato_dx.plan.model.types import Plan
from yamato_dx.store.record import Record


def overview(record: Record, plan: Plan) -> Said:
    """概要 of each year: verdict, number, name, then the figures."""
    said: dict[Figure, Words] = {}
    for year in plan.fiscal_years:
        visit = Visit.of(record).open("overview", year=year.start_year)
        for verdict, number, _name, *figures in rows_of(visit, "ydx-lines"):
            words = dict(zip(("target", "actual", "gap", "change"), figures, strict=False))
            if number:
                said[number, year.start_year] = words | {"verdict": verdict}
    return said


def initiatives(record: Record, plan: Plan) -> Said:
    """取組事項 of each: all years of each of its KPIs."""
    said: dict[Figure, Words] = {}
    for kpi in plan.kpis:
        visit = Visit.of(record).open("initiatives", initiative=kpi.initiative_no)
        rows = visit.table("kpis.initiative.caption", name=kpi.name.ja)
        for year, row in zip(plan.fiscal_years, rows, strict=True):
            names = ("target", "actual", "gap", "change", "attainment", "verdict")
            said[kpi.kpi_no, year.start_year] = dict(zip(names, row[1:], strict=False))
    return said


def data(record: Record, plan: Plan) -> Said:
    """データ出力, all years: number and name, year, then the figures."""
    years = {fiscal_year(year, "ja"): year.start_year for year in plan.fiscal_years}
    said: dict[Figure, Words] = {}
    for name, year, target, actual, attainment, _progress, verdict, *_ in (
        Visit.of(record).open("data").table("kpis.data.title")
    ):
        words = {"target": target, "actual": actual, "attainment": attainment, "verdict": verdict}
        said[name.split()[0], years[year]] = words
    return said


def closing(record: Record, plan: Plan) -> Said:
    """期末評価: what was promised and reached in the plan's last year, and the gap below the
    verdict, of what that year judges."""
    last = FiscalYear(plan.last_year.start_year).start_year
    yearly = {kpi.kpi_no for kpi in plan.kpis if kpi.shape == "yearly_duty"}
    return {
        (name.split()[0], last): {"target": target, "actual": actual}
        for name, _start, target, actual, *_ in rows_of(
            Visit.of(record).open("closing"), "ydx-closing"
        )
        if name.split()[0] not in yearly
    }


def rows_of(visit: Visit, table: str) -> Iterator[list[str]]:
    """The cells of its rows, those of groups left out."""
    (found,) = visit.html.all("table", table)
    for row in (row for body in found.all("tbody") for row in body.all("tr")):
        cells = [cell.words() for cell in row if cell.tag in ("td", "th")]
        if len(cells) > 4:
            yield cells
