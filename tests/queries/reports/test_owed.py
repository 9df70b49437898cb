"""What a section owes, what its typed report would change, and the receipt it keeps."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd
import pytest

from tests.entered import enter, plan_of
from yamato_dx.acts.actor import Actor
from yamato_dx.acts.entering import enter_together
from yamato_dx.acts.loading import load_plans
from yamato_dx.acts.report import send_report
from yamato_dx.entries.sections import Owner
from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.plan.model.serialise import plan_to_document
from yamato_dx.plan_keys import parted
from yamato_dx.queries.assessed import View, plans_at
from yamato_dx.queries.register.sections import (
    owner_grid,
    read_month_day,
    read_register,
    section_grid,
    section_names,
)
from yamato_dx.queries.reports.owed import Owed, owed, sections_on, year_to_report, years_to_report
from yamato_dx.queries.reports.owned import owned_things, without_owner
from yamato_dx.queries.reports.preview import (
    ProgressCells,
    TypedReport,
    TypedRow,
    preview_typed,
)
from yamato_dx.queries.reports.receipt import receipt_of
from yamato_dx.queries.town import town_at
from yamato_dx.store.promise.refusals import Stale
from yamato_dx.store.record import Record

ON = date(2026, 6, 15)
YEAR = FiscalYear(2025)
CLERK = Actor.at_server("窓口係")
CERTIFICATES, COURSES = "convenience_store_certificates", "smartphone_course_attendees"


def view(record: Record, on: date = ON) -> View:
    return View(record.head(), on)


def register(record: Record, *keys: str, due: str | None = None, to: str | None = None) -> None:
    section = {"name_ja": "住民課", "name_en": "Residents", "valid_from": None, "valid_to": to}
    enter(record, "section", {"s01": section}, CLERK)
    owners = {key: {"section_id": "s01", "report_due": due} for key in keys}
    enter(record, "owner", owners, CLERK)


def asked(record: Record, section_id: str | None = "s01", year: FiscalYear = YEAR) -> Owed:
    return owed(record, view(record), year, "ja", section_id=section_id)


def say(record: Record, **said: Any) -> None:
    """A new load of the plan, of whose KPI 4 it says more."""
    (plan,) = plans_at(record, record.head())
    kpis = tuple(replace(kpi, **said) if kpi.kpi_id == CERTIFICATES else kpi for kpi in plan.kpis)
    document = plan_to_document(replace(plan, kpis=kpis))
    load_plans(record, plan.plan_id, {plan.plan_version: document})


def test_what_a_plan_does_not_say_is_not_told(record: Record) -> None:
    register(record, f"kpi:{CERTIFICATES}")
    (kpi,) = asked(record).kpis
    assert (kpi.final_by, kpi.calendar_year, kpi.card) == ("", "", ())
    assert (kpi.year_before, kpi.due) == ("令和6年度", "2026年5月31日")


def test_when_a_figure_can_be_final_and_of_which_months_it_is(record: Record) -> None:
    say(record, period_kind="calendar_year", final_by_month_day=(1, 20))
    register(record, f"kpi:{CERTIFICATES}")
    (kpi,) = asked(record).kpis
    assert kpi.final_by == "2026年1月20日以降"
    assert kpi.calendar_year == "暦年（2025年1月から12月まで）"
    assert kpi.year_before == "2024年（暦年）"


def test_when_the_figure_of_a_fiscal_year_can_be_final_changes_no_verdict(record: Record) -> None:
    register(record, f"kpi:{CERTIFICATES}")
    (before,) = asked(record).kpis
    say(record, final_by_month_day=(9, 30))
    (after,) = asked(record).kpis
    assert (before.final_by, after.final_by) == ("", "2026年9月30日以降")
    assert (after.verdict, after.is_open) == (before.verdict, before.is_open)


def test_how_a_figure_is_got_stands_beside_it(record: Record) -> None:
    register(record, f"kpi:{CERTIFICATES}")
    enter(record, "card", {CERTIFICATES: {"system": "住民記録"}}, CLERK)
    (kpi,) = asked(record).kpis
    assert kpi.card == (("システム", "住民記録"),)


def send(record: Record, typed: TypedReport) -> str:
    preview = preview_typed(record, typed, view(record))
    assert preview.is_sendable, preview.problems
    return send_report(
        record,
        data=None,
        file_name=None,
        values=preview.reading.values,
        progress=preview.reading.progress,
        actor=CLERK,
        previewed_at=preview.revision,
    ).batch_id


def certificates(value: str, year: FiscalYear = YEAR, **cells: Any) -> TypedReport:
    return TypedReport(year, (TypedRow(CERTIFICATES, actual_value=value, **cells),))


# --- what is owed ---


def test_a_section_owes_what_it_owns_and_nothing_else(record: Record) -> None:
    register(record, f"kpi:{CERTIFICATES}", "work_item:w1_4", "commitment:generative_ai")
    answer = asked(record)
    assert [one.kpi.kpi_id for one in answer.kpis] == [CERTIFICATES]
    assert [parted(one.item_key)[1] for one in answer.items] == ["w1_4", "generative_ai"]
    assert (answer.open_kpis, answer.unreported_items) == (1, 2)


def test_without_a_section_everything_is_in_sight(record: Record) -> None:
    answer = asked(record, None)
    plan = plans_at(record, record.head())[-1]
    assert len(answer.kpis) == len(plan.kpis)
    assert len(answer.items) == len(plan.work_items) + len(plan.commitments)


@pytest.mark.parametrize(
    ("due", "shown", "is_default"),
    [("05-20", "2026年5月20日", False), (None, "2026年5月31日", True)],
)
def test_due_day_is_the_towns_or_the_default(
    record: Record, due: str | None, shown: str, is_default: bool
) -> None:
    register(record, f"kpi:{CERTIFICATES}", due=due)
    (one,) = asked(record).kpis
    assert (one.due, one.due_is_default) == (shown, is_default)


def test_target_last_year_and_what_stands_are_in_sight(record: Record) -> None:
    register(record, f"kpi:{CERTIFICATES}")
    send(record, certificates("640", FiscalYear(2024)))
    (one,) = asked(record).kpis
    assert (one.target, one.last_year, one.standing) == ("1,200件以上", "640件", "")
    assert one.is_open
    number = send(record, certificates("1105"))
    (one,) = asked(record).kpis
    assert (one.standing, one.batch_id, one.is_open) == ("1,105件", number, False)


def test_a_missing_last_year_is_not_0(record: Record) -> None:
    (one, *_) = asked(record, None).kpis
    assert one.last_year == "–"


def test_hours_are_shown_as_reported_not_as_the_share_they_fell(record: Record) -> None:
    for year, hours in ((FiscalYear(2022), "12400"), (FiscalYear(2024), "10912")):
        send(record, TypedReport(year, (TypedRow("overtime_hours", actual_value=hours),)))
    (one,) = [kpi for kpi in asked(record, None).kpis if kpi.kpi.kpi_id == "overtime_hours"]
    assert one.last_year == "10,912時間"


def test_an_item_shows_its_last_report_and_never_a_default(record: Record) -> None:
    register(record, "work_item:w1_4")
    (one,) = asked(record).items
    assert one.standing is None
    send(record, TypedReport(YEAR, progress=(ProgressCells("w1_4", "実施中", "R6.4"),)))
    (one,) = asked(record).items
    assert one.standing is not None
    assert one.standing.status == "under_way"


def test_a_section_that_is_gone_owns_nothing(record: Record) -> None:
    register(record, f"kpi:{CERTIFICATES}", to="2026-03-31")
    assert sections_on(record, view(record)) == ()
    plan = plans_at(record, record.head())[-1]
    town = town_at(record, record.head(), plan.plan_id)
    assert len(without_owner(town, plan, ON, "ja")) == 59
    assert len(without_owner(town, plan, date(2026, 3, 31), "ja")) == 58


def test_no_number_tells_two_items_alike(record: Record) -> None:
    items = [
        one for one in owned_things(plans_at(record, record.head())[-1], "ja") if one.kind != "kpi"
    ]
    assert len({one.number for one in items}) == len(items)


@pytest.mark.parametrize(
    ("on", "start_year"),
    [
        (date(2025, 3, 31), 2023),  # FY2024 is still under way
        (date(2025, 4, 1), 2024),
        (date(2030, 4, 1), 2025),  # the plan's last
        (date(2020, 4, 1), 2022),  # its first
    ],
)
def test_year_to_report_is_the_last_that_ended(record: Record, on: date, start_year: int) -> None:
    assert year_to_report(plans_at(record, record.head())[-1], on) == FiscalYear(start_year)


def test_years_go_on_after_the_plan(record: Record) -> None:
    years = [one.start_year for one in years_to_report(plans_at(record, record.head())[-1], ON)]
    assert years == [2022, 2023, 2024, 2025, 2026]


# --- what typed cells would change ---


def test_preview_of_typed_cells_says_what_a_send_then_brings(record: Record) -> None:
    preview = preview_typed(record, certificates("1105"), view(record))
    (change,) = preview.changes.to_dict("records")
    assert (change["verdict_before"], change["verdict_after"]) == ("not_reported", "nearly_met")
    assert preview.counts == {"new": 1, "changed": 0, "unchanged": 0}
    assert record.head() == preview.revision  # nothing was written
    send(record, certificates("1105"))
    again = preview_typed(record, certificates("1105"), view(record))
    assert again.counts == {"new": 0, "changed": 0, "unchanged": 1}
    assert again.changes.empty


def test_unlikely_value_waits_for_a_yes(record: Record) -> None:
    send(record, certificates("640", FiscalYear(2024)))
    asked_about = preview_typed(record, certificates("6400"), view(record))
    assert [one.code for one in asked_about.obstacles] == ["far_from_last_year"]
    (problem,) = asked_about.obstacles
    yes = ((problem.problem_id, "yes"),)
    assert preview_typed(
        record, replace(certificates("6400"), answers=yes), view(record)
    ).is_sendable
    other = replace(certificates("64000"), answers=yes)  # a yes to other digits is none to these
    assert not preview_typed(record, other, view(record)).is_sendable


def test_second_of_two_is_told_before_theirs_counts(record: Record) -> None:
    mine = preview_typed(record, certificates("1105"), view(record))
    other = send(record, certificates("1150"))
    with pytest.raises(Stale):
        send_report(
            record,
            data=None,
            file_name=None,
            values=mine.values,
            actor=CLERK,
            previewed_at=mine.revision,
        )
    seen = preview_typed(record, certificates("1105"), view(record)).values
    assert seen["change"].tolist() == ["changed"]
    assert seen["before_value"].tolist() == [1150.0]
    assert seen["before_batch_id"].tolist() == [other]


def test_progress_alone_is_a_report(record: Record) -> None:
    typed = TypedReport(YEAR, progress=(ProgressCells("w1_4", "完了", "R6.4", "R7.3", "起案"),))
    preview = preview_typed(record, typed, view(record))
    (change,) = preview.progress
    assert (change.change, change.before) == ("new", None)
    send(record, typed)
    (change,) = preview_typed(record, typed, view(record)).progress
    assert change.change == "unchanged"


def test_nothing_typed_is_nothing_to_send(record: Record) -> None:
    assert not preview_typed(record, TypedReport(YEAR), view(record)).is_sendable


# --- the receipt ---


def test_receipt_holds_what_was_sent(record: Record) -> None:
    row = TypedRow(CERTIFICATES, actual_value="1105", value_status="final", reason="端末の故障")
    item = ProgressCells("w1_4", "実施中", "R6.4", evidence="起案第12号")
    number = send(record, TypedReport(YEAR, (row,), (item,)))
    receipt = receipt_of(record, view(record), number, "ja")
    assert receipt is not None
    (line,) = receipt.lines
    assert (line.kpi, line.period, line.value) == (
        "4 コンビニ交付 発行件数",
        "令和7年度",
        "1,105件",
    )
    assert (line.status, dict(receipt.held_back)) == ("確定", {})
    assert [(reason.about, reason.words) for reason in receipt.reasons] == [
        ("KPI 4 コンビニ交付 発行件数（令和7年度）", "端末の故障")
    ]
    (work,) = receipt.items
    assert (work.status, work.start_month, work.evidence) == ("実施中", "2024年4月", "起案第12号")
    assert receipt_of(record, view(record), "R1-0001", "ja") is None


def test_receipt_names_why_a_verdict_is_held_back(record: Record) -> None:
    """As the report left it: what is reported later changes no receipt."""
    number = send(record, TypedReport(YEAR, (TypedRow("overtime_hours", actual_value="9796"),)))
    send(
        record,
        TypedReport(FiscalYear(2022), (TypedRow("overtime_hours", actual_value="12400"),)),
    )
    receipt = receipt_of(record, view(record), number, "ja")
    assert receipt is not None
    (line,) = receipt.lines
    held_back = receipt.held_back[(line.kpi_id, line.fiscal_year)]
    assert (line.value, held_back) == ("9,796時間", "？判定保留（基準値なし）")


# --- 担当課の登録 ---


def edited(record: Record, *names: str, **owners: tuple[str, str]) -> Any:
    """The register as read from the grids with these names added and these owners entered."""
    plan = plans_at(record, record.head())[-1]
    town = town_at(record, record.head(), plan.plan_id)
    sections = section_grid(town)
    blank = sections.index[sections["name_ja"] == ""]
    for place, name in zip(blank, names, strict=False):
        sections.loc[place, "name_ja"] = name
    drawn = owner_grid(town, plan, ON, "ja")
    grid = drawn.set_index("key")
    for key, (name, due) in owners.items():
        grid.loc[f"kpi:{key}", ["section", "report_due"]] = [name, due]
    return read_register(
        record, town, sections, grid.reset_index(), plan_id=plan_of(record), on=ON, drawn=drawn
    )


def test_register_is_read_and_changes_alone_are_recorded(record: Record) -> None:
    read = edited(record, "住民課", **{CERTIFICATES: ("住民課", "5月20日")})
    assert read.faults == ()
    assert read.owners == {f"kpi:{CERTIFICATES}": Owner("s01", (5, 20))}
    enter_together(record, read.entered, CLERK, plan_id=plan_of(record))
    assert edited(record).count == 0
    assert [one.name.ja for one in sections_on(record, view(record))] == ["住民課"]


def test_a_column_pasted_into_one_cell_is_a_section_per_line(record: Record) -> None:
    read = edited(record, "住民課\n企画政策課")
    assert [one.name.ja for one in read.sections.values() if one] == ["住民課", "企画政策課"]


@pytest.mark.parametrize(
    ("names", "owner", "code"),
    [
        (("住民課", "住民課"), ("", ""), "name_twice"),
        (("住民課",), ("総務課", ""), "section_unknown"),
        (("住民課",), ("住民課", "そのうち"), "due_unclear"),
        (("住民課",), ("", "5/31"), "due_without_section"),
    ],
)
def test_faults_of_the_register(
    record: Record, names: tuple[str, ...], owner: tuple[str, str], code: str
) -> None:
    read = edited(record, *names, **{CERTIFICATES: owner})
    assert [one.code for one in read.faults] == [code]
    assert read.count == 0


def test_a_section_in_use_is_not_taken_away(record: Record) -> None:
    register(record, f"kpi:{CERTIFICATES}")
    plan = plans_at(record, record.head())[-1]
    town = town_at(record, record.head(), plan.plan_id)
    grid = owner_grid(town, plan, ON, "ja")
    none = section_grid(town).iloc[0:0]
    read = read_register(record, town, none, grid, plan_id=plan_of(record), on=ON, drawn=grid)
    assert [one.code for one in read.faults] == ["section_in_use"]


@pytest.mark.parametrize("due", [None, "05-31"])
def test_what_nobody_touched_stays_as_it_is(record: Record, due: str | None) -> None:
    """The owner's section has ended: its cell is drawn blank, and blank is not taken away."""
    register(record, f"kpi:{CERTIFICATES}", due=due, to="2026-03-31")
    assert (edited(record).count, edited(record).faults) == (0, ())
    other = edited(record, "企画政策課", **{COURSES: ("企画政策課", "")})
    assert (other.faults, list(other.sections)) == ((), ["s02"])
    assert other.owners == {f"kpi:{COURSES}": Owner("s02", None)}


