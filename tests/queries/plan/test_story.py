"""計画の概要, and what others publish beside it."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from tests.entered import plan_of
from yamato_dx.acts.actor import Actor
from yamato_dx.acts.entering import enter
from yamato_dx.entries.story import HOLDER, PRINCIPLE_LINK, Holder
from yamato_dx.entries.supplements import SUPPLEMENT, CopiedText
from yamato_dx.i18n import LANGUAGES
from yamato_dx.output.tables.columns import TABLES
from yamato_dx.output.tables.frame_check import check_frame
from yamato_dx.plan.folder.references import REFERENCE_COLUMNS, read_references
from yamato_dx.plan.model.fault import PlanRefused
from yamato_dx.queries.assessed import View, view_of
from yamato_dx.queries.plan.references import references_of, references_on, references_table
from yamato_dx.queries.plan.story import (
    holders_to_enter,
    linked_initiatives,
    links_to_enter,
    organisation,
    plan_story,
)
from yamato_dx.root import ROOT
from yamato_dx.store.record import Record

EXTRACT = (
    ROOT.parent / "shared" / "reference" / "data" / "dx_dashboard" / "yamato_43447_extract.csv"
)
STANDARDISATION = EXTRACT.parents[1] / "standardization" / "yamato_434477_standardization.csv"
REFERENCES = ROOT / "data" / "published" / "references"
CLERK = Actor.at_server("企画係")


def now(record: Record) -> View:
    return view_of(record, on=date(2026, 6, 15))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_everything_names_its_chapter(record: Record, lang: str) -> None:
    story = plan_story(record, now(record), lang)
    assert len(story.principles) == 6
    said = (
        *story.purpose,
        *story.background,
        *story.history,
        *story.review_rule,
        *story.readings,
    )
    assert all(one.text and one.chapter for one in (*said, *story.related_plans, *story.principles))


def test_history_is_as_exact_as_the_plan(record: Record) -> None:
    heads = [one.head for one in plan_story(record, now(record), "ja").history]
    assert heads[0] == "2020年12月25日"
    assert "令和5年度" in heads  # the month is not stated
    assert heads[-1] == "2024年4月"


def test_no_principle_is_linked_until_somebody_links_it(record: Record) -> None:
    assert [one.initiatives for one in plan_story(record, now(record), "ja").principles] == [()] * 6
    links = links_to_enter({}, {1: (4, 9), 6: (9,)})
    enter(record, PRINCIPLE_LINK, links, CLERK, plan_id=plan_of(record))
    assert linked_initiatives(record, now(record)) == {1: (4, 9), 6: (9,)}
    assert plan_story(record, now(record), "ja").principles[0].initiatives == (4, 9)
    enter(
        record,
        PRINCIPLE_LINK,
        links_to_enter({1: (4, 9), 6: (9,)}, {1: (9,)}),
        CLERK,
        plan_id=plan_of(record),
    )
    assert linked_initiatives(record, now(record)) == {1: (9,)}


def test_only_stated_relations_are_drawn(record: Record) -> None:
    found = organisation(record, now(record), "ja")
    drawn = {
        (relation.role.role_id, branch.role.role_id)
        for branch in found.branches
        for relation in branch.relations
    }
    assert drawn == {
        ("head", "headquarters"),
        ("member", "headquarters"),
        ("external_experts", "headquarters"),
        ("secretariat", "headquarters"),
        ("dx_team", "headquarters"),
        ("cio_assistant", "cio"),
    }
    assert [one.role_id for one in found.alone] == ["information_unit", "sections_concerned"]


def test_nobody_is_cio_until_somebody_says_so(record: Record) -> None:
    boxes = {one.role_id: one for one in organisation(record, now(record), "ja").roles}
    assert (boxes["cio"].held_by, boxes["cio"].holder) == ("", "")
    assert boxes["head"].held_by == "副町長"  # stated; that the head is CIO is not
    held = holders_to_enter(
        boxes.values(), {"cio": Holder("山田", "副町長"), "head": Holder("", "")}
    )
    assert held == {"cio": Holder("山田", "副町長")}
    enter(record, HOLDER, held, CLERK, plan_id=plan_of(record))
    boxes = {one.role_id: one for one in organisation(record, now(record), "ja").roles}
    assert boxes["cio"].holder == "山田"
    assert holders_to_enter(boxes.values(), {"cio": Holder("", "")}) == {"cio": None}


def test_copies_from_the_original_are_shown(record: Record) -> None:
    assert organisation(record, now(record), "ja").chart is None
    enter(
        record,
        SUPPLEMENT,
        {"training_plan": CopiedText("年3回", "別紙")},
        CLERK,
        plan_id=plan_of(record),
    )
    copied = organisation(record, now(record), "ja").training_plan
    assert copied is not None
    assert (copied.text, copied.source) == ("年3回", "別紙")


def test_four_levels_and_the_trainings_by_year(record: Record) -> None:
    found = organisation(record, now(record), "ja")
    assert len(found.levels) == 4
    (training,) = found.trainings
    assert training.kpi_no == "8"
    assert [one.sessions for one in training.years] == ["–"] * 4


def test_reference_figures_equal_the_publication() -> None:
    if not EXTRACT.exists():
        pytest.skip("the reference data are not beside this repository")
    with EXTRACT.open(encoding="utf-8-sig", newline="") as file:
        published = {
            f"{row['category']} / {row['indicator'].strip()}": row["yamato_value_raw"]
            for row in csv.DictReader(file)
        }
    every = read_references(REFERENCES)
    rows = every[every["publisher_ja"].str.startswith("デジタル庁")]
    assert len(rows) == 13 + 18
    words = {"done": "実施", "not_done": "未実施"}
    for row in rows.to_dict("records"):
        raw = published[row["source_label"]]
        share = row["reference_value"]
        ours = words.get(row["value_status"]) or f"{round(share * 100, 1):g}%"
        assert ours == raw, row["indicator_id"]
    blank = [one for one in published.values() if not one]
    assert len(blank) == 34  # no figure, not 0: none of them is taken


def test_figures_on_standardisation_equal_the_transcript() -> None:
    if not STANDARDISATION.exists():
        pytest.skip("the reference data are not beside this repository")
    with STANDARDISATION.open(encoding="utf-8-sig", newline="") as file:
        operation, steps, support = (rows := csv.DictReader(file)).fieldnames or ()
        theirs = {row[operation]: row for row in rows}
    every = read_references(REFERENCES)
    ours = every[every["initiative_no"] == 2].set_index("indicator_id")
    marked = [name for name, row in theirs.items() if row[support] == "●"]
    assert len(marked) == int(theirs["全体(overall_rate)"][support]) == 17
    assert ours.loc["special_support", "numerator"] == len(marked) - 1  # 共通機能 is no operation
    overall = float(theirs["全体(overall_rate)"][steps])
    assert ours.loc["step_overall", "reference_value"] == overall
    for row in ours[ours.index.str.startswith("steps_")].to_dict("records"):
        said = theirs[row["indicator_ja"]]
        assert row["reference_value"] == float(said[steps])
        assert ("特定移行支援" in str(row["note_ja"])) == (said[support] == "●")


@pytest.mark.parametrize(
    ("initiative_no", "figures"),
    [
        (
            2,
            {
                "特定移行支援システムに該当する見込みの業務": "16/20（80%）",
                "標準化の手順書に沿った作業の進み具合": "82%",
            },
        ),
        (3, {"マイナンバーカードの保有状況": "74%"}),
        (
            4,
            {
                "子育て・介護26手続のオンライン化状況": "100%",
                "よく使う32手続のオンライン化状況": "10/21（48%）",
            },
        ),
        (5, {"AIの導入状況": "未実施", "RPAの導入状況": "未実施"}),
        (7, {"テレワークの導入状況": "実施"}),
        (1, {}),
    ],
)
def test_figures_stand_beside_their_initiative(
    record: Record, initiative_no: int, figures: dict[str, str]
) -> None:
    found = references_of(record, initiative_no, "ja")
    assert {one.name: one.value for one in found if not one.is_detail} == figures
    assert all(one.publisher and one.made for one in found)


def test_organisation_and_people(record: Record) -> None:
    values = {one.name: one.value for one in references_on(record, "people", "ja")}
    assert values["外部人材活用"] == "未実施"
    assert len(references_on(record, "organisation", "en")) == 4


def test_another_town_has_none(minato: Record) -> None:
    assert references_table(minato, "ja").empty
    assert references_of(minato, 4, "ja") == ()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_reference_table_is_as_described(record: Record, lang: str) -> None:
    table = references_table(record, lang)
    assert check_frame(table, TABLES["references"]) == []
    assert len(table) == 31 + 22


GOOD = {
    "municipality_code": "434477",
    "topic": "initiative",
    "initiative_no": "4",
    "indicator_id": "a",
    "indicator_ja": "甲",
    "indicator_en": "a",
    "reference_value": "0.5",
    "published_on": "2024-07-12",
    "source": "資料",
}


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"source": ""}, "benchmark_blank"),
        ({"topic": "other"}, "reference_word"),
        ({"initiative_no": ""}, "reference_word"),  # beside which one?
        ({"topic": "people"}, "reference_word"),  # an initiative is none of its people
        ({"reference_value": "48%"}, "benchmark_value"),  # shares are 0–1 in files
        ({"reference_value": ""}, "reference_value_or_state"),
        ({"value_status": "done"}, "reference_value_or_state"),
        ({"published_on": "R6.7.12"}, "benchmark_date"),
    ],
)
def test_a_wrong_cell_is_named(tmp_path: Path, change: dict[str, str], code: str) -> None:
    row = {name: (GOOD | change).get(name, "") for name in REFERENCE_COLUMNS}
    with (tmp_path / "a.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(REFERENCE_COLUMNS))
        writer.writeheader()
        writer.writerow(row)
    with pytest.raises(PlanRefused) as refused:
        read_references(tmp_path)
    (fault,) = refused.value.faults
    assert (fault.code, fault.line) == (code, 2)
    assert all(fault.sentence(lang) and fault.mend(lang) for lang in LANGUAGES)


def test_wrong_columns_and_no_files(tmp_path: Path) -> None:
    assert read_references(tmp_path / "none").empty
    (tmp_path / "a.csv").write_text("x,y\n1,2\n", encoding="utf-8")
    with pytest.raises(PlanRefused):
        read_references(tmp_path)
