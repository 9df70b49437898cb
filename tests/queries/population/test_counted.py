"""人口 as the page tells it: each sentence and table from the record's figures."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from yamato_dx.acts.actor import Actor
from yamato_dx.acts.population import send_population
from yamato_dx.acts.withdrawal import withdraw
from yamato_dx.i18n import LANGUAGES
from yamato_dx.output.tables.columns import TABLES
from yamato_dx.output.tables.frame_check import check_frame
from yamato_dx.queries.assessed import View, plans_at, view_of
from yamato_dx.queries.population.charts import (
    AGE_GROUPS,
    ALL_ADDED,
    NONE_ADDED,
    added_choices,
    group_lines,
    merger_events,
    register_lines,
    total_lines,
)
from yamato_dx.queries.population.counted import form_days, point_rows, population_story
from yamato_dx.queries.population.drawn import group_chart, register_chart, total_chart
from yamato_dx.queries.population.figures import people, population_of
from yamato_dx.queries.population.groups import group_rows, groups_table, milestones
from yamato_dx.queries.population.movements import movements, movements_table
from yamato_dx.queries.population.preview import preview_population
from yamato_dx.queries.population.pyramids import (
    ALONE,
    largest_band,
    pyramid_figures,
    pyramid_of,
    pyramid_points,
    usual_points,
)
from yamato_dx.queries.population.residents import resident_rows
from yamato_dx.queries.population.sources import population_table, publications
from yamato_dx.queries.population.told import group_told, register_told, total_told
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
    facts = population_story(record, now(record), lang).facts
    found = [fact for fact in facts if words in fact.title]
    assert len(found) == 1, [fact.title for fact in found]
    return "".join(found[0].sentences)


def test_headline_says_how_many_and_how_many_will_be(record: Record) -> None:
    first, second, third = population_story(record, now(record), "ja").headline
    assert "11,670人" in first
    assert "速報" in first
    for words in ("2050年", "5,466人", "1,770人", "32.4%", "社人研 2023年推計"):
        assert words in second
    for words in ("2020年の124人", "2050年は186人"):
        assert words in third


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
    said = fact(record, "最も多かったのは1980年の16,905人")
    assert "1985" not in said
    assert "15,897" not in said


# --- what is drawn ---


def test_no_line_joins_two_series_or_two_publications(record: Record) -> None:
    population = population_of(record, now(record))
    rows, lines = total_lines(population, ALL_ADDED, "ja")
    assert {line.line for line in lines} == {
        "census final",
        "census preliminary",
        "ipss_2018 2018",
        "ipss_2023 2023-12-22",
        "resident_register_mic final",
    }
    drawn = {name: sorted(part["value"]) for name, part in rows.groupby("line")}
    figures = population.figures
    for line, values in drawn.items():
        series, vintage = line.split(" ")
        own = figures[(figures["series"] == series) & (figures["vintage"] == vintage)]
        totals = own[(own["age_group"] == "total") & (own["sex"] == "total")]["population"]
        assert set(values) <= set(totals), line
    assert not next(line for line in lines if line.kind == "preliminary").look.is_joined
    assert drawn["census preliminary"] == [11670]  # 2015 has its final count


def test_the_page_begins_with_the_census_and_the_newest_projection(record: Record) -> None:
    population = population_of(record, now(record))
    _, lines = total_lines(population, NONE_ADDED, "ja")
    assert [line.line for line in lines] == [
        "census final", "ipss_2023 2023-12-22", "census preliminary",
    ]  # fmt: skip
    assert list(added_choices(population, "ja")) == [
        NONE_ADDED, "resident_register_mic", "ipss_2018", ALL_ADDED,
    ]  # fmt: skip
    _, added = total_lines(population, "ipss_2018", "ja")
    assert {line.kind for line in added} - {line.kind for line in lines} == {"older"}


def test_the_register_has_a_chart_of_its_own_on_the_same_scale(record: Record) -> None:
    rows, lines = register_lines(population_of(record, now(record)), "ja")
    assert [line.name for line in lines] == ["住民基本台帳（総務省）"]
    assert (rows["value"].iloc[0], rows["value"].iloc[-1]) == (17242, 12887)
    assert rows["year"].iloc[-1] == 2025.0  # 1 January stands where its year is named
    total = total_chart(record, now(record), NONE_ADDED, "ja", narrow=False)
    register = register_chart(record, now(record), NONE_ADDED, "ja", narrow=False)
    assert register is not None
    assert heights(total.spec) == heights(register.spec) == {(0, 30000.0)}


def heights(spec: dict[str, Any]) -> set[tuple[float, float]]:
    """The scales of all layers that draw people."""
    scales = [layer["encoding"].get("y", {}).get("scale", {}) for layer in spec["layer"]]
    return {tuple(scale["domain"]) for scale in scales if "domain" in scale}


def test_the_three_groups_share_a_scale(record: Record) -> None:
    charts = [
        group_chart(record, now(record), group, "ja", added=NONE_ADDED, narrow=False)
        for group in AGE_GROUPS
    ]
    assert {scale for chart in charts if chart for scale in heights(chart.spec)} == {(0, 20000.0)}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("narrow", [False, True])
def test_a_figure_stands_on_its_own_line(record: Record, lang: str, narrow: bool) -> None:
    """Beside each figure stands the name of its series, unless its line is the only one that it
    could belong to."""
    chart = total_chart(record, now(record), ALL_ADDED, lang, narrow=narrow)
    labels = chart.data[chart.data["label_figure"] != ""]
    names = {line.line: line.name for line in total_lines(
        population_of(record, now(record)), ALL_ADDED, lang)[1]}  # fmt: skip
    for row in labels.to_dict("records"):
        if row["label_name"]:
            assert row["label_name"] == names[row["line"]]
        else:
            assert row["line"] in ("census final", "resident_register_mic final")
        if "6,440" in row["label_figure"]:
            assert row["line"] == "ipss_2018 2018"
    assert not labels["label_figure"].str.contains("6,522").any()
    # Without its name a projection's figure could be the other's: where names have no room beside
    # their points (they are long in English, a phone is narrow), they stand in the key alone.
    figures = " ".join(labels["label_figure"])
    assert ("5,466" in figures) is (narrow or lang == "ja")
    assert ("6,440" in figures) is (not narrow and lang == "ja")


def test_group_lines_keep_counts_and_projections_apart(record: Record) -> None:
    population = population_of(record, now(record))
    rows, lines = group_lines(population, "15-64", ALL_ADDED, "ja")
    named = {line.line: line for line in lines}
    for line, part in rows.groupby("line"):
        series, _ = str(line).split(" ")
        is_projected = population.kinds[series] == "projection"
        assert (named[str(line)].kind != "counted") == is_projected
        assert part["year"].is_monotonic_increasing
    newest = rows[rows["line"] == "ipss_2023 2023-12-22"]
    assert newest["value"].tolist() == [5458, 4312, 3566, 3102, 2657, 2202, 1770]


def test_shares_of_known_ages_and_of_all_stand_beside_each_other(record: Record) -> None:
    rows = group_rows(record, now(record), "ja")
    row = next(
        point for point in rows if point.day == "2020年10月1日" and point.series == "国勢調査"
    )
    assert (row.shares[1], row.shares_of_all[1], row.unknown) == ("40.5%", "40.4%", "36")
    assert row.indices == ("124.1", "22.7", "146.9")  # old, young, both


def test_few_years_stand_for_all(record: Record) -> None:
    years = milestones(record, now(record), "ja")
    assert [year.year for year in years] == ["1980年", "2000年", "2020年", "2035年", "2050年"]
    assert [year.is_projected for year in years] == [False, False, False, True, True]
    assert [year.indices["aged_index"] for year in years] == [
        "22.7", "58.6", "124.1", "167.4", "185.6",
    ]  # fmt: skip
    assert years[-1].series == "社人研 2023年推計"


def test_births_deaths_and_moves_of_each_statistic_apart(record: Record) -> None:
    register, other = movements(record, now(record), "ja")
    assert register.series == "住民基本台帳（総務省）"
    assert register.rows[-1].year == "2019年"
    assert register.rows[-1].people == (
        "51", "278", "−227", "338", "455", "−117", "−6", "−350",
    )  # fmt: skip
    assert other.series == "SSDSE-A"
    assert other.rows[-1].people[:3] == ("–", "–", "–")  # not yet published there: not 0


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_point_names_series_publication_date_and_source(record: Record, lang: str) -> None:
    rows = point_rows(record, now(record), lang)
    assert len(rows) == 9 + 2 + 7 + 7 + 13
    assert all(row.day and row.series and row.vintage and row.total and row.source for row in rows)
    assert len({(row.day, row.series, row.vintage) for row in rows}) == len(rows)


def test_pyramid_of_two_chosen_points(record: Record) -> None:
    points = pyramid_points(record, now(record), "ja")
    # A projection's own first year is the census that it starts from.
    assert list(points.values())[7:9] == ["2015年 国勢調査", "2020年 社人研 2018年推計"]
    assert len(points) == 8 + 6
    assert usual_points(record, now(record)) == (
        "census.final.2015-10-01",
        "census.final.1980-10-01",
    )
    codes = ("ipss_2018.2018.2045-10-01", "census.final.2015-10-01")
    told = pyramid_of(record, now(record), codes, "ja")
    assert (told.shown, told.compared) == ("2045年 社人研 2018年推計", "2015年 国勢調査")
    assert told.rows[["compared_male", "compared_female"]].sum().sum() == 15149
    assert told.rows[["shown_male", "shown_female"]].sum().sum() == 6440
    assert told.rows["label"].iloc[0] == "90歳以上"
    assert told.rows["short_label"].tolist()[:3] == ["90～", "", "80"]
    assert told.sides[0].startswith("男 ")
    assert largest_band(record, now(record)) >= told.rows["compared_male"].max()


def test_pyramid_of_one_point_alone(record: Record) -> None:
    told = pyramid_of(record, now(record), ("census.final.2015-10-01", ALONE), "ja")
    assert told.compared == ""
    assert told.rows[["compared_male", "compared_female"]].isna().all(axis=None)
    assert told.sides == ("男 7,203人", "女 7,946人")
    assert len(told.sources) == 1


# --- the municipality's own register ---


def test_register_is_its_own_series_until_it_is_withdrawn(record: Record) -> None:
    before = now(record)
    batch_id = send(record)
    rows, lines = register_lines(population_of(record, now(record)), "ja")
    assert rows[rows["line"] == "resident_register reported"]["value"].tolist() == [
        12500, 12200, 11900,
    ]  # fmt: skip
    assert {line.name for line in lines} == {"住民基本台帳（総務省）", "住民基本台帳"}
    found = publications(record, now(record), "ja")
    assert any(batch_id in publication.title for publication in found)
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
    return next(row for row in rows if row.kpi.startswith(kpi) and row.year == year)


def test_a_year_is_divided_by_the_register_of_1_january_within_it(sample: Record) -> None:
    row = resident(sample, "4 ", "令和6年度")
    assert row.population == "12,887人"
    assert row.basis == "総数、住民基本台帳（総務省）・確定、2025年1月1日"
    assert row.scaled == "人口1,000人当たり 49.7件"  # 640 ÷ 12,887 × 1,000


def test_without_a_population_of_that_year_nothing_is_divided(sample: Record) -> None:
    # The census of October 2025 is no register, and none counts 65 and over.
    for row in (resident(sample, "4 ", "令和7年度"), resident(sample, "9-1", "令和6年度")):
        assert "その年度の住民基本台帳の人口が未登録" in row.basis
        assert row.scaled == "–"


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
    assert story.added == {}
    assert point_rows(minato, view, lang) == ()
    assert pyramid_points(minato, view, lang) == {}
    assert resident_rows(minato, view, lang) == ()
    assert publications(minato, view, lang) == ()
    assert group_rows(minato, view, lang) == ()
    assert milestones(minato, view, lang) == ()
    assert movements(minato, view, lang) == ()
    assert len(groups_table(minato, view, lang)) == len(movements_table(minato, view, lang)) == 0
    assert len(population_table(minato, view, lang)) == 0


def test_another_town_brings_its_own(minato: Record) -> None:
    send(minato)
    story = population_story(minato, now(minato), "ja")
    assert not story.is_empty
    assert "11,900人" in story.headline[0]
    assert len(story.headline) == 1  # no projection, no outlook
    # Its register is all there is: it leads, and has no second chart beside it.
    assert story.added == {}
    chart = total_chart(minato, now(minato), NONE_ADDED, "ja", narrow=False)
    assert chart.data["value"].tolist() == [12500, 12200, 11900]
    assert register_chart(minato, now(minato), NONE_ADDED, "ja", narrow=False) is None
    assert group_chart(minato, now(minato), "65+", "ja", added=NONE_ADDED, narrow=False) is None


def test_one_count_alone_is_drawn_and_named(minato: Record) -> None:
    send(minato, "時点,総人口\n2026-03-31,900\n")
    chart = total_chart(minato, now(minato), NONE_ADDED, "ja", narrow=True)
    assert chart.data["label_figure"].tolist() == ["2026年3月 900"]
    assert chart.data["label_name"].tolist() == ["住民基本台帳"]
    assert heights(chart.spec) == {(0, 1000.0)}


# --- exports ---


@pytest.mark.parametrize("lang", LANGUAGES)
def test_export_has_every_figure_once(record: Record, lang: str) -> None:
    send(record)
    table = population_table(record, now(record), lang)
    assert check_frame(table, TABLES["population"]) == []
    assert [column.name for column in TABLES["population"]] == [
        "municipality_code", "date", "series", "vintage", "sex", "age_group", "population",
        "source",
    ]  # fmt: skip
    key = ["municipality_code", "date", "series", "vintage", "sex", "age_group"]
    assert not table.duplicated(key).any()
    assert (table["source"] != "").all()
    assert len(table) == 504 + 18 + 2 + 4 + 420 + 28 + 23 + 3 + 6


@pytest.mark.parametrize("lang", LANGUAGES)
def test_groups_and_movements_can_be_taken_away(record: Record, lang: str) -> None:
    groups = groups_table(record, now(record), lang)
    assert check_frame(groups, TABLES["population-groups"]) == []
    assert len(groups) == 9 + 7 + 7
    moved = movements_table(record, now(record), lang)
    assert check_frame(moved, TABLES["movements"]) == []
    assert len(moved) == 5 + 9
    assert (moved["source"] != "").all()


def test_form_asks_for_the_ends_of_years_that_have_come(record: Record) -> None:
    days = form_days(plans_at(record, record.head())[-1], date(2025, 6, 1))
    assert [day.isoformat() for day in days] == [
        "2022-03-31", "2023-03-31", "2024-03-31", "2025-03-31",
    ]  # fmt: skip
    assert len(form_days(plans_at(record, record.head())[-1], date(2000, 1, 1))) == 1


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_point_that_is_drawn_is_told_with_its_source(record: Record, lang: str) -> None:
    batch_id = send(record)
    view, population = now(record), population_of(record, now(record))
    told = [
        (total_lines(population, ALL_ADDED, lang), total_told(record, view, ALL_ADDED, lang)),
        (register_lines(population, lang), register_told(record, view, lang)),
        *(
            (
                group_lines(population, group, ALL_ADDED, lang),
                group_told(record, view, group, lang, added=ALL_ADDED),
            )
            for group in AGE_GROUPS
        ),
    ]
    for (rows, _), points in told:
        assert [people(value, lang) for value in rows["value"]] == [
            point.people for point in points
        ]
        assert all(point.series and point.vintage and point.sources for point in points)
    reported = {source.batch_id for point in told[1][1] for source in point.sources}
    assert reported == {"", batch_id}


def test_a_source_is_named_shortly_in_english(record: Record) -> None:
    (source,) = total_told(record, now(record), NONE_ADDED, "en")[0].sources
    assert source.name.isascii()
    assert not source.title.isascii()


def test_an_age_is_told_as_it_is_drawn(record: Record) -> None:
    codes = usual_points(record, now(record))
    figures = pyramid_figures(record, now(record), codes, "ja")
    assert len(figures.sides) == 4
    assert figures.sides[0] == f"{pyramid_of(record, now(record), codes, 'ja').shown} 男"
    alone = pyramid_figures(record, now(record), (codes[0], ALONE), "ja")
    assert [row[:3] for row in figures.rows] == list(alone.rows)
