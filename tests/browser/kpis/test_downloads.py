"""What is on the screen is what leaves by every door, to the digit."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow.parquet
import pytest

from tests.browser.conftest import Visitor
from tests.browser.serving import ON, Server, sent, served
from tests.browser.visiting import Visit
from tests.forms import DOWNLOAD, HISTORY, SEND
from tests.reports import window_csv, year_csv, years_csv
from yamato_dx.cli.parser import main
from yamato_dx.i18n import half_up
from yamato_dx.output.tables.columns import TABLES

LABELS = {spec.label("ja"): spec.name for spec in TABLES["assessment"]}
FIGURES = ("actual_value", "target_value", "attainment_ratio", "progress_ratio")
Key = tuple[str, int]


@dataclass(frozen=True)
class Town:
    """A served full record, and what the command line says of the same bytes."""

    server: Server
    assessed: dict[Key, dict[str, Any]]
    parquet: list[dict[str, Any]]


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Any:
    folder = tmp_path_factory.mktemp("town")
    database = folder / "record.duckdb"
    for content, name in ((window_csv(), "窓口.csv"), (years_csv(), "各課.csv")):
        sent(database, content, name)
    copy = folder / "copy.duckdb"
    shutil.copyfile(database, copy)
    with served(database) as server:
        yield Town(server, assessed_in(copy, folder), parquet_of(copy, folder))


def assessed_in(database: Path, folder: Path) -> dict[Key, dict[str, Any]]:
    target = folder / "assess.json"
    with target.open("w", encoding="utf-8") as file, pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.stdout", file)
        assert main(["--database", str(database), "assess", "--on", ON]) == 0
    rows = json.loads(target.read_text(encoding="utf-8"))
    return {(row["kpi_no"], row["fiscal_year"]): row for row in rows}


def parquet_of(database: Path, folder: Path) -> list[dict[str, Any]]:
    target = folder / "a.parquet"
    words = ["export", "assessment", str(target), "--on", ON]
    assert main(["--database", str(database), *words]) == 0
    rows: list[dict[str, Any]] = pyarrow.parquet.read_table(target).to_pylist()
    return rows


def from_csv(content: bytes, encoding: str) -> list[dict[str, Any]]:
    read = csv.DictReader(io.StringIO(content.decode(encoding)))
    return [{LABELS[head]: row[head] or None for head in LABELS} for row in read]


def from_xlsx(content: bytes) -> list[dict[str, Any]]:
    head, *rows = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0].values
    names = [LABELS[str(label)] for label in head]
    return [dict(zip(names, row, strict=True)) for row in rows]


def number(cell: object) -> float | None:
    return None if cell is None or cell != cell else float(str(cell))


def figures(row: dict[str, Any]) -> dict[str, float | None]:
    return {name: number(row[name]) for name in FIGURES}


def keyed(rows: list[dict[str, Any]]) -> dict[Key, dict[str, Any]]:
    return {(str(row["kpi_no"]), int(row["fiscal_year"])): row for row in rows}


def digits(words: str) -> list[float]:
    """The numbers printed in a cell; «–» has none."""
    return [float(one.replace(",", "")) for one in re.findall(r"[\d,]+(?:\.\d+)?", words)]


def prints(words: str, value: float | None) -> bool:
    """Whether a cell of the screen prints `value`: as it is or in percent, rounded half up."""
    if value is None:
        return digits(words) == []
    shown = re.search(r"[\d,]+(?:\.(\d+))?", words)
    assert shown, f"{words!r} prints no number for {value}"
    scaled = value * 100 if "%" in words else value
    return digits(words)[0] == pytest.approx(float(half_up(scaled, len(shown[1] or ""))))


@pytest.mark.prove
def test_every_door_gives_the_same_numbers(visit: Visitor, town: Town) -> None:
    reader = visit(town.server).open("data")
    saved = {
        "csv": from_csv(save(reader, "csv"), "utf-8-sig"),
        "cp932": from_csv(save(reader, "csv-cp932"), "cp932"),
        "xlsx": from_xlsx(save(reader, "xlsx")),
        "parquet": town.parquet,
    }
    expected = {key: figures(row) for key, row in town.assessed.items()}
    for door, rows in saved.items():
        assert {key: figures(row) for key, row in keyed(rows).items()} == expected, door
        for key, row in keyed(rows).items():
            assert row["verdict"] == town.assessed[key]["verdict"], (door, key)
    for door in ("csv", "xlsx", "parquet"):
        for key, row in keyed(saved[door]).items():
            assert row["evidence"] == town.assessed[key]["evidence"], (door, key)


def save(reader: Visit, format_name: str) -> bytes:
    return reader.saved_from(
        "assessment", DOWNLOAD.buttons["table"], f"frame.download.{format_name}"
    )


def test_the_screen_prints_the_same_numbers(visit: Visitor, town: Town) -> None:
    reader = visit(town.server).open("data")
    shown = reader.rows(reader.table("kpis.data.title"))
    assert len(shown) == len(town.assessed) == 40
    for cells, row in zip(shown, town.assessed.values(), strict=True):
        kpi, year, _, actual, attainment, progress, verdict, _, _ = cells
        place = (kpi, year)
        assert kpi.split()[0] == row["kpi_no"], place
        assert reader.say(f"assessment.verdict.{row['verdict']}") in verdict, place
        assert prints(attainment, row["attainment_ratio"]), (place, attainment)
        assert prints(progress, row["progress_ratio"]), (place, progress)
        assert prints_actual(actual, row), (place, actual)


def prints_actual(words: str, row: dict[str, Any]) -> bool:
    """17/20業務 prints numerator and denominator, 21.0%削減 what was compared, but the year that it
    is compared with its own figure; a wait for publication prints no number."""
    if row["value_status"] == "awaiting":
        return digits(words) == []
    if row["rule"] == "complete" and row["actual_value"] is not None:
        return digits(words) == [row["numerator"], row["denominator"]]
    is_base = row["actual_value"] == row["baseline_value"]
    if row["rule"] == "reduce_by" and row["compared_value"] is not None and not is_base:
        return prints(words, row["compared_value"])
    return prints(words, row["actual_value"])


def test_the_overview_prints_the_same_numbers(visit: Visitor, town: Town) -> None:
    reader = visit(town.server).open("", year=2025)
    table = reader.main.get_by_role("table").first
    lines = [row for row in reader.rows(table) if len(row) > 3]
    assert len(lines) == 10
    for cells in lines:
        row = town.assessed[cells[1], 2025]
        assert reader.say(f"assessment.verdict.{row['verdict']}") in cells[0]
        # A line says the share first where the rule looks at a share, the figure itself below.
        printed = digits(cells[4])
        wanted = [row["actual_value"], row["compared_value"], row["numerator"]]
        known = [one for one in wanted if one is not None]
        rounded = {round(one * scale, 1) for one in known for scale in (1, 100)}
        assert not known or {round(one, 1) for one in printed} & rounded, (cells[1], cells[4])


def test_what_is_saved_is_what_was_filtered(visit: Visitor, town: Town) -> None:
    reader = visit(town.server).open("data", year=2024, verdict="met")
    rows = from_csv(save(reader, "csv"), "utf-8-sig")
    shown = reader.rows(reader.table("kpis.data.title"))
    assert [row["kpi_no"] for row in rows] == [cells[0].split()[0] for cells in shown]
    assert {(row["fiscal_year"], row["verdict"]) for row in rows} == {("2024", "met")}
    text = save(reader, "csv").decode("utf-8-sig")
    # Filter words, day, plan version and the link that reopens the view stand in every row.
    for line in text.splitlines()[1:]:
        assert "令和6年度" in line
        assert ON in line
        assert "verdict=met" in line


@pytest.mark.prove
def test_charts_leave_as_pictures_with_japanese_type(visit: Visitor, town: Town) -> None:
    reader = visit(town.server).open("initiatives", initiative=4, year=2024)
    key = "convenience_store_certificates"
    png = reader.saved_from(key, "frame.download.both", "frame.download.png")
    svg = reader.saved_from(key, "frame.download.both", "frame.download.svg").decode("utf-8")
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    assert len(png) > 10_000
    assert svg.lstrip().startswith("<svg")
    for words in ("コンビニ", "640", "山都町"):
        assert words in svg


def test_the_file_comes_back_as_it_was_received(visit: Visitor, town: Town) -> None:
    reader = visit(town.server).open("history")
    reports = reader.rows(reader.table("reports.history.title"))
    assert [row[3] for row in reports] == ["各課.csv", "窓口.csv"]
    for row, content in zip(reports, (years_csv(), window_csv()), strict=True):
        reader.open("history", batch=row[0])
        assert reader.saved(reader.button(HISTORY.buttons["file"])) == content


def test_the_list_of_reports_and_a_reports_rows_leave_too(visit: Visitor, town: Town) -> None:
    reader = visit(town.server).open("history")
    number = reader.rows(reader.table("reports.history.title"))[0][0]
    listed = reader.saved_from("batches", DOWNLOAD.buttons["table"], "frame.download.csv")
    assert listed.decode("utf-8-sig").count("\r\n") == 3
    rows = reader.saved_from(number, "frame.download.table", "frame.download.csv")
    assert rows.decode("utf-8-sig").count("\r\n") == 29


def test_the_csv_form_comes_filled_in_but_for_the_figures(visit: Visitor, empty: Server) -> None:
    reader = visit(empty).open("report", year=2024)
    form = reader.saved(reader.button(SEND.buttons["csv"])).decode("utf-8-sig")
    head, *rows = csv.reader(io.StringIO(form))
    assert len(rows) == 10
    column = head.index(reader.say("intake.column.actual_value"))
    assert {row[column] for row in rows} == {""}
    rows[7][column] = "1回（190/190人）"
    written = io.StringIO()
    csv.writer(written, lineterminator="\r\n").writerows([head, *rows])
    reader.upload(written.getvalue().encode("utf-8-sig"), "様式.csv")
    reader.shows("reports.sending.ready", new=1, changed=0, unchanged=0)


@pytest.mark.prove
def test_the_form_is_filled_in_by_a_spreadsheet_and_sent(visit: Visitor, desk: Server) -> None:
    reader = visit(desk).open("report", year=2024)
    book = openpyxl.load_workbook(io.BytesIO(reader.saved(reader.button(SEND.buttons["xlsx"]))))
    sheet = book.worksheets[0]
    names = [cell.value for cell in sheet[1]]
    actual = names.index(reader.say("intake.column.actual_value")) + 1
    for row, value in ((3, "6/20"), (5, 640), (7, 0.33), (9, "1回（190/190人）")):
        sheet.cell(row, actual).value = value
    filled = io.BytesIO()
    book.save(filled)
    reader.upload(filled.getvalue(), "様式.xlsx")
    reader.shows("reports.sending.ready", new=4, changed=0, unchanged=0)
    reader.send()
    reader.open("data", year=2024, initiative=4)
    (row,) = reader.rows(reader.table("kpis.data.title"))
    assert digits(row[3]) == [640]


def test_fictitious_figures_say_so_in_every_row(visit: Visitor, sample: Server) -> None:
    reader = visit(sample).open("data", year=2024)
    head, *lines = save(reader, "csv").decode("utf-8-sig").splitlines()
    assert len(lines) == 10
    assert "見本データ" in head
    assert all("架空の値" in line for line in lines)


@pytest.mark.prove
def test_a_value_that_was_blank_is_blank_by_every_door(visit: Visitor, desk: Server) -> None:
    reader = visit(desk).open("report").upload(year_csv(("R6", "9-1", "0")))
    reader.send()
    reader.open("data", initiative=9, year=2024)
    zero, blank = from_csv(save(reader, "csv"), "utf-8-sig")
    assert (number(zero["actual_value"]), blank["actual_value"]) == (0.0, None)
    shown = reader.rows(reader.table("kpis.data.title"))
    assert [digits(row[3]) for row in shown] == [[0.0], []]
