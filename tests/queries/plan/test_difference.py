"""What a version changed, thing by thing."""

from __future__ import annotations

from dataclasses import replace

from yamato_dx.plan.folder.reading import read_plans
from yamato_dx.plan.model.types import Plan, Principle, Text
from yamato_dx.queries.plan.difference import difference_table, plan_difference
from yamato_dx.root import ROOT

FIRST, SECOND = read_plans(ROOT / "tests" / "towns" / "minato")
Found = list[tuple[str, str, str, str, str | None, str | None]]


def found(before: Plan, after: Plan) -> Found:
    frame = plan_difference(before, after)
    return [
        tuple(None if one != one else one for one in row)  # type: ignore[misc]
        for row in frame.itertuples(index=False, name=None)
    ]


def test_equal_plans_differ_in_nothing() -> None:
    assert found(FIRST, FIRST) == []


def test_between_two_versions_the_targets_and_numbers_that_changed_stand_there() -> None:
    rows = found(FIRST, SECOND)
    assert ("plan", "", "plan_version", "changed", "1.0", "2.0") in rows
    target = ("targets", "library_visits 2027", "target_value", "changed", "50000", "48000")
    assert target in rows
    assert ("kpis", "library_visits", "kpi_no", "changed", "1", "1-1") in rows


def test_a_thing_that_came_or_went_is_one_row() -> None:
    shorter = replace(FIRST, kpis=FIRST.kpis[1:])
    gone = FIRST.kpis[0]
    rows = found(FIRST, shorter)
    assert ("kpis", gone.kpi_id, "", "removed", gone.name.ja, None) in rows
    # Its targets went with it.
    assert [row[1] for row in rows if row[0] == "targets"] == [
        f"{gone.kpi_id} {target.fiscal_year.start_year}" for target in gone.targets
    ]
    came = [row for row in found(shorter, FIRST) if row[0] == "kpis" and row[3] == "added"]
    assert came == [("kpis", gone.kpi_id, "", "added", None, gone.name.ja)]


def test_a_line_put_between_two_others_does_not_change_those() -> None:
    first = FIRST.initiatives[0]
    lines = (Text("新しい狙い", "new"), *first.aims)
    longer = replace(FIRST, initiatives=(replace(first, aims=lines), *FIRST.initiatives[1:]))
    number = first.initiative_no
    assert found(FIRST, longer) == [
        ("initiative_lines", f"{number} aims 1", "", "added", None, "新しい狙い")
    ]


def test_another_order_is_told() -> None:
    principles = (
        Principle(1, Text("一", "one"), "第1章"),
        Principle(2, Text("二", "two"), "第1章"),
    )
    before, after = (replace(FIRST, principles=one) for one in (principles, principles[::-1]))
    assert found(before, after) == [("principles", "", "", "reordered", "1, 2", "2, 1")]


def test_a_reader_sees_names_not_codes() -> None:
    table = difference_table(FIRST, SECOND, "ja")
    row = table[table["item"] == "library_visits 2027"].iloc[0]
    labels = row[["table_label", "item_label", "field_label", "change_label"]]
    assert list(labels) == ["年度目標", "1-1 図書館利用者数 2027", "目標値", "変更"]
    assert table.notna()[["table_label", "field_label", "change_label"]].all(axis=None)
