"""What goes wrong with these figures elsewhere, one test each (DATA.md, section A)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.population.reference import (
    CODE,
    FOLDER,
    figure,
    own_figures,
    published,
    reference,
    reference_rows,
)
from yamato_dx.errors import Refused
from yamato_dx.i18n import LANGUAGES
from yamato_dx.population.age_groups import by_age_group
from yamato_dx.population.projection import beside_counts, settled
from yamato_dx.population.published import COLUMNS, read_published
from yamato_dx.population.shares import with_shares


def of_kind(kind: str):
    tables = published()
    kinds = dict(zip(tables.series["series"], tables.series["kind"], strict=True))
    rows = by_age_group(own_figures())
    return rows[(rows["sex"] == "total") & (rows["series"].map(kinds) == kind)]


def test_2020_as_counted_is_not_2020_with_unknown_ages_imputed() -> None:
    assert figure("census", 2020, "15-64") == 5455  # 原数値
    assert figure("census_imputed", 2020, "15-64") == 5458  # 不詳補完値, the plan's
    assert 5455 not in of_kind("imputed")["15-64"].tolist()


def test_2015_is_used_as_finally_published() -> None:
    assert figure("census", 2015, vintage="preliminary") == 15164
    assert figure("census", 2015, vintage="final") == 15149
    rows = settled(of_kind("census").dropna(subset="total"))
    assert rows.loc[rows["date"].dt.year == 2015, "total"].tolist() == [15149]


def test_1985_is_no_peak() -> None:
    working = of_kind("census").dropna(subset="15-64").set_index("date")["15-64"]
    assert working["1985-10-01"] == 15896  # the bands' sum, not the 15,897 of second hand
    assert working["1980-10-01"] == 16905 == working.max()
    assert 15897 not in own_figures()["population"].tolist()


def test_the_other_town_of_the_same_name_is_not_mixed_in() -> None:
    lines = reference("estat", "ecitizen_estat_census2015_population_00100.csv")
    others = [one for one in lines.read_text("cp932").splitlines() if "404 山都町" in one]
    assert others
    assert '"3,208"' in others[0]
    figures = published().figures
    assert "074047" not in set(figures["municipality_code"])
    assert 3208 not in figures.loc[figures["age_group"] == "total", "population"].tolist()
    assert published().namesakes["namesake_code"].tolist() == ["074047"]


def test_the_preliminary_count_of_2025_is_not_the_projection_for_2025() -> None:
    assert figure("census", 2025) == 11670
    assert figure("ipss_2023", 2025) == 11830
    rows = beside_counts(of_kind("projection"), of_kind("census").dropna(subset="total"))
    row = rows[(rows["series"] == "ipss_2023") & (rows["date"].dt.year == 2025)].iloc[0]
    assert (row["counted"], row["counted_vintage"], row["difference"]) == (
        11670,
        "preliminary",
        -160,
    )


def test_the_2018_projection_starts_in_2015() -> None:
    rows = of_kind("projection")
    years = rows[rows["series"] == "ipss_2018"]["date"].dt.year
    assert (years.min(), years.max()) == (2015, 2045)
    beside = beside_counts(rows, of_kind("census").dropna(subset="total"))
    bases = beside[beside["is_base"]].groupby("series")["date"].first().dt.year
    assert bases.to_dict() == {"ipss_2018": 2015, "ipss_2023": 2020}
    # 2020 is projected there, not the count: 13,498, and 5,419 of working age.
    assert figure("ipss_2018", 2020) == 13498


def test_6440_is_the_2018_projection_and_6522_the_2023() -> None:
    assert figure("ipss_2018", 2045) == 6440
    assert figure("ipss_2023", 2045) == 6522


def test_the_2023_projection_has_its_groups_in_every_year() -> None:
    rows = of_kind("projection")
    rows = rows[rows["series"] == "ipss_2023"]
    assert rows["date"].dt.year.tolist() == [2020, 2025, 2030, 2035, 2040, 2045, 2050]
    assert (rows[["0-14", "15-64", "65+"]].sum(axis=1) == rows["total"]).all()


@pytest.mark.parametrize(
    ("denominator", "share"),
    [("known", 0.4051), ("total", 0.4040)],  # 40.5 % of known ages, 40.4 % of all
)
def test_a_share_depends_on_its_denominator(denominator: str, share: float) -> None:
    rows = with_shares(of_kind("census"), denominator)  # type: ignore[arg-type]
    row = rows[rows["date"] == "2020-10-01"].iloc[0]
    assert row["15-64_share"] == pytest.approx(share, abs=5e-5)
    assert row["denominator"] == {"known": 13467, "total": 13503}[denominator]


def test_share_of_known_ages_is_that_of_the_reference() -> None:
    said = {1980: 64.2, 1985: 62.9, 1990: 60.4, 1995: 57.4, 2000: 54.5, 2005: 52.0, 2010: 50.5,
            2015: 46.4, 2020: 40.5}  # fmt: skip
    rows = with_shares(of_kind("census").dropna(subset="15-64"), "known")
    found = {
        row["date"].year: round(row["15-64_share"] * 100, 1) for row in rows.to_dict("records")
    }
    assert found == said


def test_2050_is_the_plans_1770_of_5466() -> None:
    rows = with_shares(of_kind("projection"), "total")
    row = rows[(rows["series"] == "ipss_2023") & (rows["date"].dt.year == 2050)].iloc[0]
    assert (row["15-64"], row["total"]) == (1770, 5466)
    assert round(row["15-64_share"], 3) == 0.324


def test_14677_is_the_register_of_2020_and_not_of_2019() -> None:
    register = own_figures()
    register = register[(register["series"] == "resident_register_mic")]
    (day,) = register.loc[register["population"] == 14677, "date"]
    assert day.date().isoformat() == "2020-01-01"


def test_estimates_of_second_hand_are_not_among_the_figures() -> None:
    doubtful = [
        int(row["value"])
        for row in reference_rows("population", "population_yamato.csv")
        if row["series"] == "人口推計(県/推計人口)"
    ]
    assert doubtful
    totals = own_figures().loc[own_figures()["age_group"] == "total", "population"]
    assert set(totals) & set(doubtful) == set()


# --- what the reader of data/population refuses ---

HEADER = ",".join(COLUMNS["figures"])
GOOD = "434477,2020-10-01,census,final,total,total,13503,国勢調査,e-Stat,O,未確認,"


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (GOOD.replace("434477", "434478"), "data_broken"),  # check digit
        (GOOD.replace("434477", "43447"), "data_broken"),  # five digits
        (GOOD.replace("2020-10-01", "2020/10/1"), "data_broken"),
        (GOOD.replace("13503", "13,503"), "data_broken"),  # a cell too many
        (GOOD.replace("13503", "1.5"), "data_broken"),
        (GOOD.replace("total,total", "total,65歳以上"), "data_broken"),
        (GOOD.replace("total,total", "計,total"), "data_broken"),
        (f"{GOOD}\n{GOOD}", "data_repeated"),
    ],
)
def test_a_broken_figure_is_refused_with_its_place(tmp_path: Path, line: str, message: str) -> None:
    folder = tmp_path / "figures"
    folder.mkdir()
    (folder / "a.csv").write_text(f"{HEADER}\n{line}\n", encoding="utf-8")
    with pytest.raises(Refused) as refused:
        read_published(tmp_path, CODE)
    assert refused.value.message_id == f"population.{message}"
    for lang in LANGUAGES:
        assert refused.value.sentence(lang)


def test_another_municipality_has_its_own_figures_or_none(tmp_path: Path) -> None:
    assert '"figures": []' in read_published(FOLDER, "131016")
    assert '"figures": []' in read_published(tmp_path, CODE)


MOVEMENT = "434477,2019,resident_register_mic,births,51,住民基本台帳,e-Stat,O,未確認,"


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (MOVEMENT.replace("births", "出生"), "data_broken"),
        (MOVEMENT.replace(",51,", ",-,"), "data_broken"),
        (MOVEMENT.replace("2019", "令和元年"), "data_broken"),
        (f"{MOVEMENT}\n{MOVEMENT}", "data_repeated"),
    ],
)
def test_a_broken_movement_is_refused(tmp_path: Path, line: str, message: str) -> None:
    header = ",".join(COLUMNS["movements"])
    (tmp_path / "movements.csv").write_text(f"{header}\n{line}\n", encoding="utf-8")
    with pytest.raises(Refused) as refused:
        read_published(tmp_path, CODE)
    assert refused.value.message_id == f"population.{message}"
