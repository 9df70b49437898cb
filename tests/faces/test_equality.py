"""Every figure is the same on every face: screens, tables, papers, the page for residents, the
command line; each is read back from what was made."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Final

import pytest

from tests.cli.conftest import Office
from tests.faces import files, papers, screens
from tests.faces.saying import Exact, Figure, Said, agrees, differences, is_rounded, roundings
from tests.queries.conftest import CLERK, delivered, now, previewed, sent
from tests.reports import long_csv
from yamato_dx.acts.confirming.confirmation import confirm
from yamato_dx.acts.opening import Place, open_record
from yamato_dx.acts.publishing.publication import publish
from yamato_dx.plan.model.types import Plan
from yamato_dx.queries.assessed import plan_at
from yamato_dx.store.record import Record

Face = Callable[[Record, Plan], Said]
# What says figures in words, one by one; 取組事項 says most of each, the others are held to it.
USUAL: Final[Face] = screens.initiatives
FACES: Final[Mapping[str, Face]] = {
    "概要": screens.overview,
    "データ出力": screens.data,
    "期末評価": screens.closing,
    "会議資料 xlsx": papers.meeting_workbook,
    "答弁用の事実": papers.facts,
}
# Of what was confirmed and is final.
PUBLIC_FACES: Final[Mapping[str, Face]] = {
    "期末評価書 xlsx": papers.closing_workbook,
    "主要な施策の成果 xlsx": papers.results_workbook,
    "住民向け": papers.residents,
}


# --- what is reported ---


def of_the_samples(record: Record, folder: Path) -> None:
    names = ("r6_madoguchi_cp932.csv", "r5-r7_jisseki_matome.xlsx")
    confirm(record, [sent(record, (folder / name).read_bytes()) for name in names], CLERK)
    publish(record, now(record), CLERK)


# Targets of R5, R6, R7, and the decimals in which a figure near them is reported.
NEAR: Final = {
    "1": ((30, 25, 20), 2), "4": ((300, 600, 1200), 0), "6": ((25, 40, 50), 2),
    "9-1": ((50, 75, 100), 0), "9-2": ((15, 20, 25), 0),
}  # fmt: skip
# Of R5, R6, R7: what is counted, awaited or reduced.
TOLD: Final = {
    "2": ("0/20", "7/20", "19/20"), "3": ("71.35%", "74.05%", "公表待ち"),
    "5": ("11780.5", "10912.25", "9996"), "7": ("0/3", "1/3", "2/3"),
    "8": ("1回（182/190人）", "1回（190/190人）", "2回（187/188人）"),
}  # fmt: skip
FORECAST: Final = "9-2"
CORRECTED: Final = {("R6", "9-1"): "77", ("R5", "4"): "301"}
HEADER: Final = "年度,KPI番号,実績値,状態"


def at_random(record: Record, seed: int) -> None:
    """Near the targets, some of it missing, one of it 見込; two figures are corrected after
    確認."""
    chance = random.Random(seed)
    rows = ["R4,5,12400.4,"]
    for place, year in enumerate(("R5", "R6", "R7")):
        for kpi_no, (targets, digits) in NEAR.items():
            value = targets[place] * chance.uniform(0.85, 1.15)
            state = "見込" if (year, kpi_no) == ("R7", FORECAST) else ""
            if (year, kpi_no) in CORRECTED or chance.random() < 0.9:
                rows.append(f"{year},{kpi_no},{value:.{digits}f}{'%' * (kpi_no == '6')},{state}")
        rows += [f"{year},{kpi_no},{told[place]}," for kpi_no, told in TOLD.items()]
    confirm(record, [sent(record, long_csv(*rows, header=HEADER))], CLERK)
    confirm(record, [corrected(record)], CLERK)
    publish(record, now(record), CLERK)


def corrected(record: Record) -> str:
    rows = (f"{year},{kpi_no},{value}," for (year, kpi_no), value in CORRECTED.items())
    preview = previewed(record, long_csv(*rows, header=HEADER))
    return delivered(record, preview, correction_reason="延べ人数だった")


# --- the faces ---


@pytest.mark.parametrize("source", ["samples", 1])
def test_every_face_says_the_same(
    request: pytest.FixtureRequest,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    source: str | int,
) -> None:
    office = Office(tmp_path, capsys)
    with open_record(Place(database=office.database)) as record:
        if isinstance(source, int):
            at_random(record, source)
        else:
            of_the_samples(record, request.getfixturevalue("samples"))
    answers = files.command_line(office)
    with open_record(Place(database=office.database)) as record:
        plan = plan_at(record, now(record))
        table = files.table_csv(record)
        assert files.table_xlsx(record) == table
        assert files.unequal(answers, table) == []
        assert files.unequal(files.closing_csv(record, plan), table) == []
        usual = USUAL(record, plan)
        assert len(usual) == len(plan.kpis) * len(plan.fiscal_years)
        assert list(all_differences(record, plan, usual, table)) == []


def all_differences(record: Record, plan: Plan, usual: Said, table: Exact) -> Iterator[str]:
    """Each with the face that says otherwise."""
    public = [figure for figure in usual if is_public(table, figure)]
    yield from roundings(usual, table)
    for name, face in {**FACES, **PUBLIC_FACES}.items():
        said = face(record, plan)
        assert len(said) >= len(plan.kpis) - 1, name  # 期末評価 has a duty of every year
        figures = public if name in PUBLIC_FACES else list(usual)
        yield from (f"{name}: {words}" for words in differences(said, usual, figures))
    yield from papers.missing(record, plan, usual)


def is_public(table: Exact, figure: Figure) -> bool:
    """Whether it, and the year before that it is held against, is final."""
    number, year = figure
    held = (table.get((number, of), {}).get("value_status") for of in (year - 1, year))
    return not any(held)


# --- that a face which rounds otherwise is found ---


def test_what_agrees_and_what_does_not() -> None:
    assert agrees("21.0%", "21.0%（9,796時間）")
    assert agrees("1回実施・182/190人", "1回（182/190人）")
    assert not agrees("21%", "21.0%")
    assert not agrees("2", "22.3分")
    assert not agrees("9,79", "9,796時間")
    assert not agrees("", "96人")


def test_what_is_rounded_and_what_is_not() -> None:
    assert is_rounded("26.3", 26.2833)
    assert is_rounded("1,105", 1105.0)
    assert is_rounded("−3.2", -3.2166)
    assert not is_rounded("26.2", 26.2833)
    assert not is_rounded("26.29", 26.2833)
    said = {("1", 2024): {"actual": "26.2分", "attainment": "95.1%"}}
    row = {"actual_value": 26.2833, "gap_value": None, "attainment_ratio": 0.951173}
    exact = {("1", 2024): row | {"rule": "at_most", "unit": "分", "gap_unit": None}}
    assert roundings(said, exact) == ["KPI 1 2024 actual: 26.2 of 26.2833"]
