"""What our text lost is copied, never guessed: hints are no values, half a bar is no bar."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

from tests.entered import plan_of
from tests.queries.decisions.answerable import answerable, now
from tests.store.cases import CLERK
from yamato_dx.acts.entering import enter
from yamato_dx.acts.opening import plans_in
from yamato_dx.entries.supplements import SUPPLEMENT, Bar, CopiedText, Footnote, part_name
from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.output.tables.columns import TABLES
from yamato_dx.output.tables.frame_check import check_frame
from yamato_dx.plan.model.serialise import plan_from_document, plan_to_document
from yamato_dx.queries.plan.supplements import (
    AGAINST,
    bars,
    bars_to_enter,
    footnotes,
    footnotes_to_enter,
    parts_of,
    saved_text,
    supplement_counts,
    supplement_counts_by_part,
    supplements_table,
    text_to_enter,
    version_of,
)
from yamato_dx.store.record import Record

PLAN = plans_in(None)[-1]


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with answerable(tmp_path) as record:
        yield record


def edited(held: pd.DataFrame, **years: tuple[str | None, str | None]) -> pd.DataFrame:
    """The grid after somebody chose first and last year of these work items."""
    frame = held.copy()
    for work_item_id, (first, last) in years.items():
        here = frame["work_item_id"] == work_item_id
        frame.loc[here, ["first", "last"]] = [first, last]
    return frame


def test_a_hint_is_never_a_value(record: Record) -> None:
    held = bars(record, now(record), "ja")
    assert len(held) == 32
    assert held["first"].isna().all()
    assert held["last"].isna().all()
    arrows = held["hint"].str.contains("矢印（終わりは不明）")
    assert arrows.sum() == 11
    migration = held.loc[held["work_item_id"] == "w2_5", "hint"].item()
    assert migration == "R6に矢印（終わりは不明）、第5章にR6～R7"


def test_nothing_edited_is_nothing_to_enter(record: Record) -> None:
    held = bars(record, now(record), "ja")
    entered, faults = bars_to_enter(held, held, PLAN, source="原本12ページ", is_checked=False)
    assert (entered, faults) == ({}, ())


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_copied_bars_stand_with_who_and_where_from(record: Record, lang: str) -> None:
    years = ("R5", "R7") if lang == "ja" else ("FY2023", "FY2025")
    held = bars(record, now(record), lang)
    entered, faults = bars_to_enter(
        held, edited(held, w3_2=years), PLAN, source="原本12ページ", is_checked=False
    )
    assert entered == {"bar:w3_2": Bar(FiscalYear(2023), FiscalYear(2025), "原本12ページ")}
    assert faults == ()
    enter(record, SUPPLEMENT, entered, CLERK, plan_id=plan_of(record))
    row = bars(record, now(record), lang).set_index("work_item_id").loc["w3_2"]
    assert (row["first"], row["last"], row["source"]) == (*years, "原本12ページ")
    assert CLERK.name in row["saved"]
    assert supplement_counts(record, now(record)) == (1, 43)


def test_an_emptied_bar_is_taken_away(record: Record) -> None:
    enter(
        record,
        SUPPLEMENT,
        {"bar:w3_2": Bar(FiscalYear(2023), FiscalYear(2025), "p. 12")},
        CLERK,
        plan_id=plan_of(record),
    )
    held = bars(record, now(record), "ja")
    entered, _ = bars_to_enter(
        held, edited(held, w3_2=(None, None)), PLAN, source="p. 12", is_checked=False
    )
    assert entered == {"bar:w3_2": None}


@pytest.mark.parametrize(
    ("years", "source", "code"),
    [
        (("R5", None), "p. 12", "half"),  # where it ends is the question
        ((None, "R7"), "p. 12", "half"),
        (("R7", "R5"), "p. 12", "backwards"),
        (("R5", "R7"), "", "no_source"),
        (("令和５年ごろ", "R7"), "p. 12", "year_unread"),
        (("5", "7"), "p. 12", "year_unread"),  # of which era is not said
        (("R5", "R9"), "p. 12", "year_outside"),
    ],
)
def test_what_is_wrong_is_said(
    record: Record, years: tuple[str | None, str | None], source: str, code: str
) -> None:
    held = bars(record, now(record), "ja")
    _, faults = bars_to_enter(held, edited(held, w3_2=years), PLAN, source=source, is_checked=False)
    assert {one.code for one in faults} == {code}


@pytest.mark.parametrize(
    "years", [("令和5年度", "令和7年度"), ("2023", "2025"), ("R5", "FY2025"), ("Ｒ５", "2025年度")]
)
def test_a_year_is_read_as_offices_write_it(record: Record, years: tuple[str, str]) -> None:
    held = bars(record, now(record), "ja")
    copied = edited(held, w3_2=years)
    entered, faults = bars_to_enter(held, copied, PLAN, source="p. 12", is_checked=False)
    assert entered == {"bar:w3_2": Bar(FiscalYear(2023), FiscalYear(2025), "p. 12")}
    assert faults == ()


def test_the_same_year_written_otherwise_is_no_change(record: Record) -> None:
    enter(
        record,
        SUPPLEMENT,
        {"bar:w3_2": Bar(FiscalYear(2023), FiscalYear(2025), "p. 12")},
        CLERK,
        plan_id=plan_of(record),
    )
    held = bars(record, now(record), "ja")
    copied = edited(held, w3_2=("令和5年度", "2025"))
    assert bars_to_enter(held, copied, PLAN, source="p. 12", is_checked=False) == ({}, ())


@pytest.mark.parametrize(
    ("years", "is_asked"),
    [
        (("R4", "R5"), True),  # an arrow in R6 is left, and R6–R7 in words
        (("R6", "R6"), True),
        (("R6", "R7"), False),
        (("R5", "R7"), False),
    ],
)
def test_a_bar_that_contradicts_what_is_left_is_asked(
    record: Record, years: tuple[str, str], is_asked: bool
) -> None:
    held = bars(record, now(record), "ja")
    copied = edited(held, w2_5=years)
    entered, faults = bars_to_enter(held, copied, PLAN, source="p. 12", is_checked=False)
    assert [one.code for one in faults] == ([AGAINST] if is_asked else [])
    assert bars_to_enter(held, copied, PLAN, source="p. 12", is_checked=True) == (entered, ())


def test_footnotes_show_our_words_as_ours_and_the_copied_ones_as_copied(record: Record) -> None:
    held = footnotes(record, now(record), "ja")
    assert [one["number"] for one in held] == [str(number) for number in range(1, 10)]
    assert all(one["definition"] == "" and one["our_definition"] for one in held)
    told = {one["number"]: ("", "") for one in held} | {"7": ("BPR", "業務の再構築")}
    entered, faults = footnotes_to_enter(held, told, "原本20ページ")
    assert entered == {"footnote:7": Footnote("BPR", "業務の再構築", "原本20ページ")}
    assert faults == ()
    enter(record, SUPPLEMENT, entered, CLERK, plan_id=plan_of(record))
    again = footnotes(record, now(record), "ja")
    assert again[6]["definition"] == "業務の再構築"
    assert again[6]["our_definition"] == held[6]["our_definition"]
    # It is still one of those that our text lost.
    assert len(again) == 9
    half = told | {"8": ("校務", "")}
    assert footnotes_to_enter(again, half, "p.")[1][0].code == "half_footnote"


@pytest.mark.parametrize("name", ["organisation", "training_plan"])
def test_a_text_is_kept_whole(record: Record, name: str) -> None:
    assert saved_text(record, now(record), name, "ja").text == ""
    entered, _ = text_to_enter(name, "本部長（副町長）\n└ 事務局", "原本30ページ")
    enter(record, SUPPLEMENT, entered, CLERK, plan_id=plan_of(record))
    saved = saved_text(record, now(record), name, "ja")
    assert (saved.text, saved.source) == ("本部長（副町長）\n└ 事務局", "原本30ページ")
    assert text_to_enter(name, "", "")[0] == {name: None}
    assert [one.code for one in text_to_enter(name, "本部長", "")[1]] == ["no_source"]


def test_the_table_to_take_away(record: Record) -> None:
    assert supplements_table(record, now(record), "ja").empty
    enter(
        record,
        SUPPLEMENT,
        {
            "bar:w3_2": Bar(FiscalYear(2023), FiscalYear(2025), "p. 12"),
            "footnote:7": Footnote("BPR", "業務の再構築", "p. 20"),
            "organisation": CopiedText("本部長", "p. 30"),
        },
        CLERK,
        plan_id=plan_of(record),
    )
    for lang in ("ja", "en"):
        frame = supplements_table(record, now(record), lang)
        assert check_frame(frame, TABLES["supplements"]) == []
        assert len(frame) == 3
    assert version_of(record, now(record)).plan_version == "2.0"


def test_another_towns_gaps_get_their_places_by_what_its_plan_says(minato: Record) -> None:
    plan = version_of(minato, now(minato))
    assert list(parts_of(plan)) == ["bars", "text:annex_b", "text:annex_c"]
    assert part_name(plan, "text:annex_b", "ja") == "別表B 施設の一覧"
    assert supplement_counts_by_part(minato, now(minato)) == {
        "bars": (0, 2),
        "text:annex_b": (0, 1),
        "text:annex_c": (0, 1),
    }
    entered, faults = text_to_enter("text:annex_b", "公民館、図書館", "別表Bの写し")
    assert faults == ()
    enter(minato, SUPPLEMENT, entered, CLERK, plan_id=plan_of(minato))
    assert saved_text(minato, now(minato), "text:annex_b", "ja").text == "公民館、図書館"
    assert saved_text(minato, now(minato), "text:annex_c", "ja").text == ""
    assert supplement_counts(minato, now(minato)) == (1, 4)
    table = supplements_table(minato, now(minato), "en")
    assert table["supplement_name"].tolist() == ["Annex B, list of facilities"]


def test_yamatos_gaps_are_where_they_were() -> None:
    assert [(name, len(gaps)) for name, gaps in parts_of(PLAN).items()] == [
        ("bars", 2),  # lost years, and ends of arrows: one grid
        ("footnotes", 1),
        ("organisation", 1),
        ("training_plan", 1),
    ]


def test_a_gap_recorded_before_kinds_were_told_is_a_text() -> None:
    document = json.loads(plan_to_document(PLAN))
    for gap in document["gaps"]:
        del gap["kind"]
    plan = plan_from_document(json.dumps(document))
    assert next(iter(parts_of(plan))) == "text:lost_bars"
    assert len(parts_of(plan)) == 5
