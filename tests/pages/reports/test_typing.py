"""実績の報告 without a file: cells, draft, preview, reasons, receipt; several people at once."""

from __future__ import annotations

import re

import pytest

from tests.entered import enter
from tests.forms import SEND, TYPING
from tests.pages.visiting import Visit
from tests.queries.conftest import sent
from tests.reports import year_csv
from yamato_dx.acts.actor import Actor
from yamato_dx.acts.opening import plans_in
from yamato_dx.acts.withdrawal import withdraw
from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.i18n import LANGUAGES
from yamato_dx.queries.rights.subjects import EVERYTHING
from yamato_dx.store.record import Record

SECTION = "s01"
KPIS, ITEMS, REASONS = 0, 1, 2  # the parts of the page, in its order
CERTIFICATES = "kpi.convenience_store_certificates"
OVERTIME = "kpi.overtime_hours.actual_value"
ATTENDEES = "kpi.smartphone_course_attendees.actual_value"
OWNED = (
    "kpi:convenience_store_certificates",
    "kpi:overtime_hours",
    "kpi:smartphone_course_attendees",
    "work_item:w1_4",
)
ITEM = "item.yamato_dx/w1_4"


@pytest.fixture
def registered(record: Record) -> Record:
    """One section with three KPIs and a work item."""
    name = {"name_ja": "住民課", "name_en": "Residents", "valid_from": None, "valid_to": None}
    owner = {"section_id": SECTION, "report_due": "05-20"}
    enter(record, "section", {SECTION: name}, Actor.at_server("事務局"))
    enter(record, "owner", dict.fromkeys(OWNED, owner), Actor.at_server("事務局"))
    return record


def at_desk(record: Record, lang: str = "ja", **query: object) -> Visit:
    return Visit.of(record, lang).open("report", section=SECTION, **query)


def obstacles(reader: Visit) -> list[str]:
    """HTML of what must be mended first, one by one."""
    return re.findall(r"<li>.*?</li>", reader.desk_parts()[-1]["html"], re.DOTALL)


def certificates(reader: Visit, figure: str) -> Visit:
    return reader.type(KPIS, {f"{CERTIFICATES}.actual_value": figure})


def preview(reader: Visit) -> Visit:
    return reader.press(TYPING.buttons["preview"])


def send(reader: Visit, who: str = "住民係") -> Visit:
    return reader.fill(SEND.by, who).press(SEND.button)


def received(reader: Visit) -> list[list[str]]:
    return reader.table("reports.typing.receipt.values")


def cell(reader: Visit, name: str) -> str:
    """What a field shows."""
    (value,) = [part["values"][name] for part in reader.desk_parts() if name in part["values"]]
    return str(value)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_page_says_what_is_owed_by_when(registered: Record, lang: str) -> None:
    reader = at_desk(registered, lang)
    counts = {"kpis": 3, "open_kpis": 3, "items": 1, "open_items": 1}
    year = {"ja": "令和7年度", "en": "FY2025"}[lang]
    assert reader.shows("reports.typing.owed", year=year, **counts)
    assert {"ja": "2026年5月20日", "en": "20 May 2026"}[lang] in reader.words()
    others = plans_in(None)[-1].kpi("visitor_stay_minutes")  # of no section
    assert others.short_name.in_language(lang) not in reader.words()


def test_three_numbers_become_a_receipt(registered: Record) -> None:
    reader = certificates(at_desk(registered), "1105")
    reader.type(KPIS, {OVERTIME: "9796"}).type(KPIS, {ATTENDEES: "96"})
    changes = preview(reader).table("reports.sending.changes.title")
    assert [row[0].split()[0] for row in changes] == ["4", "5", "9-1"]
    send(reader)
    (number,) = registered.batches()["batch_id"]
    assert reader.query["receipt"] == number
    assert reader.shows("reports.sending.sent", batch=number)
    figures = [row[2].splitlines() for row in received(reader)]
    assert [figure[0] for figure in figures] == ["1,105件", "9,796時間", "96人"]
    assert reader.say("assessment.hold.no_baseline") in figures[1][1]
    # Sent, nothing is left to go on with.
    assert at_desk(registered).buttons(TYPING.buttons["take_up"]) == []


