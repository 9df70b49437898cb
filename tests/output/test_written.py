"""Figures in the forms in which people write them and a report is read."""

import csv
import io
from typing import Final

import openpyxl
import pandas as pd
import pytest

from yamato_dx.output.column_spec import column
from yamato_dx.output.context import ExportContext
from yamato_dx.output.tables.formats import table_bytes
from yamato_dx.output.tables.written import written_values

NAN: Final = float("nan")
# form, value, numerator, denominator, as written
VALUES = [
    ("number", 1105.0, NAN, NAN, "1105"),
    ("number", -5.0, NAN, NAN, "-5"),  # a number, not a formula
    ("number", 28.4, NAN, NAN, "28.4"),
    ("number", 1e-7, NAN, NAN, "0.0000001"),
    ("number", 1e10, NAN, NAN, "10000000000"),
    ("number", NAN, NAN, NAN, None),  # not published yet
    ("share", 0.496, NAN, NAN, "49.6%"),
    ("share", 0.285, NAN, NAN, "28.5%"),  # 0.285 × 100 is 28.499999999999996
    ("share", 0.008, NAN, NAN, "0.8%"),
    ("share", 1.0, NAN, NAN, "100%"),
    ("share", 0.5, NAN, NAN, "50%"),
    ("share", 0.0, NAN, NAN, "0%"),
    ("share", 1 / 3, 1.0, 3.0, "33.33333333333333%"),
    ("share", NAN, NAN, NAN, None),
    ("fraction", 0.85, 17.0, 20.0, "17/20"),
    ("fraction", NAN, NAN, NAN, None),
    ("count_with_coverage", 2.0, 188.0, 188.0, "2"),
]
SPECS = (column("actual_value", "number", "kpi", written="written_value"),)


def frame() -> pd.DataFrame:
    names = ["value_form", "actual_value", "numerator", "denominator", "expected"]
    rows = pd.DataFrame(VALUES, columns=names)
    return rows.assign(written_value=written_values(rows))


@pytest.mark.parametrize("place", range(len(VALUES)), ids=lambda place: str(VALUES[place][-1]))
def test_a_value_is_written_as_people_write_it(place: int) -> None:
    written = frame()["written_value"].iloc[place]
    assert (None if pd.isna(written) else written) == VALUES[place][-1]


def test_csv_has_it_as_written(context: ExportContext) -> None:
    made = table_bytes(frame(), SPECS, context, "csv").decode("utf-8-sig")
    assert [row[0] or None for row in csv.reader(io.StringIO(made))][1:] == [
        expected for *_, expected in VALUES
    ]


def test_xlsx_has_the_number_typed_and_a_percent_shown_as_one(context: ExportContext) -> None:
    book = openpyxl.load_workbook(io.BytesIO(table_bytes(frame(), SPECS, context, "xlsx")))
    cells = [cell for (cell,) in book.worksheets[0].iter_rows(min_row=2)]
    for cell, (form, value, *_, expected) in zip(cells, VALUES, strict=True):
        if form == "fraction" or expected is None:
            assert cell.value == expected
        else:
            assert cell.value == value
            assert cell.number_format.endswith("%") is (form == "share")


def test_parquet_has_the_stored_number(context: ExportContext) -> None:
    read = pd.read_parquet(io.BytesIO(table_bytes(frame(), SPECS, context, "parquet")))
    assert read["actual_value"].dropna().tolist() == [
        value for _, value, *_ in VALUES if not pd.isna(value)
    ]
