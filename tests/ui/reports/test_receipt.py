"""A report that was received is told, whatever becomes of its draft."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.store.cases import CLERK
from yamato_dx.acts import drafting
from yamato_dx.acts.opening import Place, open_record
from yamato_dx.i18n import text
from yamato_dx.store.promise.refusals import RecordNotWritten
from yamato_dx.store.record import Record
from yamato_dx.web.served import Served


def page(served: object) -> None:
    """One cell of KPI 4 is typed, previewed and sent; then the receipt is drawn."""
    import streamlit as st

    from yamato_dx.fiscal_year import FiscalYear
    from yamato_dx.ui.frame.screen import Screen
    from yamato_dx.ui.reports.typing import state as typing_state
    from yamato_dx.ui.reports.typing.desk import Desk, found_draft, keep_cells
    from yamato_dx.ui.reports.typing.sending import draw_receipt
    from yamato_dx.ui.reports.typing.view import owed_of

    page = Screen("report", served)
    if draw_receipt(page):
        return
    desk = Desk(None, FiscalYear(2025))
    st.session_state[typing_state.SENDER] = "住民係"
    draft = found_draft(page, desk)
    st.text(f"offered {sorted(draft.cells)}" if draft else f"shown {sorted(desk.cells)}")
    if "typed" not in st.session_state:
        st.session_state["typed"] = True
        keep_cells(page, desk, {"kpi.convenience_store_certificates.actual_value": "1105"})
    owed = owed_of(page, desk)
    typed = typing_state.typed_report(page, desk, owed)
    preview = typing_state.preview_of(page, desk, typed)
    shown = {"preview": preview}
    st.button("送る", on_click=typing_state.send, args=(page, desk, owed, typed), kwargs=shown)


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with open_record(Place(None, tmp_path / "record.duckdb")) as record:
        yield record


def visit(record: Record) -> AppTest:
    args = (Served(record, date(2026, 6, 15)),)
    return AppTest.from_function(page, args=args, default_timeout=60).run()


def words(app: AppTest) -> str:
    return "".join(one.proto.body for one in app.get("html"))  # type: ignore[attr-defined]


def test_the_draft_of_what_was_sent_is_empty(record: Record) -> None:
    app = visit(record)
    app.button[0].click().run()
    assert app.query_params["receipt"] in ("R8-0001", ["R8-0001"])
    draft = drafting.draft_of(record, "report.all.2025", actor=CLERK)
    assert draft is not None
    assert draft.is_empty


def test_a_draft_that_cannot_be_written_hides_no_receipt(
    record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = visit(record)

    def refuse(*_: object, **__: object) -> None:
        raise RecordNotWritten("store.disk_full", path=record.path)

    with monkeypatch.context() as disk:
        disk.setattr(drafting, "change_draft", refuse)
        app.button[0].click().run()
    assert not app.exception
    assert app.query_params["receipt"] in ("R8-0001", ["R8-0001"])
    shown = words(app)
    assert text("reports.typing.draft.left", "ja") in shown
    assert text("reports.sending.sent", "ja", batch="R8-0001") in shown
    # Nothing is told that is not so: the report was stored.
    assert text("store.disk_full", "ja", path=record.path) not in shown
    assert record.batches()["batch_id"].tolist() == ["R8-0001"]
    # What is left in the draft is offered, not shown as if it were typed anew.
    app.query_params.clear()
    app.run()
    assert "offered" in app.text[0].value
