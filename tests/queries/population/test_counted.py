"""人口 as the page tells it: each sentence and table from the record's figures."""

from __future__ import annotations

from datetime import date

import pytest

from yamato_dx.acts.actor import Actor
from yamato_dx.acts.population import send_population
from yamato_dx.acts.withdrawal import withdraw
from yamato_dx.i18n import LANGUAGES
from yamato_dx.output.tables.columns import TABLES
from yamato_dx.output.tables.frame_check import check_frame
from yamato_dx.queries.assessed import View, plans_at, view_of
from yamato_dx.queries.population.charts import group_lines, merger_events, total_lines
from yamato_dx.queries.population.counted import (
    form_days,
    group_rows,
    point_rows,
    population_story,
    pyramid_of,
    pyramid_points,
    usual_points,
)
from yamato_dx.queries.population.figures import population_of
from yamato_dx.queries.population.preview import preview_population
from yamato_dx.queries.population.residents import resident_rows
from yamato_dx.queries.population.sources import population_table, source_rows
from yamato_dx.root import ROOT
from yamato_dx.store.record import Record

ON = date(2026, 6, 15)
MINATO = ROOT / "tests" / "towns" / "minato"
REGISTER = (
    "時点,総人口,65歳以上\n2024-03-31,12500,6500\n2025-03-31,12200,6400\n2026-03-31,11900,6300\n"
)


def now(record: Record) -> View:
    return view_of(record, on=ON)


def send(record: Record, text: str = REGISTER) -> str:
    preview = preview_population(record, text.encode(), "住基.csv", now(record))
    assert preview.is_sendable, preview.problems
    return send_population(
        record,
        data=preview.data,
        file_name=preview.file_name,
        rows=preview.rows,
        actor=Actor.at_server("企画"),
        previewed_at=preview.revision,
    ).batch_id


def fact(record: Record, words: str, lang: str = "ja") -> str:
    """The sentences of the one fact whose title holds `words`."""
    found = [one for one in population_story(record, now(record), lang).facts if words in one.title]
    assert len(found) == 1, [one.title for one in found]
    return "".join(found[0].sentences)


def test_headline_says_how_many_and_how_many_will_be(record: Record) -> None:
    first, second = population_story(record, now(record), "ja").headline
    assert "11,670人" in first
    assert "速報" in first
    for words in ("2050年", "5,466人", "1,770人", "32.4%", "社人研 2023年推計"):
        assert words in second


def test_the_plans_figure_and_the_census_differ_and_it_says_why(record: Record) -> None:
    said = fact(record, "2020年 5,458人")
    for words in (
        "不詳補完値",
        "5,455人",
        "3人",
        "40.42%",
        "13,503人",
        "40.5%",
        "13,467人",
        "36人",
    ):
        assert words in said, words


def test_the_plans_2050_is_the_2023_projection(record: Record) -> None:
    said = fact(record, "2050年 1,770人")
    for words in ("社人研 2023年推計", "5,466人", "32.4%"):
        assert words in said


def test_the_preliminary_count_stands_beside_both_projections(record: Record) -> None:
    said = fact(record, "国勢調査・速報 11,670人")
    assert "11,830人より160人少ない" in said
    assert "11,899人より229人少ない" in said


def test_a_replaced_preliminary_count_is_told(record: Record) -> None:
    said = fact(record, "2015年の速報と確定")
    assert "15,164人" in said
    assert "15,149人" in said


def test_before_and_after_the_merger(record: Record) -> None:
    said = fact(record, "2005年2月11日 合併（矢部町、清和村、蘇陽町）")
    assert "12,386 + 3,279 + 4,668 ＝ 20,333人" in said
    assert "一致します" in said
    (event,) = merger_events(population_of(record, now(record)), "ja")
    assert event.words == "2005年2月 合併"


def test_the_other_town_is_named_and_not_counted(record: Record) -> None:
    assert "074047" in fact(record, "福島県山都町")
    table = population_table(record, now(record), "ja")
    assert "074047" not in set(table["municipality_code"])


def test_working_age_is_no_peak_in_1985(record: Record) -> None:
    largest = population_story(record, now(record), "ja").largest
    assert "1980年の16,905人" in largest
    assert "1985" not in largest
    assert "15,897" not in largest


# --- what is drawn ---


