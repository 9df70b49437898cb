"""«As seen at that meeting»: equal to the digit, whatever came since."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from tests.queries.conftest import CLERK, delivered, now, sent
from tests.reports import year_csv, years_csv
from yamato_dx.acts.deciding import decide
from yamato_dx.acts.entering import enter
from yamato_dx.assessment.frozen import frozen_rows, thawed_rows
from yamato_dx.assessment.rules import comparison
from yamato_dx.entries.review.meetings import MEETING, Meeting
from yamato_dx.entries.review.publications import PUBLICATION, PublicMoment
from yamato_dx.entries.review.snapshots import Snapshot
from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.queries import assessed as assessing
from yamato_dx.queries.assessed import assessed, view_of
from yamato_dx.queries.decisions.open_questions import effects
from yamato_dx.queries.kpis.beside import by_other_versions
from yamato_dx.queries.reports.preview import preview_report
from yamato_dx.queries.snapshots.snapshots import (
    recomputed_otherwise,
    snapshot_at,
    view_of_snapshot,
)
from yamato_dx.store.record import Record

OVER = date(2028, 6, 15)


def kept(record: Record) -> Snapshot:
    """A meeting of now, recorded with its rows."""
    view = now(record)
    snapshot, files = snapshot_at(record, view)
    plan_id = snapshot.plans[0].plan_id
    meeting = Meeting("2026-1", "会議", view.on, plan_id, FiscalYear(2025), snapshot, ())
    enter(record, MEETING, {"2026-1": meeting}, CLERK, plan_id="", files=files)
    return snapshot


def test_rows_come_back_as_they_were(full: Record) -> None:
    frame = assessed(full, now(full)).frame
    pd.testing.assert_frame_equal(thawed_rows(frozen_rows(frame)), frame, check_exact=True)
    assert frozen_rows(thawed_rows(frozen_rows(frame))) == frozen_rows(frame)


def test_a_kept_moment_stays_after_corrections_and_decisions(record: Record) -> None:
    sent(record, years_csv())
    seen = assessed(record, now(record)).frame
    snapshot = kept(record)
    sent(record, year_csv(("R6", "9-1", "60")))
    decide(record, "nearly_met_band", "no_band", actor=CLERK, decided_by="本部")
    assert not assessed(record, now(record)).frame.equals(seen)
    then = assessed(record, view_of_snapshot(snapshot)).frame
    pd.testing.assert_frame_equal(then, seen, check_exact=True)
    assert recomputed_otherwise(record, snapshot, snapshot.plans[0].plan_id).empty


def test_a_rule_that_changed_is_named_and_changes_nothing(
    record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent(record, year_csv(("R6", "9-1", "74")))
    seen = assessed(record, now(record)).frame
    snapshot = kept(record)
    plan_id = snapshot.plans[0].plan_id
    monkeypatch.setattr(comparison, "TOLERANCE", 0.05)  # 74 reaches 75
    for remembered in (assessing.assessed, assessing.assessed_by_all):
        remembered.cache_clear()
    then = assessed(record, view_of_snapshot(snapshot)).frame
    pd.testing.assert_frame_equal(then, seen, check_exact=True)
    changed = recomputed_otherwise(record, snapshot, plan_id)
    assert changed[["kpi_no", "fiscal_year"]].values.tolist() == [["9-1", 2024]]
    assert changed["rule_after"].tolist() == ["at_least"]
    assert changed["verdict_after"].tolist() == ["met"]
    assert changed["verdict_before"].item() != "met"
    # What an answer would change is told of the answer alone.
    assert effects(record, view_of_snapshot(snapshot), "consultation_room_total").frame.empty


def test_what_another_version_made_of_it_stays_beside_it(
    minato: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    """令和9年度 aimed at 50,000 visitors by version 1.0, at 48,000 by 2.0."""
    view = view_of(minato, on=OVER)
    preview = preview_report(minato, year_csv(("R9", "1-1", "49000")), "実績.csv", view)
    delivered(minato, preview)
    view = view_of(minato, on=OVER)

    def beside() -> list[str]:
        answer = assessed(minato, view_of_snapshot(snapshot))
        ((verdict,),) = by_other_versions(answer).values()
        return [verdict.version, str(verdict.row["verdict"])]

    snapshot, files = snapshot_at(minato, view)
    moment = PublicMoment(1, OVER, snapshot)
    enter(minato, PUBLICATION, {"1": moment}, CLERK, plan_id="", files=files)
    seen = beside()
    assert seen[0] == "1.0"
    assert seen[1] != "met"
    monkeypatch.setattr(comparison, "TOLERANCE", 0.05)  # 49,000 reaches 50,000
    for remembered in (assessing.assessed, assessing.assessed_by_all):
        remembered.cache_clear()
    assert beside() == seen
