"""Whose reading of a form is used: the section's own, then that of all."""

from __future__ import annotations

import pytest

from tests.queries.conftest import CLERK
from yamato_dx.acts.remembering.readings import forget_readings, remember_readings
from yamato_dx.entries.readings import READING, KeptReading
from yamato_dx.intake.tables.corrections import Correction, Corrections
from yamato_dx.queries.assessed import plans_at
from yamato_dx.queries.reports.remembered import by_names, kept_readings
from yamato_dx.store.record import Record


def keep(record: Record, section_id: str, says: str = "unread") -> str:
    reading = KeptReading(
        "実績",
        (("番号",),),
        is_turned=False,
        is_form=False,
        said=(("D", says),),
        file_name=f"{section_id}.xlsx",
    )
    key = READING.key(section_id, "1a2b")
    remember_readings(record, {key: reading}, actor=CLERK)
    return key


@pytest.mark.parametrize(
    ("kept", "chosen", "used"),
    [
        (["", "a"], "a", "a"),  # its own before that of all
        (["", "a"], "b", ""),
        (["a"], "b", None),  # never another section's
        (["a"], "", "a"),  # nobody said whose file it is, and one alone knows the form
        (["a", "b"], "", None),
        (["", "a"], "", ""),
        ([], "a", None),
    ],
)
def test_whose_reading_is_used(
    record: Record, kept: list[str], chosen: str, used: str | None
) -> None:
    for section_id in kept:
        keep(record, section_id)
    found = kept_readings(record, record.head(), chosen)
    assert [one.file_name for one in found.values()] == ([] if used is None else [f"{used}.xlsx"])


def test_the_last_said_holds_and_what_is_forgotten_is_not_used(record: Record) -> None:
    key = keep(record, "a")
    keep(record, "a", "label:note")
    (reading,) = kept_readings(record, record.head(), "a")
    assert reading.said == (("D", "label:note"),)
    before = record.head()
    forget_readings(record, (key,), actor=CLERK)
    assert not kept_readings(record, record.head(), "a")
    assert kept_readings(record, before, "a")  # at every earlier moment


def test_a_kpi_is_kept_by_its_name(record: Record) -> None:
    plans = plans_at(record, record.head())
    said = Corrections((Correction("実績", "D", "kpi:KPI4"), Correction("実績", "E", "kpi:4月")))
    names = [one.what for one in by_names(said, plans).of_file]
    assert names == ["コンビニ交付システムによる証明書等年間発行件数", "4月"]