def test_who_comes_back_goes_on_with_what_was_typed(registered: Record) -> None:
    certificates(at_desk(registered), "1105").type(KPIS, {OVERTIME: "9796"})
    reader = at_desk(registered)
    assert reader.desk_parts() == []
    reader.press(TYPING.buttons["take_up"])
    assert cell(reader, f"{CERTIFICATES}.actual_value") == "1105"
    assert cell(reader, OVERTIME) == "9796"


def test_a_draft_may_be_dropped(registered: Record) -> None:
    certificates(at_desk(registered), "1105")
    reader = at_desk(registered).press(TYPING.buttons["begin_anew"])
    assert cell(reader, f"{CERTIFICATES}.actual_value") == ""
    assert at_desk(registered).buttons(TYPING.buttons["take_up"]) == []


def test_a_draft_is_not_dropped_over_what_was_typed_meanwhile(registered: Record) -> None:
    first = certificates(at_desk(registered), "1105")
    other = at_desk(registered)
    first.type(KPIS, {OVERTIME: "9796"})
    other.press(TYPING.buttons["begin_anew"])
    assert other.shows("store.draft_went_on")
    other.press(TYPING.buttons["begin_anew"])
    # Who was typing goes on with all of it.
    preview(first.type(KPIS, {ATTENDEES: "96"}))
    assert len(received(send(first))) == 3


def test_impossible_is_refused_and_unlikely_is_asked(registered: Record) -> None:
    send(preview(certificates(at_desk(registered, year=2024), "640")))
    reader = certificates(at_desk(registered, year=2025), "約700")
    slots = reader.desk_parts()[KPIS]["slots"]
    assert reader.say("intake.problem.about_number") in slots[f"{CERTIFICATES}.checks"]
    assert preview(reader).shows("reports.typing.refused", count=1)
    assert reader.buttons(SEND.button) == []

    certificates(reader, "7000")
    asked = reader.desk_parts()[KPIS]["slots"][f"{CERTIFICATES}.asked"]
    assert reader.say(TYPING.fields["confirm"], raw="7000") in asked
    assert reader.buttons(SEND.button) == []


def test_a_wrong_cell_is_marked_itself_with_its_month(registered: Record) -> None:
    reader = at_desk(registered, year=2025).type(KPIS, {f"{CERTIFICATES}.period": "month"})
    may, june = (f"{CERTIFICATES}.2025-{month}.actual_value" for month in ("05", "06"))
    reader.type(KPIS, {may: "約70", june: "90"})
    part = reader.desk_parts()[KPIS]
    assert part["wrong"] == {may: "refuse"}
    assert "5月" in part["slots"][f"{CERTIFICATES}.checks"]
    preview(reader)
    (obstacle,) = obstacles(reader)
    assert "<b>KPI 4 5月</b>" in obstacle
    assert f'data-mend="{may}"' in obstacle
    reader.type(KPIS, {may: "70"})
    assert reader.desk_parts()[KPIS]["wrong"] == {}


def test_a_fault_names_the_work_item_as_the_page_does(registered: Record) -> None:
    reader = preview(at_desk(registered).type(ITEMS, {f"{ITEM}.start_month": "R6.4"}))
    assert reader.shows("reports.typing.refused", count=1)
    (obstacle,) = obstacles(reader)
    assert "<b>1-4 自治体窓口DXSaaSの構築</b>" in obstacle
    assert f'data-mend="{ITEM}.status"' in obstacle


def test_a_fault_of_another_initiative_leads_there(registered: Record) -> None:
    """Of everything, one initiative's work items stand on the page."""
    reader = Visit.of(registered).open("report", section=EVERYTHING, items=1)
    preview(reader.type(ITEMS, {f"{ITEM}.start_month": "R6.4"}))
    assert "data-mend" in obstacles(reader)[0]
    (obstacle,) = obstacles(preview(reader.choose("items", "2")))
    assert "data-mend" not in obstacle
    assert "items=1" in obstacle
    assert reader.say("reports.typing.obstacle.elsewhere") in obstacle


