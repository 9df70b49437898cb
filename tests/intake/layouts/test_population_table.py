"""A municipality's own table of residents: layouts, and everything that is wrong at once."""

from __future__ import annotations

import io
from datetime import date

import pytest
import xlsxwriter

from yamato_dx.i18n import LANGUAGES
from yamato_dx.intake.layouts.population_headings import CountedGroup, figure_of, read_age_group
from yamato_dx.intake.layouts.population_table import PopulationReading, read_population
from yamato_dx.output.workbooks.population_template import (
    FORMS,
    TemplateForm,
    population_form_csv,
    population_form_xlsx,
)

CODE = "434477"
PRESENT = date(2026, 5, 11)


def read(text: str | bytes, encoding: str = "utf-8") -> PopulationReading:
    data = text if isinstance(text, bytes) else text.encode(encoding)
    return read_population(data, "人口.csv", municipality_code=CODE, present=PRESENT)


def told(reading: PopulationReading) -> list[tuple[str, str, str, int]]:
    rows = reading.rows
    days = rows["counted_on"].dt.date.astype(str)
    return list(zip(days, rows["sex"], rows["age_group"], rows["population"], strict=True))


def codes(reading: PopulationReading) -> list[tuple[str, str]]:
    return [(one.severity, one.code) for one in reading.problems]


@pytest.mark.parametrize(
    ("heading", "figure"),
    [
        ("総人口", CountedGroup("total", "total")),
        ("65歳以上", CountedGroup("total", "65+")),
        ("６５歳以上人口", CountedGroup("total", "65+")),
        ("0～4歳", CountedGroup("total", "0-4")),
        ("0-4歳の男性", CountedGroup("male", "0-4")),  # 自治体標準オープンデータセット
        ("85歳以上の女性", CountedGroup("female", "85+")),
        ("男性（65歳以上）", CountedGroup("male", "65+")),
        ("女", CountedGroup("female", "total")),
        ("生産年齢人口", CountedGroup("total", "15-64")),
        ("15歳から64歳", CountedGroup("total", "15-64")),
        ("15歳未満", CountedGroup("total", "0-14")),
        ("世帯数", None),  # households are no people
        ("地域コード", None),
        ("64～15歳", None),  # backwards
    ],
)
def test_headings(heading: str, figure: CountedGroup | None) -> None:
    assert figure_of(heading) == figure


@pytest.mark.parametrize("words", ["15～64歳", "15-64", "15〜64歳", "15−64歳", "１５～６４歳"])
def test_dashes_of_an_age_group(words: str) -> None:
    assert read_age_group(words) == "15-64"


def test_wide_table_of_year_ends() -> None:
    reading = read('時点,総人口,65歳以上\n令和7年3月31日,"12,345",6100\n2026-03-31,12000人,\n')
    assert reading.layout == "wide"
    assert told(reading) == [
        ("2025-03-31", "total", "total", 12345),
        ("2025-03-31", "total", "65+", 6100),
        ("2026-03-31", "total", "total", 12000),  # a blank is no figure, and never 0
    ]
    assert codes(reading) == []


def test_long_table_by_age_and_sex() -> None:
    reading = read("基準日,性別,年齢階級,人口\nR8.3.31,男,0～4歳,120\nR8.3.31,女,100歳以上,9\n")
    assert reading.layout == "long"
    assert told(reading) == [
        ("2026-03-31", "male", "0-4", 120),
        ("2026-03-31", "female", "100+", 9),
    ]