@pytest.mark.parametrize(
    ("cells", "owner"),
    [
        (("", "6/10"), Owner("s01", (6, 10))),  # the day alone was changed
        (("", ""), Owner("s01", None)),
        (("企画政策課", "5/31"), Owner("s02", (5, 31))),
    ],
)
def test_a_cell_as_drawn_keeps_what_is_held(
    record: Record, cells: tuple[str, str], owner: Owner
) -> None:
    register(record, f"kpi:{CERTIFICATES}", due="05-31", to="2026-03-31")
    read = edited(record, "企画政策課", **{CERTIFICATES: cells})
    assert (read.faults, read.owners) == ((), {f"kpi:{CERTIFICATES}": owner})


def test_an_owner_is_taken_away_by_emptying_its_cells(record: Record) -> None:
    register(record, f"kpi:{CERTIFICATES}", due="05-31")
    assert edited(record, **{CERTIFICATES: ("", "")}).owners == {f"kpi:{CERTIFICATES}": None}


def test_a_section_renamed_keeps_what_it_owns(record: Record) -> None:
    register(record, f"kpi:{CERTIFICATES}", due="05-31")
    plan = plans_at(record, record.head())[-1]
    town = town_at(record, record.head(), plan.plan_id)
    drawn, renamed = owner_grid(town, plan, ON, "ja"), section_grid(town)
    renamed.loc[0, "name_ja"] = "町民課"
    read = read_register(record, town, renamed, drawn, plan_id=plan_of(record), on=ON, drawn=drawn)
    assert (read.faults, list(read.sections), read.owners) == ((), ["s01"], {})