def test_no_line_joins_two_series_or_two_publications(record: Record) -> None:
    population = population_of(record, now(record))
    rows, lines = total_lines(population, "ja")
    assert {line.line for line in lines} == {
        "census final",
        "census preliminary",
        "ipss_2018 2018",
        "ipss_2023 2023-12-22",
    }
    drawn = {name: sorted(part["value"]) for name, part in rows.groupby("line")}
    figures = population.figures
    for line, values in drawn.items():
        series, vintage = line.split(" ")
        own = figures[(figures["series"] == series) & (figures["vintage"] == vintage)]
        totals = own[(own["age_group"] == "total") & (own["sex"] == "total")]["population"]
        assert set(values) <= set(totals), line
    assert not next(line for line in lines if line.kind == "preliminary").is_joined
    assert drawn["census preliminary"] == [11670]  # 2015 has its final count


def test_group_lines_keep_counts_and_projections_apart(record: Record) -> None:
    population = population_of(record, now(record))
    rows, lines = group_lines(population, "number", "known", "ja")
    named = {line.line: line for line in lines}
    for line, part in rows.groupby("line"):
        group, series, _ = str(line).split(" ")
        is_projected = population.kinds[series] == "projection"
        assert (named[str(line)].kind != "counted") == is_projected
        assert part["year"].is_monotonic_increasing
        assert group in ("0-14", "15-64", "65+")
    newest = rows[rows["line"] == "15-64 ipss_2023 2023-12-22"]
    assert newest["value"].tolist() == [1770]  # one point: there is nothing to join


@pytest.mark.parametrize(
    ("denominator", "share"),
    [("known", "40.5%"), ("total", "40.4%")],
)
def test_shares_name_their_denominator(record: Record, denominator: str, share: str) -> None:
    rows = group_rows(record, now(record), denominator, "ja")  # type: ignore[arg-type]
    row = next(one for one in rows if one.day == "2020年10月1日" and one.series == "国勢調査")
    assert row.shares[1] == share
    assert row.denominator == {"known": "13,467", "total": "13,503"}[denominator]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_point_names_series_publication_date_and_source(record: Record, lang: str) -> None:
    rows = point_rows(record, now(record), lang)
    assert len(rows) == 9 + 2 + 7 + 7
    assert all(one.day and one.series and one.vintage and one.total and one.source for one in rows)
    assert len({(one.day, one.series, one.vintage) for one in rows}) == len(rows)


def test_pyramid_of_two_chosen_points(record: Record) -> None:
    points = pyramid_points(record, now(record), "ja")
    assert len(points) == 8 + 7
    assert usual_points(record, now(record)) == (
        "census.final.1980-10-01",
        "census.final.2015-10-01",
    )
    codes = ("census.final.2015-10-01", "ipss_2018.2018.2045-10-01")
    told = pyramid_of(record, now(record), codes, "ja")
    assert told.named == ("2015年 国勢調査", "2045年 社人研 2018年推計")
    assert told.rows[["first_male", "first_female"]].sum().sum() == 15149
    assert told.rows[["second_male", "second_female"]].sum().sum() == 6440
    assert told.rows["label"].iloc[0] == "90歳以上"


# --- the municipality's own register ---


def test_register_is_its_own_series_until_it_is_withdrawn(record: Record) -> None:
    before = now(record)
    batch_id = send(record)
    rows, lines = total_lines(population_of(record, now(record)), "ja")
    assert rows[rows["line"] == "resident_register reported"]["value"].tolist() == [
        12500, 12200, 11900,
    ]  # fmt: skip
    assert next(one for one in lines if one.kind == "register").name == "住民基本台帳"
    assert any(batch_id in one.source for one in source_rows(record, now(record), "ja"))
    # As it stood before, it still stands.
    assert "resident_register" not in set(population_of(record, before).figures["series"])
    withdraw(record, batch_id, Actor.at_server("企画"))
    assert "resident_register" not in set(population_of(record, now(record)).figures["series"])