def test_standard_open_data_set() -> None:
    header = "全国地方公共団体コード,地方公共団体名,調査年月日,地域名,総人口,男性,女性,0-4歳の男性"
    whole = f"{CODE},山都町,2026/3/31,,10,4,6,1"
    part = f"{CODE},山都町,2026/3/31,浜町,3,1,2,1"
    reading = read(f"{header}\n{whole}\n{part}\n", "cp932")
    assert [one[1:] for one in told(reading)] == [
        ("total", "total", 10),
        ("male", "total", 4),
        ("female", "total", 6),
        ("male", "0-4", 1),
    ]
    assert ("note", "population_area") in codes(reading)  # 浜町 is a part
    assert reading.encoding == "cp932"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("年度,KPI番号,実績値\n2024,4,640\n", "population_layout_unknown"),
        ("時点,世帯数\n2026-03-31,5000\n", "population_layout_unknown"),
        ("時点,総人口\n", "no_rows"),
        ("時点,総人口,人口総数\n2026-03-31,1,1\n", "column_twice"),
        ("時点,総人口\n,12000\n", "population_date_missing"),
        ("時点,総人口\n令和8年度,12000\n", "not_day"),
        ("時点,総人口\n2026-06-01,12000\n", "period_in_future"),
        ("時点,総人口\n2026-03-31,約12000\n", "about_number"),
        ("時点,総人口\n2026-03-31,120.5\n", "not_a_count"),
        ("時点,総人口\n2026-03-31,-5\n", "not_a_count"),
        ("時点,総人口\n2026-03-31,12000世帯\n", "not_a_count"),
        ("時点,総人口\n2026-03-31,X\n", "suppressed"),
        ("時点,総人口,男,女\n2026-03-31,10,4,5\n", "population_sexes_differ"),
        ("時点,総人口,65歳以上\n2026-03-31,10,11\n", "population_part_too_large"),
        ("時点,総人口\n2026-03-31,10\n2026-03-31,11\n", "conflict"),
        ("時点,性別,年齢階級,人口\n2026-03-31,男,大人,10\n", "population_age_unknown"),
        ("時点,性別,年齢階級,人口\n2026-03-31,雄,65歳以上,10\n", "population_sex_unknown"),
        ("団体コード,時点,総人口\n074047,2026-03-31,3208\n", "municipality_other"),  # same name
        ("見本データ,時点,総人口\n見本,2026-03-31,10\n", "sample_data"),
    ],
)
def test_refused(text: str, code: str) -> None:
    reading = read(text)
    found = [one for one in reading.problems if one.severity != "note"]
    assert code in {one.code for one in found}
    for one in found:
        for lang in LANGUAGES:
            assert one.sentence(lang)
            assert one.mend(lang)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("時点,総人口\n2026-01-01,10\n", "population_not_year_end"),
        ("時点,総人口\n2026-03-31,10\n2026-03-31,10\n", "same_twice"),
        ("時点,総人口,世帯数\n2026-03-31,10,5\n", "column_unknown"),
    ],
)
def test_noted_and_still_sendable(text: str, code: str) -> None:
    reading = read(text)
    assert codes(reading) == [("note", code)]
    assert len(reading.rows) == 1


def test_all_problems_at_once() -> None:
    reading = read("時点,総人口,65歳以上\n2026-03-31,1o,x\nいつか,10,5\n2099-03-31,10,5\n")
    assert {one.row for one in reading.problems} == {2, 3, 4}


def test_not_a_table_is_one_sentence() -> None:
    assert codes(read(b"%PDF-1.7")) == [("refuse", "file_pdf")]


DAYS = (date(2025, 3, 31), date(2026, 3, 31))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("form", FORMS)
def test_the_form_comes_back_as_it_was_filled_in(form: TemplateForm, lang: str) -> None:
    lines = population_form_csv(form, DAYS, lang).decode("utf-8-sig").splitlines()
    cells = [line.split(",") for line in lines]
    filled = [",".join(cell or "7" for cell in row) for row in cells]
    reading = read("\r\n".join(filled))
    refused = {one.code for one in reading.problems if one.severity != "note"}
    # One number in every cell: men and women cannot make the total, all else is read.
    assert refused <= {"population_sexes_differ"}
    assert len(reading.rows) == (2 * 6 if form == "yearly" else 2 * 21)


@pytest.mark.parametrize("form", FORMS)
def test_an_empty_form_has_nothing_to_send(form: TemplateForm) -> None:
    assert read(population_form_xlsx(form, DAYS, "ja")).rows.empty
    assert read(population_form_csv(form, DAYS, "ja")).rows.empty


def test_a_workbook_with_dates_as_dates() -> None:
    written = io.BytesIO()
    with xlsxwriter.Workbook(written, {"in_memory": True}) as book:
        sheet = book.add_worksheet("人口")
        for place, heading in enumerate(("時点", "総人口", "65歳以上")):
            sheet.write_string(0, place, heading)
        sheet.write_datetime(1, 0, DAYS[1], book.add_format({"num_format": "yyyy/m/d"}))
        sheet.write_number(1, 1, 12000)
        sheet.write_number(1, 2, 6000)
    assert told(read(written.getvalue())) == [
        ("2026-03-31", "total", "total", 12000),
        ("2026-03-31", "total", "65+", 6000),
    ]


def test_struck_and_hidden_cells_of_a_workbook_are_told() -> None:
    written = io.BytesIO()
    with xlsxwriter.Workbook(written, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ("時点", "総人口"))
        sheet.write_row(1, 0, ("2025-03-31",))
        sheet.write(1, 1, 12000, book.add_format({"font_strikeout": True}))
        sheet.write_row(2, 0, ("2026-03-31", 11900))
        sheet.set_row(2, None, None, {"hidden": True})
    assert codes(read(written.getvalue())) == [("ask", "cell_struck"), ("note", "row_hidden")]