def test_the_year_is_told_while_its_months_are_typed(registered: Record) -> None:
    reader = at_desk(registered, year=2025).type(KPIS, {f"{CERTIFICATES}.period": "month"})

    def year() -> str:
        return str(reader.desk_parts()[KPIS]["slots"][f"{CERTIFICATES}.year"])

    assert "<b>–</b>" in year()
    months = {
        f"{CERTIFICATES}.{month:%Y-%m}.actual_value": "90" for month in FiscalYear(2025).months[:11]
    }
    reader.type(KPIS, months)
    assert "<b>–</b>" in year()
    assert reader.say("reports.typing.year.wanting", count=1) in year()
    assert "990件" in year()
    reader.type(KPIS, {f"{CERTIFICATES}.2026-03.actual_value": "115"})
    assert "<b>1,105件</b>" in year()
    reader.type(KPIS, {f"{CERTIFICATES}.2026-03.actual_value": "集計中"})
    assert "<b>–</b>" in year()


def test_the_reason_is_asked_where_the_target_is_missed(registered: Record) -> None:
    reader = preview(certificates(at_desk(registered), "640").type(KPIS, {ATTENDEES: "120"}))
    asked = reader.desk_parts()[REASONS]["values"]
    assert list(asked) == [f"{CERTIFICATES}.reason"]
    reader.type(REASONS, {f"{CERTIFICATES}.reason": "端末の故障"})
    assert [row[2] for row in received(send(reader))] == ["640件", "120人"]
    (number,) = registered.batches()["batch_id"]
    about = "KPI 4 コンビニ交付 発行件数（令和7年度）\n端末の故障"
    assert about in reader.words()
    assert about in reader.open("history", batch=number).words()
    reader.open("initiatives", initiative=4, year=2025)
    assert reader.words().count("端末の故障") == 1  # under 要因, and nowhere else
    assert reader.shows("kpis.next.read_reason")
    earlier = reader.open("initiatives", initiative=4, year=2024)
    assert not earlier.shows("kpis.next.read_reason")
    assert "端末の故障" not in earlier.words()
    assert earlier.shows("kpis.initiative.cause", year="R7")


def test_a_proxy_is_recorded(registered: Record) -> None:
    reader = preview(certificates(at_desk(registered), "1105"))
    (proxy,) = reader.app.checkbox
    assert proxy.label == reader.say(TYPING.fields["proxy"], section="住民課")
    proxy.check()
    assert send(reader, "事務局").shows("reports.typing.receipt.proxy")


def test_work_is_reported_only_where_a_state_is_chosen(registered: Record) -> None:
    reader = send(preview(certificates(at_desk(registered), "1105")))
    assert reader.say("reports.typing.items") not in reader.tables

    reader = at_desk(registered).type(
        ITEMS, {f"{ITEM}.status": "under_way", f"{ITEM}.start_month": "R6.4"}
    )
    (row,) = send(preview(reader)).table("reports.typing.items")
    assert row[1:4] == [reader.say("reports.typing.progress.under_way"), "2024年4月", ""]
    (row,) = reader.open("history", batch="R8-0002").table("reports.typing.items")
    assert row[1:3] == [reader.say("reports.typing.not_reported"), "実施中（2024年4月～）"]


def test_second_of_two_sees_the_first_value_before_theirs_counts(registered: Record) -> None:
    first, second = at_desk(registered), at_desk(registered)
    preview(certificates(first, "1105"))
    send(preview(certificates(second, "1150")), "別の人")
    (number,) = registered.batches()["batch_id"]
    send(first)
    # Refused, or shown anew: never a 報告番号, and the other's value stands beside one's own.
    assert first.shows("reports.typing.held", value="1,150件", batch=number)
    assert "receipt" not in first.query
    assert send(first).query["receipt"] == "R8-0002"


def test_cells_of_a_colleague_come_in_with_the_next_cell(registered: Record) -> None:
    first, second = at_desk(registered), at_desk(registered)
    certificates(first, "1105")
    second.type(KPIS, {OVERTIME: "9796"})
    assert cell(second, f"{CERTIFICATES}.actual_value") == "1105"
    certificates(second, "")
    first.type(KPIS, {ATTENDEES: "96"})
    assert cell(first, OVERTIME) == "9796"
    assert cell(first, f"{CERTIFICATES}.actual_value") == ""


def test_without_a_section_there_is_no_dead_end(record: Record) -> None:
    reader = Visit.of(record).open("report", way="typing")
    assert reader.shows("reports.typing.to_sections")
    received_values = received(send(preview(certificates(reader, "1105"))))
    assert received_values[0][2] == "1,105件"


