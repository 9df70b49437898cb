"""What is handed out is noted, and comes into what a figure was used for."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from tests.acts.trail.test_following import opened
from tests.store.cases import CLERK, send, values
from yamato_dx.acts.trail.exports import HandedOut, note_export
from yamato_dx.queries.assessed import View
from yamato_dx.queries.audit.exports import exports_of_kpis, exports_of_report


def test_an_export_is_a_row_and_a_use_of_its_figures(tmp_path: Path) -> None:
    with opened(tmp_path) as record:
        earlier = View(record.head(), date(2026, 5, 11))
        sent = send(record, values(a=1.0))
        view = View(record.head(), date(2026, 5, 11))
        table = HandedOut("KPI一覧", "kpi.csv", view, 12, ["令和7年度"], ["a", "b"])
        for out in (table, table, HandedOut("前の表", "old.csv", earlier, 1, kpi_ids=["a"])):
            note_export(record, out, by=CLERK)
        note_export(record, HandedOut("様式", "form.xlsx"), by=CLERK)
        note_export(record, HandedOut("会議資料", "paper.pdf", view, kpi_ids=None), by=CLERK)
        of_report = exports_of_report(record, record.head(), sent.batch_id)
        assert {(use.title, use.count) for use in of_report} == {("KPI一覧", 2), ("会議資料", 1)}
        assert [use.title for use in exports_of_kpis(record, ["z"])] == ["会議資料"]
        assert record.trail
        told = next(row for row in record.trail.rows() if row.columns["event"] == "export")
        assert (told.columns["actor_name"], told.columns["revision"]) == ("山田", view.revision)
        assert (told.detail["rows"], told.detail["filters"]) == (12, ["令和7年度"])
        # No act: nothing of it stands in the ledger.
        assert record.head() == sent.revision
