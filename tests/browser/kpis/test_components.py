"""内訳 on 取組事項: named in the grid, saved, counted beside the report and the plan."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visitor
from tests.browser.frame.test_pages import serious, sideways
from tests.browser.serving import Server, sent, served
from tests.browser.visiting import Visit
from tests.forms import COMPONENTS
from tests.reports import year_csv

STANDARDISATION = 2
# As copied from a spreadsheet: name, status, month.
DONE = [f"業務{number:02}\t完了\tR8.2" for number in range(17)]
UNDER_WAY = ["業務17\t実施中\tR8.9", "業務18\t実施中\t"]


def opened(reader: Visit) -> Visit:
    reader.open("initiatives", initiative=STANDARDISATION)
    reader.shows("kpis.components.empty", unit="業務")
    reader.main.get_by_text(reader.say(COMPONENTS.buttons["open"])).click()
    expect(reader.field(COMPONENTS.by)).to_be_visible()
    return reader.settled()


def listed(server: Server, visit: Visitor) -> Visit:
    """17 of 19 named in the grid, beside a report of 17/20."""
    reader = opened(visit(server))
    reader.paste(0, "\n".join([*DONE, *UNDER_WAY]), marks=1)
    reader.field(COMPONENTS.by).fill("情報係")
    reader.button(COMPONENTS.button).click()
    reader.shows("kpis.components.done", count=19)
    return reader.settled()


@pytest.mark.prove
def test_what_is_named_is_counted_beside_the_report(visit: Visitor, tmp_path: Path) -> None:
    database = tmp_path / "record.duckdb"
    sent(database, year_csv(("R7", "2", "17/20")))
    with served(database) as server:
        reader = listed(server, visit)
        reader.shows("kpis.components.counted", done=17, total=19, unit="業務")
        reader.shows(
            "kpis.components.differs",
            reported="17/20",
            counted="17/19",
            day="2026年3月31日",
            batch="R8-0001",
            unit="業務",
        )
        reader.shows("kpis.components.scope", total="20", listed=19, unit="業務")
        rows = reader.rows(reader.table("kpis.components.core", count=19))
        # What is left comes first.
        assert rows[0] == ["業務17", "〜実施中", "2026年9月（予定）", ""]
        assert [row[0] for row in rows[1:3]] == ["業務18", "業務00"]
        assert serious(reader) == []

        phone = visit(server, lang="en", width=375).open("initiatives", initiative=STANDARDISATION)
        phone.shows("kpis.components.scope", total="20", listed=19, unit="systems")
        assert sideways(phone) <= 0
        assert serious(phone) == []