def test_what_was_typed_is_replaced_in_its_form_filled(registered: Record) -> None:
    reader = at_desk(registered).type(KPIS, {f"{CERTIFICATES}.period": "month"})
    months = {
        f"{CERTIFICATES}.{month:%Y-%m}.actual_value": "90" for month in FiscalYear(2025).months
    }
    reader.type(KPIS, months | {ATTENDEES: "120"})
    reader.type(ITEMS, {f"{ITEM}.status": "under_way", f"{ITEM}.start_month": "R6.4"})
    preview(reader).type(REASONS, {f"{CERTIFICATES}.reason": "端末の故障"})
    send(reader)
    (number,) = registered.batches()["batch_id"]

    reader = Visit.of(registered).open("report", replaces=number)
    assert reader.shows("reports.typing.replacing", batch=number, year="令和7年度")
    assert cell(reader, f"{CERTIFICATES}.2025-04.actual_value") == "90"
    assert cell(reader, ATTENDEES) == "120"
    assert cell(reader, f"{ITEM}.status") == "under_way"
    reader.type(KPIS, {f"{CERTIFICATES}.2025-04.actual_value": "95"})
    preview(reader)
    assert cell(reader, f"{CERTIFICATES}.reason") == "端末の故障"
    send(reader)
    batches = registered.batches().set_index("batch_id")
    (new,) = set(batches.index) - {number}
    assert (batches.loc[number, "status"], batches.loc[number, "replaced_by"]) == ("withdrawn", new)
    before, after = (
        registered.actual_rows(batch).set_index(["kpi_id", "period_start"])["actual_value"]
        for batch in (number, new)
    )
    assert (after.index.sort_values() == before.index.sort_values()).all()
    assert (after.reindex(before.index) - before).to_list().count(0.0) == len(before) - 1


def test_what_a_file_brought_is_replaced_by_a_file(record: Record) -> None:
    number = sent(record, year_csv(("R7", "4", "1105")))
    reader = Visit.of(record).open("report", replaces=number)
    assert reader.shows("reports.sending.replacing", batch=number)
    reader.follow("reports.typing.replacing.leave")
    assert (reader.page_name, reader.query["batch"]) == ("history", number)


def test_what_does_not_stand_is_not_replaced(record: Record) -> None:
    number = sent(record, year_csv(("R7", "4", "1105")))
    withdraw(record, number, Actor.at_server("事務局"))
    for asked in (number, "R9-9999"):
        reader = Visit.of(record).open("report", replaces=asked)
        assert reader.shows("reports.sending.replacing.gone", batch=asked)
        assert not reader.shows("reports.sending.replacing", batch=asked)
        assert reader.follow("frame.page.history").page_name == "history"


def test_a_receipt_that_is_not_there_is_told(record: Record) -> None:
    reader = Visit.of(record).open("report", way="typing", receipt="R9-9999")
    assert reader.shows("reports.typing.receipt.unknown", batch="R9-9999")


MONTHS = tuple(f"{CERTIFICATES}.{month:%Y-%m}.actual_value" for month in FiscalYear(2025).months)


def by_month(reader: Visit, **figures: str) -> Visit:
    reader.type(KPIS, {f"{CERTIFICATES}.period": "month"})
    return reader.type(KPIS, dict.fromkeys(MONTHS, "90") | figures)


def sending(reader: Visit) -> list[list[str]]:
    """What is about to be sent, without the folds of its months."""
    return [row for row in reader.table("reports.sending.values.title") if len(row) > 1]


def test_a_year_typed_whole_is_held_against_what_its_months_make(registered: Record) -> None:
    send(preview(by_month(at_desk(registered, year=2025))))
    (number,) = registered.batches()["batch_id"]
    line = sending(preview(certificates(at_desk(registered, year=2025), "1105")))[0]
    assert line[2:] == [f"1,080件（{number}）", "1,105件", "新規"]


def test_months_are_sent_as_one_line_with_the_years_figure(registered: Record) -> None:
    reader = preview(by_month(at_desk(registered, year=2025)))
    assert sending(reader)[0] == ["4 コンビニ交付 発行件数", "令和7年度", "–", "1,080件", "新規"]
    assert reader.shows("reports.sending.months", count=12)
    send(reader)
    assert received(reader)[0] == ["4 コンビニ交付 発行件数", "令和7年度", "1,080件"]
    (number,) = registered.batches()["batch_id"]
    reader = by_month(at_desk(registered, year=2025)).type(KPIS, {MONTHS[0]: "91"})
    line = sending(preview(reader))[0]
    assert line[2:] == [f"1,080件（{number}）", "1,081件", "変更1・変更なし11"]