def test_two_sections_of_one_name_bar_no_other_save(record: Record) -> None:
    """Saved in the same moment by two people; whoever mends it is held to it, nobody else."""
    section = {"name_ja": "住民課", "name_en": "Residents", "valid_from": None, "valid_to": None}
    enter(record, "section", {"s01": section, "s02": section}, CLERK)
    assert edited(record, "企画政策課").faults == ()
    assert [one.code for one in edited(record, "住民課").faults] == ["name_twice"] * 2


def test_what_another_registered_meanwhile_is_checked_too(record: Record) -> None:
    """Two registers made of the same state: neither doubles a section nor takes an owner's away."""
    plan = plans_at(record, record.head())[-1]
    town = town_at(record, record.head(), plan.plan_id)
    drawn = section_grid(town), owner_grid(town, plan, ON, "ja")
    register(record, f"kpi:{CERTIFICATES}")
    sections = drawn[0].copy()
    sections.loc[0, "name_ja"] = "住民課"
    read = read_register(
        record, town, sections, drawn[1], plan_id=plan_of(record), on=ON, drawn=drawn[1]
    )
    assert [one.code for one in read.faults] == ["name_twice"]
    sections.loc[0, "name_ja"] = "総務課"
    read = read_register(
        record, town, sections, drawn[1], plan_id=plan_of(record), on=ON, drawn=drawn[1]
    )
    assert (read.faults, list(read.sections), read.owners) == ((), ["s02"], {})


