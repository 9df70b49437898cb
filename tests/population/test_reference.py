"""Every published figure of ours is the one of the reference file, and nothing else is ours."""

from __future__ import annotations

from tests.population.reference import (
    SEXES,
    age_group,
    figure,
    own_figures,
    projection_2023,
    published,
    reference_rows,
)
from yamato_dx.population.age_groups import THREE, by_age_group
from yamato_dx.population.movements import by_year

Key = tuple[str, str, str]


def ours(series: str, vintage: str = "final") -> dict[Key, int]:
    rows = own_figures()
    rows = rows[(rows["series"] == series) & (rows["vintage"] == vintage)]
    years = rows["date"].dt.year.astype(str)
    keys = zip(years, rows["sex"], rows["age_group"], strict=True)
    return dict(zip(keys, rows["population"], strict=True))


def test_census_by_age_and_sex_1980_to_2015() -> None:
    theirs = {
        (row["年"], SEXES[row["性別"]], age_group(row["年齢階級"])): int(row["人口"])
        for row in reference_rows("population", "yamato_census_1980_2015_age5sex.csv")
    }
    found = {key: people for key, people in ours("census").items() if key[0] != "2020"}
    assert len(theirs) == 504
    assert found == theirs


def test_census_2020_by_sex() -> None:
    said = {
        row["項目コード"]: row["値"]
        for row in reference_rows("ssdse", "yamato_ssdse_a_2025_long.csv")
    }
    items = {"total": "A1101", "0-14": "A1301", "15-64": "A1302", "65+": "A1303", "75+": "A1419"}
    ends = {"total": "", "male": "01", "female": "02"}
    for sex, end in ends.items():
        for group, item in items.items():
            assert figure("census", 2020, group, sex) == int(said[item + end]), (sex, group)


def test_three_groups_of_each_census() -> None:
    rows = by_age_group(own_figures()[own_figures()["vintage"] == "final"])
    both = rows[(rows["series"] == "census") & (rows["sex"] == "total")]
    found = {str(row["date"].year): row for row in both.to_dict("records")}
    theirs = reference_rows("population", "yamato_census_3groups_1980_2020.csv")
    assert set(found) == {row["年"] for row in theirs}
    names = {"総人口": "total", "0-14歳": "0-14", "15-64歳": "15-64", "65歳以上": "65+",
             "年齢不詳": "unknown"}  # fmt: skip
    for row in theirs:
        said = {name: int(row[word]) for word, name in names.items()}
        assert {name: found[row["年"]][name] for name in said} == said, row["年"]


def test_projection_2018_by_age_and_sex() -> None:
    theirs = {
        (row["年"].removesuffix("年"), SEXES[row["性別"]], age_group(row["年齢階級"])): int(
            row["人口"]
        )
        for row in reference_rows("ipss", "yamato_ipss2018_age5sex.csv")
    }
    sums = {"total": "総数_published", "male": "男_sum", "female": "女_sum"}
    for row in reference_rows("ipss", "yamato_ipss2018_3groups.csv"):
        year = row["年"].removesuffix("年")
        theirs |= {(year, sex, "total"): int(row[word]) for sex, word in sums.items()}
    assert len(theirs) == 420
    assert ours("ipss_2018", "2018") == theirs


def test_three_groups_of_the_2018_projection() -> None:
    rows = by_age_group(own_figures())
    rows = rows[(rows["series"] == "ipss_2018") & (rows["sex"] == "total")]
    found = {row["date"].year: row for row in rows.to_dict("records")}
    for row in reference_rows("ipss", "yamato_ipss2018_3groups.csv"):
        point = found[int(row["年"].removesuffix("年"))]
        said = {"0-14": row["0-14_sum"], "15-64": row["15-64_sum"], "65+": row["65+_sum"]}
        assert {name: int(point[name]) for name in THREE} == {n: int(v) for n, v in said.items()}


def test_projection_2023() -> None:
    """Three groups of every year from one copy; totals and 2050 agree with another."""
    words = {"total": "total", "0-14": "age_0_14", "15-64": "age_15_64", "65+": "age_65plus"}
    theirs = {
        (row["as_of"][:4], "total", group): int(row[word])
        for row in reference_rows("ipss2023", "yamato_ipss2023_3groups_2020_2050.csv")
        for group, word in words.items()
    }
    assert len(theirs) == 28
    found = ours("ipss_2023", "2023-12-22")
    assert found == theirs
    told = projection_2023()["futurePopulation"]
    other = {(year, "total", "total"): people for year, people in told["total"].items()}
    other["2020", "total", "total"] = told["base2020"]
    for group, name in (("0-14", "young"), ("15-64", "working"), ("65+", "elderly")):
        other["2050", "total", group] = told[f"{name}2050"]
    assert other.items() <= found.items()


