"""予算・決算と時間 on 取組事項: typed, read from a file, asked about."""

from __future__ import annotations

from tests.entered import plan_of
from tests.forms import MONEY
from tests.pages.visiting import Visit
from tests.queries.conftest import now
from yamato_dx.queries.resources.resources import Resources, resources_of
from yamato_dx.store.record import Record

FILE = (
    "事業名,会計,款項目,予算現額（千円）,決算額（千円）,見込/確定,国,一般財源\r\n"
    "コンビニ交付,一般会計,2-3-1,1200,1150,確定,500,{general}\r\n"
)


def at(record: Record) -> Visit:
    reader = Visit.of(record).open("initiatives", initiative=4, year=2025)
    return reader.unfold(MONEY.buttons["open"])


def found(record: Record) -> Resources:
    assert plan_of(record)
    return resources_of(record, now(record), 4, 2025)


def test_a_file_is_laid_into_the_grid_and_saved(record: Record) -> None:
    reader = at(record).upload(FILE.format(general=650).encode(), "決算.csv")
    assert reader.shows("resources.read", count=1)
    assert not found(record).is_told
    reader.press(MONEY.button)
    assert reader.shows("resources.by_missing")
    reader.fill(MONEY.by, "財政係").press(MONEY.button)
    assert reader.shows("resources.saved")
    (row,) = reader.table("resources.title")
    assert row[:5] == ["コンビニ交付", "一般会計", "2-3-1", "1,200", "1,150"]
    assert found(record).by == "財政係"


def test_sources_that_miss_the_settlement_are_asked_about(record: Record) -> None:
    reader = at(record).upload(FILE.format(general=600).encode(), "決算.csv")
    reader.fill(MONEY.by, "財政係").press(MONEY.button)
    assert reader.shows("resources.not_saved")
    assert "差が+50千円" in reader.words()
    reader.tick(MONEY.fields["accept"]).press(MONEY.button)
    assert reader.shows("resources.saved")
    assert "差が+50千円" in reader.words()  # it stays in sight


def test_hours_alone(record: Record) -> None:
    reader = at(record)
    (box,) = [box for box in reader.app.number_input if "従事" in box.label]
    box.set_value(120.5)
    reader.fill(MONEY.by, "窓口係").press(MONEY.button)
    assert reader.shows("resources.saved")
    assert reader.shows("resources.hours", spent="120.5時間", saved="–")


def test_a_file_without_the_headings_says_so(record: Record) -> None:
    reader = at(record).upload(b"a,b\r\n1,2\r\n", "x.csv")
    assert reader.shows("resources.fault.no_headings")
