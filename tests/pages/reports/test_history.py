"""報告履歴: what was sent; withdrawn, everything is as before; a backup by hand."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from tests.forms import HISTORY, WITHDRAW
from tests.pages.conftest import Visitor
from tests.pages.visiting import ON, Visit
from tests.queries.conftest import sent
from tests.reports import window_csv, year_csv
from yamato_dx.i18n import LANGUAGES, TOKYO
from yamato_dx.store.record import Record
from yamato_dx.web.served import Served

BY, REASON, BUTTON = WITHDRAW.by, WITHDRAW.fields["reason"], WITHDRAW.button


def listed(reader: Visit) -> list[list[str]]:
    return reader.table("reports.history.title")


def test_reports_stand_newest_first_and_one_is_looked_into(visit: Visitor) -> None:
    reader = visit("sample").open("history")
    assert [row[0] for row in listed(reader)] == [f"R8-000{number}" for number in (4, 3, 2, 1)]
    reader.choose("batch", "R8-0003")
    assert len(reader.table("reports.history.detail", batch="R8-0003")) == 12
    assert reader.query == {"batch": "R8-0003"}


def withdrawing(reader: Visit, number: str) -> Visit:
    return reader.open("history", batch=number).unfold(WITHDRAW.buttons["open"], batch=number)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_withdrawn_everything_is_as_before(record: Record, lang: str) -> None:
    number = sent(record, window_csv())
    reader = withdrawing(Visit.of(record, lang), number)
    effect = reader.table("reports.history.withdraw.effect.title")
    assert [row[0].split()[0] for row in effect] == ["1", "4"]
    assert all(reader.say("assessment.verdict.not_reported") in row[3] for row in effect)
    reader.fill(BY, "事務局").fill(REASON, "二重に届いた").press(BUTTON)
    assert reader.shows("reports.history.withdraw.done", batch=number)
    ((*_, state),) = listed(reader)
    assert "事務局" in state
    assert "二重に届いた" in state
    verdicts = {row[6] for row in reader.open("data", year=2024).table("kpis.data.title")}
    assert verdicts <= {
        f"－{reader.say('assessment.verdict.not_reported')}",
        reader.say("assessment.verdict.no_target"),
    }


def test_nobody_withdraws_without_a_name(record: Record) -> None:
    number = sent(record, window_csv())
    reader = withdrawing(Visit.of(record), number).fill(BY, " ").press(BUTTON)
    assert reader.shows("reports.sending.by_missing")
    assert listed(reader)[0][-1] == reader.say("steps.state.submitted")


def test_what_was_sent_since_stops_a_withdrawal(record: Record) -> None:
    """Of what was seen to come back."""
    number = sent(record, year_csv(("R6", "9-1", "60")))
    reader = withdrawing(Visit.of(record), number).fill(BY, "事務局")
    sent(record, year_csv(("R6", "9-1", "81")))
    reader.press(BUTTON)
    assert not reader.shows("reports.history.withdraw.done", batch=number)
    assert {row[-1] for row in listed(reader)} == {reader.say("steps.state.submitted")}


def test_a_backup_is_made_by_hand(record: Record) -> None:
    reader = Visit.of(record).open("history").press(HISTORY.buttons["backup"])
    (written,) = (record.path.parent / "backups").glob("*.duckdb")
    assert reader.shows("reports.history.backup.done", file=written)


def test_a_backup_by_hand_is_copied_at_once_and_told_where_not(
    record: Record, tmp_path: Path
) -> None:
    served = Served(record, ON)
    served.backup_folder = tmp_path / "share"
    reader = Visit(served).open("history").press(HISTORY.buttons["backup"])
    (written,) = (record.path.parent / "backups").glob("*.duckdb")
    assert reader.shows("reports.history.backup.done", file=written)
    assert reader.shows("store.backup_folder_gone", path=served.backup_folder)
    served.backup_folder.mkdir()
    written.unlink()  # the next one may be of the same second
    reader.press(HISTORY.buttons["backup"])
    assert reader.shows("reports.history.backup.copied", folder=served.backup_folder)
    (there,) = served.backup_folder.iterdir()
    assert (record.path.parent / "backups" / there.name).is_file()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_missing_backups_are_told_with_the_reason(
    record: Record, tmp_path: Path, lang: str
) -> None:
    (tmp_path / "backups").write_text("a file where the folder should be")
    today = datetime.now(TOKYO).date()
    served = Served(record, ON)
    served.backups_from(today).attempt(today)
    for name in ("overview", "history"):
        reader = Visit(served, lang).open(name)
        assert reader.shows("frame.backup.none")
        assert reader.shows("frame.backup.again")
    assert str(tmp_path / "backups") in reader.words()  # where whoever can mend it looks


@pytest.mark.parametrize("lang", LANGUAGES)
def test_copies_that_do_not_come_are_told(record: Record, tmp_path: Path, lang: str) -> None:
    today = datetime.now(TOKYO).date()
    served = Served(record, ON)
    served.backup_folder = tmp_path / "share"
    served.backups_from(today).attempt(today)
    copies = served.copies_from(today)
    assert copies
    copies.attempt()
    for name in ("overview", "history"):
        reader = Visit(served, lang).open(name)
        assert reader.shows("frame.backup.no_copy")
        assert reader.shows("frame.backup.copy_again")
        assert not reader.shows("frame.backup.again")  # those here were made
    assert reader.shows("store.backup_folder_gone", path=served.backup_folder)
    served.backup_folder.mkdir()
    copies.attempt()
    assert not Visit(served, lang).open("overview").shows("frame.backup.copy_again")


def test_nothing_is_said_of_backups_while_all_is_well(record: Record) -> None:
    today = datetime.now(TOKYO).date()
    served = Served(record, ON)
    served.backups_from(today).attempt(today)
    for name in ("overview", "history"):
        assert not Visit(served).open(name).shows("frame.backup.again")
