"""何に使われたか: from what meetings, closings and publications kept."""

from __future__ import annotations

from tests.meetings import LATER, OFFICE, made, recorded, view
from tests.queries.conftest import previewed, sent
from tests.reports import window_csv, year_csv, years_csv
from yamato_dx.acts.confirming.confirmation import confirm
from yamato_dx.acts.entering import enter
from yamato_dx.acts.report import send_report
from yamato_dx.entries.review.closing import CLOSING, WHOLE_PLAN, PlanClosing
from yamato_dx.entries.review.publications import PUBLICATION, PublicMoment
from yamato_dx.queries.meetings.uses import (
    FigureUse,
    by_moment,
    figures_words,
    points_words,
    uses_of_kpis,
    uses_of_report,
)
from yamato_dx.queries.publishing.figures import public_snapshot
from yamato_dx.queries.snapshots.snapshots import snapshot_at
from yamato_dx.store.record import Record

PLAN = "yamato_dx"
CERTIFICATES = "convenience_store_certificates"


def uses(record: Record, batch_id: str) -> tuple[FigureUse, ...]:
    return uses_of_report(record, view(record, LATER), batch_id)


def test_a_report_is_used_by_the_meetings_that_saw_its_figures(record: Record) -> None:
    months, first = sent(record, window_csv()), sent(record, years_csv())
    assert uses(record, first) == ()
    made(record)
    newer = sent(record, year_csv(("R7", "4", "1250")))
    assert uses(record, newer) == ()  # it came after the meeting
    ((moment, figures),) = by_moment(uses(record, months))
    assert moment.words(record, "ja") == "令和8年度第1回 DX推進本部"
    assert figures_words(figures, "ja") == "R6 1、4"  # of its twelve months
    assert figures_words(figures, "en") == "FY2024 1, 4"
    made(record, LATER)
    replaced = [(use.kpi_id, use.fiscal_year) for use in uses(record, newer)]
    assert replaced == [(CERTIFICATES, 2025)]
    latest, earliest = by_moment(uses(record, first))
    assert "4" not in figures_words(latest[1], "ja").partition("R7")[2].split("、")
    assert "4" in figures_words(earliest[1], "ja").partition("R7")[2].split("、")


def test_what_the_meeting_said_of_the_figure_stands_beside_it(record: Record) -> None:
    batch_id = sent(record, years_csv())
    items = made(record).items
    (number,) = [item.number for item in items if "standardised_systems" in item.subject]
    assert f"議題{number} 記録なし" in points_words(uses(record, batch_id), "ja")
    recorded(record, number, owner="情報課")
    told = f"議題{number} 指示：原因を調べる（担当 情報課）"
    assert told in points_words(uses(record, batch_id), "ja")


def publish(record: Record) -> None:
    snapshot, files = public_snapshot(record, view(record, LATER))
    published = {"1": PublicMoment(1, LATER, snapshot)}
    enter(record, PUBLICATION, published, OFFICE, plan_id="", files=files)


def test_a_publication_used_the_confirmed_figure_that_a_newer_one_does_not_hide(
    record: Record,
) -> None:
    confirmed = sent(record, year_csv(("R7", "4", "1105")))
    confirm(record, [confirmed], OFFICE)
    content = year_csv(("R7", "4", "1200"))
    newer = send_report(
        record,
        data=content,
        file_name="訂正.csv",
        values=previewed(record, content).values,
        actor=OFFICE,
        previewed_at=record.head(),
        correction_reason="数え直し",
    ).batch_id
    publish(record)
    (used,) = uses(record, confirmed)
    assert (used.moment.kind, used.batch_ids) == ("publication", (confirmed,))
    assert uses(record, newer) == ()


def test_a_publication_uses_only_what_is_confirmed(record: Record) -> None:
    open_report, confirmed = sent(record, years_csv()), sent(record, window_csv())
    confirm(record, [confirmed], OFFICE)
    publish(record)
    snapshot, files = snapshot_at(record, view(record, LATER))
    closed = {WHOLE_PLAN: PlanClosing(LATER, snapshot)}
    enter(record, CLOSING, closed, OFFICE, plan_id=PLAN, files=files)
    kinds = {
        batch_id: {use.moment.kind for use in uses(record, batch_id)}
        for batch_id in (open_report, confirmed)
    }
    assert kinds == {open_report: {"closing"}, confirmed: {"closing", "publication"}}
    found = uses_of_kpis(record, view(record, LATER), {CERTIFICATES})
    assert {use.kpi_no for use in found} == {"4"}
    assert found[0].moment.words(record, "ja") in ("公表", "期末評価")