def test_2020_with_unknown_ages_imputed() -> None:
    theirs = {
        ("2020", "total", age_group(row["age"])): int(row["value"])
        for row in reference_rows("census", "yamato_census2020_3groups_sex_raw_and_imputed.csv")
        if row["basis"].startswith("不詳補完値")
    }
    assert len(theirs) == 4
    assert ours("census_imputed", "2023-12-22") == theirs


def test_register_2013_to_2025() -> None:
    rows = reference_rows("juki", "yamato_juki_2013_2025.csv")
    theirs = {
        (row["as_of"], sex): int(row[sex])
        for row in rows
        for sex in ("total", "male", "female")
        if row[sex]
    }
    figures = own_figures()
    own = figures[figures["series"] == "resident_register_mic"]
    days = own["date"].dt.date.map(str)
    assert dict(zip(zip(days, own["sex"], strict=True), own["population"], strict=True)) == theirs
    assert set(own["age_group"]) == {"total"}
    words = {"births": "births", "deaths": "deaths", "moved_in": "in_total",
             "moved_out": "out_total", "natural_change": "natural_change",
             "change": "net_change"}  # fmt: skip
    moved = by_year(published().movements)
    moved = moved[moved["series"] == "resident_register_mic"].set_index("year")
    flows = [row for row in rows if row["births"]]
    assert len(flows) == len(moved) == 5
    for row in flows:
        year = moved.loc[int(row["flow_calendar_year"])]
        assert {name: int(year[name]) for name in words} == {
            name: int(row[word]) for name, word in words.items()
        }
        assert year["moves_change"] + year["other_change"] == int(row["social_change"])


def test_births_deaths_and_moves_of_ssdse() -> None:
    items = {"A4101": "births", "A4200": "deaths", "A5101": "moved_in", "A5102": "moved_out"}
    theirs = {
        (int(row["data_year"]), items[row["item_code"]]): int(row["value"])
        for row in reference_rows("ssdse", "yamato_43447_ssdse_a_2018_2026_long.csv")
        if row["item_code"] in items
    }
    rows = published().movements
    own = rows[rows["series"] == "ssdse_a"]
    assert dict(zip(zip(own["year"], own["item"], strict=True), own["people"], strict=True)) == (
        theirs
    )


def test_every_single_figure_of_the_long_table_that_is_good_enough() -> None:
    """Those of second hand without a certain date are left out; README says which."""
    series = {
        "国勢調査2020(原数値)": ("census", "final"),
        "国勢調査(現行境域組替)": ("census", "final"),
        "国勢調査2015(速報)": ("census", "preliminary"),
        "国勢調査2025(速報)": ("census", "preliminary"),
        "計画書本文(IPSS不詳補完)": ("census_imputed", "2023-12-22"),
        "IPSS 2018推計": ("ipss_2018", "2018"),
        "IPSS 2023推計": ("ipss_2023", "2023-12-22"),
    }
    items = {"総人口": "total", "0-14歳": "0-14", "15-64歳": "15-64", "65歳以上": "65+"}
    rows = by_age_group(own_figures())
    rows = rows[rows["sex"] == "total"]
    checked = 0
    for row in reference_rows("population", "population_yamato.csv"):
        if row["series"] in series and row["item"] in items:
            name, vintage = series[row["series"]]
            year = int(row["ref_date"][:4])
            found = rows[
                (rows["series"] == name)
                & (rows["vintage"] == vintage)
                & (rows["date"].dt.year == year)
            ]
            assert found[items[row["item"]]].tolist() == [int(row["value"])], row
            checked += 1
    assert checked > 50


def test_former_municipalities_make_the_whole_of_2000() -> None:
    figures = published().figures
    former = figures[figures["municipality_code"] != "434477"]
    assert sorted(former["population"]) == [3279, 4668, 12386]
    assert former["population"].sum() == figure("census", 2000) == 20333


def test_every_figure_says_where_it_is_from() -> None:
    figures = published().figures
    for column in ("source", "obtained", "grade", "terms"):
        assert (figures[column] != "").all(), column
    assert set(figures["grade"]) == {"O", "D", "C", "S"}