def test_preview_says_new_changed_unchanged_and_duplicate(record: Record) -> None:
    text = REGISTER
    preview = preview_population(record, text.encode(), "a.csv", now(record))
    assert set(preview.rows["change"]) == {"new"}
    batch_id = send(record)
    again = preview_population(record, text.encode(), "a.csv", now(record))
    assert again.duplicate_of == batch_id
    assert not again.is_sendable
    changed = preview_population(
        record, text.replace("11900", "11901").encode(), "b.csv", now(record)
    )
    counts = changed.rows["change"].value_counts().to_dict()
    assert counts == {"unchanged": 5, "changed": 1}
    row = changed.rows[changed.rows["change"] == "changed"].iloc[0]
    assert (row["before_population"], row["population"]) == (11900, 11901)


def test_bad_file_changes_nothing(record: Record) -> None:
    head = record.head()
    preview = preview_population(record, "時点,総人口\nいつか,x\n".encode(), "a.csv", now(record))
    assert preview.obstacles
    assert not preview.is_sendable
    assert record.head() == head


# --- per resident ---


def resident(record: Record, kpi: str, year: str):
    rows = resident_rows(record, now(record), "ja")
    return next(one for one in rows if one.kpi.startswith(kpi) and one.year == year)


def test_without_a_population_of_that_year_nothing_is_divided(sample: Record) -> None:
    row = resident(sample, "4 ", "令和6年度")
    assert "その年度の人口が未登録" in row.basis
    assert row.scaled == "–"
    # R7 has the preliminary census of October 2025, and says so; not by age.
    counted = resident(sample, "4 ", "令和7年度")
    assert "速報" in counted.basis
    assert counted.scaled == "人口1,000人当たり 94.7件"  # 1,105 ÷ 11,670 × 1,000
    assert "その年度の人口が未登録" in resident(sample, "9-1", "令和7年度").basis


def test_with_the_register_of_that_year_it_is(sample: Record) -> None:
    batch_id = send(sample)
    try:
        row = resident(sample, "4 ", "令和6年度")
        assert row.population == "12,200人"
        assert "住民基本台帳" in row.basis
        assert row.scaled == "人口1,000人当たり 52.5件"  # 640 ÷ 12,200 × 1,000
        older = resident(sample, "9-1", "令和7年度")
        assert older.population == "6,300人"
        assert older.scaled == "65歳以上1人当たり 0.0152人"  # 96 ÷ 6,300
        # The register of the year's end, not the census of its October.
        assert resident(sample, "4 ", "令和7年度").population == "11,900人"
    finally:
        withdraw(sample, batch_id, Actor.at_server("企画"))


# --- another municipality ---


@pytest.mark.parametrize("lang", LANGUAGES)
def test_another_town_without_figures_says_so(minato: Record, lang: str) -> None:
    view = now(minato)
    story = population_story(minato, view, lang)
    assert story.is_empty
    assert story.facts == ()
    assert story.largest == ""
    assert point_rows(minato, view, lang) == ()
    assert pyramid_points(minato, view, lang) == {}
    assert resident_rows(minato, view, lang) == ()
    assert source_rows(minato, view, lang) == ()
    assert len(population_table(minato, view, lang)) == 0


def test_another_town_brings_its_own(minato: Record) -> None:
    send(minato)
    story = population_story(minato, now(minato), "ja")
    assert not story.is_empty
    assert "11,900人" in story.headline[0]
    assert len(story.headline) == 1  # no projection, no outlook


# --- exports ---


@pytest.mark.parametrize("lang", LANGUAGES)
def test_export_has_every_figure_once(record: Record, lang: str) -> None:
    send(record)
    table = population_table(record, now(record), lang)
    assert check_frame(table, TABLES["population"]) == []
    assert [one.name for one in TABLES["population"]] == [
        "municipality_code", "date", "series", "vintage", "sex", "age_group", "population",
        "source",
    ]  # fmt: skip
    key = ["municipality_code", "date", "series", "vintage", "sex", "age_group"]
    assert not table.duplicated(key).any()
    assert (table["source"] != "").all()
    assert len(table) == 504 + 18 + 2 + 1 + 420 + 10 + 3 + 6


def test_form_asks_for_the_ends_of_years_that_have_come(record: Record) -> None:
    days = form_days(plans_at(record, record.head())[-1], date(2025, 6, 1))
    assert [day.isoformat() for day in days] == [
        "2022-03-31", "2023-03-31", "2024-03-31", "2025-03-31",
    ]  # fmt: skip
    assert len(form_days(plans_at(record, record.head())[-1], date(2000, 1, 1))) == 1
