"""The same figures in every kind of file."""

import io
import json
from dataclasses import replace

import numpy as np
import openpyxl
import pandas as pd
import pyarrow.parquet
import pytest
from python_calamine import CalamineWorkbook

from yamato_dx.i18n import LANGUAGES
from yamato_dx.output.column_spec import ColumnSpec
from yamato_dx.output.context import ExportContext, Headings
from yamato_dx.output.tables.columns import TABLES
from yamato_dx.output.tables.formats import FORMATS, format_of, table_bytes, table_parts
from yamato_dx.output.tables.parquet import CONTEXT_KEY

Specs = tuple[ColumnSpec, ...]


def from_csv(data: bytes, encoding: str, specs: Specs) -> pd.DataFrame:
    text = pd.read_csv(io.BytesIO(data), encoding=encoding, dtype=str, lineterminator=None)
    return text.rename(columns={spec.label("ja"): spec.name for spec in specs})


def figures(values: pd.Series) -> list[float]:
    return [float(one) if one not in (None, "") else float("nan") for one in values]


@pytest.mark.parametrize("name", ["actual_value", "attainment_ratio"])
def test_a_figure_is_the_same_double_in_every_file(
    name: str, frame: pd.DataFrame, specs: Specs, context: ExportContext
) -> None:
    index = [spec.name for spec in specs].index(name)
    made = {one: table_bytes(frame, specs, context, one) for one in FORMATS}
    sheet = openpyxl.load_workbook(io.BytesIO(made["xlsx"])).worksheets[0]
    rows = CalamineWorkbook.from_filelike(io.BytesIO(made["xlsx"])).get_sheet_by_index(0)
    read = {
        "csv": figures(from_csv(made["csv"], "utf-8-sig", specs)[name]),
        "cp932": figures(from_csv(made["csv-cp932"], "cp932", specs)[name]),
        "xlsx": [row[index].value for row in sheet.iter_rows(min_row=2)],
        "calamine": [row[index] for row in rows.to_python()[1:]],
        "parquet": pd.read_parquet(io.BytesIO(made["parquet"]))[name],
        "json": [json.loads(json.dumps(one)) for one in frame[name]],
    }
    for kind, values in read.items():
        found = figures(pd.Series(values, dtype=object))
        np.testing.assert_array_equal(found, frame[name].to_numpy(), err_msg=kind)


@pytest.mark.parametrize("format_name", ["csv", "csv-cp932"])
def test_texts_days_and_moments_of_a_csv(
    format_name: str, frame: pd.DataFrame, specs: Specs, context: ExportContext
) -> None:
    encoding = "cp932" if format_name == "csv-cp932" else "utf-8-sig"
    read = from_csv(table_bytes(frame, specs, context, format_name), encoding, specs)
    assert list(read["municipality_code"]) == ["012345", "434477", "434477"]
    assert list(read["kpi_no"]) == ["9-1", "4", "1"]
    assert read["measured_on"].iloc[0] == "2026-03-31"
    assert read["recorded_at"].iloc[0] == "2026-05-11 14:03:22"  # Tokyo, 9 hours on
    assert read["evidence"].iloc[0] == '96 ÷ 100、"延数"'
    assert read["evidence"].iloc[2].splitlines() == ["一行目", "二行目"]
    assert read.loc[1, ["actual_value", "measured_on", "recorded_at", "evidence"]].isna().all()


def test_a_missing_value_is_empty_and_a_zero_is_not(
    frame: pd.DataFrame, specs: Specs, context: ExportContext
) -> None:
    frame = frame.assign(actual_value=[0.0, float("nan"), -0.5])
    lines = table_bytes(frame, specs, context).decode("utf-8-sig").split("\r\n")
    assert [line.split(",")[3] for line in lines[1:4]] == ["0", "", "-0.5"]
    book = openpyxl.load_workbook(io.BytesIO(table_bytes(frame, specs, context, "xlsx")))
    column = [row[3].value for row in book.worksheets[0].iter_rows(min_row=2)]
    assert column == [0, None, -0.5]


@pytest.mark.parametrize("format_name", FORMATS)
def test_fictitious_data_says_so_in_every_row(
    format_name: str, frame: pd.DataFrame, specs: Specs, context: ExportContext
) -> None:
    made = table_bytes(frame, specs, replace(context, is_sample=True), format_name)
    read = {
        "csv": lambda: pd.read_csv(io.BytesIO(made))["見本データ"],
        "csv-cp932": lambda: pd.read_csv(io.BytesIO(made), encoding="cp932")["見本データ"],
        "xlsx": lambda: pd.read_excel(io.BytesIO(made), engine="calamine")["見本データ"],
        "parquet": lambda: pd.read_parquet(io.BytesIO(made))["sample_mark"],
    }[format_name]()
    assert list(read) == ["架空の値"] * 3


def test_parquet_keeps_texts_as_they_came_and_says_how_it_came_to_be(
    frame: pd.DataFrame, specs: Specs, context: ExportContext
) -> None:
    made = table_bytes(frame.assign(evidence="=1+1"), specs, context, "parquet")
    table = pyarrow.parquet.read_table(io.BytesIO(made))
    assert table["evidence"].to_pylist() == ["=1+1"] * 3
    assert json.loads(table.schema.metadata[CONTEXT_KEY])["記録の時点"] == "2026-05-11 14:03"


@pytest.mark.parametrize("format_name", FORMATS)
def test_a_table_without_rows_is_a_file_with_headers(
    format_name: str, frame: pd.DataFrame, specs: Specs, context: ExportContext
) -> None:
    made = table_bytes(frame.iloc[:0], specs, context, format_name)
    read = {
        "csv": pd.read_csv,
        "csv-cp932": lambda file: pd.read_csv(file, encoding="cp932"),
        "xlsx": lambda file: pd.read_excel(file, engine="calamine"),
        "parquet": pd.read_parquet,
    }[format_name](io.BytesIO(made))
    assert len(read) == 0
    assert len(read.columns) >= len(specs)


@pytest.mark.parametrize("headings", ["words", "code"])
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("table", TABLES)
def test_no_header_of_a_csv_stands_twice(
    table: str, lang: str, headings: Headings, context: ExportContext
) -> None:
    specs = TABLES[table]
    names = [name for spec in specs for name in (spec.name, spec.written) if name]
    empty = pd.DataFrame({name: pd.Series(dtype=object) for name in names})
    context = replace(context, lang=lang, is_sample=True, headings=headings)
    header = table_bytes(empty, specs, context).decode("utf-8-sig").strip().split('","')
    assert len(header) == len(set(header)) == len(specs) + 1 + len(context.items())


def test_the_parts_of_a_file_make_the_file(
    frame: pd.DataFrame, specs: Specs, context: ExportContext
) -> None:
    assert b"".join(table_parts(frame, specs, context)) == table_bytes(frame, specs, context)


@pytest.mark.parametrize(
    ("file_name", "format_name"),
    [
        ("判定.csv", "csv"),
        ("OUT.XLSX", "xlsx"),  # Windows writes endings either way
        ("a.b.parquet", "parquet"),
        ("a.txt", None),
        ("csv", None),
    ],
)
def test_the_ending_of_a_file_name_asks_for_a_format(
    file_name: str, format_name: str | None
) -> None:
    assert format_of(file_name) == format_name