def test_a_section_that_came_to_own_something_meanwhile_stays(record: Record) -> None:
    enter_together(record, edited(record, "住民課").entered, CLERK, plan_id=plan_of(record))
    plan = plans_at(record, record.head())[-1]
    town = town_at(record, record.head(), plan.plan_id)
    sections, owners = section_grid(town), owner_grid(town, plan, ON, "ja")
    enter(record, "owner", {f"kpi:{CERTIFICATES}": {"section_id": "s01"}}, CLERK)
    read = read_register(
        record, town, sections.iloc[1:], owners, plan_id=plan_of(record), on=ON, drawn=owners
    )
    assert [one.code for one in read.faults] == ["section_in_use"]


def test_a_section_taken_away_meanwhile_owns_nothing(record: Record) -> None:
    enter_together(record, edited(record, "住民課").entered, CLERK, plan_id=plan_of(record))
    plan = plans_at(record, record.head())[-1]
    town = town_at(record, record.head(), plan.plan_id)
    sections, owners = section_grid(town), owner_grid(town, plan, ON, "ja")
    chosen = owners.copy()
    chosen.loc[chosen["key"] == f"kpi:{CERTIFICATES}", "section"] = "住民課"
    enter(record, "section", {"s01": None}, CLERK)
    read = read_register(
        record, town, sections, chosen, plan_id=plan_of(record), on=ON, drawn=owners
    )
    assert [one.code for one in read.faults] == ["section_gone"]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("5/31", (5, 31)),
        ("05-20", (5, 20)),
        ("５月３１日", (5, 31)),
        ("2026/5/31", (5, 31)),  # what Excel makes of 5/31
        ("2/29", None),  # not in every year
        ("13/1", None),
        ("5月", None),
        ("", None),
    ],
)
def test_due_days_as_offices_write_them(written: str, read: tuple[int, int] | None) -> None:
    assert read_month_day(written) == read


def test_names_on_offer_are_of_the_day() -> None:
    grid = pd.DataFrame(
        {
            "section_id": ["s01", "s02", ""],
            "name_ja": ["旧課", "新課", ""],
            "name_en": ["", "", ""],
            "valid_from": pd.to_datetime([None, "2026-04-01", None]),
            "valid_to": pd.to_datetime(["2026-03-31", None, None]),
        }
    )
    assert section_names(grid, ON) == ["新課"]
    assert section_names(grid, date(2026, 3, 31)) == ["旧課"]