@pytest.mark.parametrize("figure", ["1105", "1,105", "１，１０５", "1105.0", "1105件"])
def test_what_stands_is_never_called_changed(registered: Record, figure: str) -> None:
    send(preview(certificates(at_desk(registered, year=2025), "1105")))
    reader = preview(certificates(at_desk(registered, year=2025), figure))
    assert sending(reader)[0][-1] == reader.say("reports.sending.kind.unchanged")
    assert reader.shows("reports.sending.ready", new=0, changed=0, unchanged=1)


def test_a_state_that_is_said_anew_changes_no_value(registered: Record) -> None:
    status = f"{CERTIFICATES}.value_status"
    send(
        preview(
            certificates(at_desk(registered, year=2025), "1105").type(KPIS, {status: "preliminary"})
        )
    )
    reader = preview(
        certificates(at_desk(registered, year=2025), "1105").type(KPIS, {status: "final"})
    )
    assert sending(reader)[0][-1] == "値は変更なし（速報→確定）"
    assert reader.shows("reports.sending.ready", new=0, changed=0, unchanged=1)
    send(reader)
    assert registered.batches()["unchanged_count"].sum() == 1


def test_a_month_emptied_while_replacing_is_missing_from_its_year(registered: Record) -> None:
    send(preview(by_month(at_desk(registered, year=2025))))
    (number,) = registered.batches()["batch_id"]
    reader = Visit.of(registered).open("report", replaces=number)

    def year() -> str:
        return str(reader.desk_parts()[KPIS]["slots"][f"{CERTIFICATES}.year"])

    assert "<b>1,080件</b>" in year()
    reader.type(KPIS, {MONTHS[0]: ""})
    assert "<b>–</b>" in year()
    assert reader.say("reports.typing.year.wanting", count=1) in year()


def test_a_replaced_report_opens_at_the_work_items_it_spoke_of(record: Record) -> None:
    """Of no section: one initiative's work items stand on the page."""
    reader = Visit.of(record).open("report", section=EVERYTHING, items=2)
    item = next(name for name in reader.desk_parts()[ITEMS]["values"] if name.endswith(".status"))
    send(preview(reader.type(ITEMS, {item: "under_way"})))
    (number,) = record.batches()["batch_id"]
    again = Visit.of(record).open("report", replaces=number)
    assert cell(again, item) == "under_way"
    send(preview(again.type(ITEMS, {item: "done"})))
    assert reader.say("reports.typing.receipt.replaces") in again.words()
    assert number in again.words()


def test_replaced_as_it_was_nothing_is_called_changed(registered: Record) -> None:
    send(preview(by_month(at_desk(registered, year=2025))))
    (number,) = registered.batches()["batch_id"]
    line = sending(preview(Visit.of(registered).open("report", replaces=number)))[0]
    assert line[-1] == "変更なし"


def test_last_years_months_stand_above_those_of_this_year(registered: Record) -> None:
    reader = at_desk(registered, year=2024).type(KPIS, {f"{CERTIFICATES}.period": "month"})
    last = {
        f"{CERTIFICATES}.{month:%Y-%m}.actual_value": str(50 + place)
        for place, month in enumerate(FiscalYear(2024).months)
    }
    send(preview(reader.type(KPIS, last)))
    reader = at_desk(registered, year=2025).type(KPIS, {f"{CERTIFICATES}.period": "month"})
    words = reader.words()
    assert all(str(50 + place) in words for place in range(12))


def test_a_section_has_the_work_of_all_initiatives_in_one_table(registered: Record) -> None:
    items = [f"work_item:{item.work_item_id}" for item in plans_in(None)[-1].work_items]
    owner = {"section_id": SECTION, "report_due": "05-20"}
    enter(registered, "owner", dict.fromkeys(items, owner), Actor.at_server("事務局"))
    reader = at_desk(registered)
    assert len([name for name in reader.desk_parts()[ITEMS]["values"] if "status" in name]) == len(
        items
    )
    assert "filter.items" not in [box.key for box in reader.app.selectbox]
    assert "w1_4" not in reader.words()
