from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from tests.store.cases import CODE, send, values
from yamato_dx.acts.loading import BENCHMARKS, load_benchmarks, load_plans, mark_sample
from yamato_dx.errors import Refused
from yamato_dx.store.record import Record


def test_an_unchanged_plan_is_loaded_once(record: Record) -> None:
    assert load_plans(record, "dx", {"1.0": "{}", "2.0": '{"a": 1}'}) == ("1.0", "2.0")
    head = record.head()
    assert load_plans(record, "dx", {"1.0": "{}", "2.0": '{"a": 1}'}) == ()
    assert record.head() == head
    assert record.plans_at() == ("{}", '{"a": 1}')


def test_an_edited_plan_is_a_new_load_and_the_earlier_stays(record: Record) -> None:
    load_plans(record, "dx", {"2.0": "first"})
    first = record.head()
    load_plans(record, "dx", {"2.0": "edited"})
    edited = record.head()
    send(record, values(a=1.0))
    assert record.plans_at(first) == ("first",)
    assert record.plans_at(edited) == ("edited",)
    assert record.plans_at() == ("edited",)


def test_an_edit_taken_back_is_a_load_of_its_own(record: Record) -> None:
    for document in ("first", "edited", "first"):
        assert load_plans(record, "dx", {"2.0": document}) == ("2.0",)
    assert record.plans_at() == ("first",)


def test_before_its_first_load_the_first_holds(record: Record) -> None:
    send(record, values(a=1.0))
    early = record.head()
    load_plans(record, "dx", {"2.0": "first"})
    load_plans(record, "dx", {"2.0": "edited"})
    assert record.plans_at(early) == ("first",)
    assert record.plans_at(0) == ("first",)


def test_the_past_that_was_asked_for_before_follows_what_is_loaded_later(record: Record) -> None:
    """What is loaded is asked for once: until something is loaded again, by then or ever."""
    send(record, values(a=1.0))
    early = record.head()
    assert (record.plans_at(early), record.dataset_at(BENCHMARKS, early)) == ((), None)
    load_plans(record, "dx", {"2.0": "first"})
    loaded = record.head()
    assert record.plans_at(early) == record.plans_at(loaded) == ("first",)
    send(record, values(a=2.0))
    between = record.head()
    assert record.plans_at(between) == ("first",)
    load_plans(record, "dx", {"2.0": "edited"})
    load_benchmarks(record, "benchmark_id")
    assert record.plans_at(early) == record.plans_at(between) == ("first",)
    assert record.plans_at() == ("edited",)
    assert record.dataset_at(BENCHMARKS, early) == record.dataset_at(BENCHMARKS) == "benchmark_id"


def test_benchmarks_are_a_data_set_of_their_own(record: Record) -> None:
    assert record.dataset_at(BENCHMARKS) is None
    assert load_benchmarks(record, "benchmark_id,値\n")
    assert not load_benchmarks(record, "benchmark_id,値\n")
    load_plans(record, "dx", {"2.0": "{}"})
    assert record.dataset_at(BENCHMARKS) == "benchmark_id,値\n"
    assert record.plans_at() == ("{}",)


def test_versions_whose_names_begin_alike_are_told_apart(record: Record) -> None:
    load_plans(record, "dx", {"2.0": "{}", "2.0.1": "{}"})
    assert load_plans(record, "dx", {"2.0": "{}"}) == ()
    assert record.dataset_at("dx/plan:2.0") == "{}"
    assert record.dataset_at("dx/plan:2") is None


def test_a_sample_record_is_marked_once_and_for_good(tmp_path: Path) -> None:
    path = tmp_path / "sample.duckdb"
    with Record.open(path, CODE) as record:
        before, _, after = record.is_sample, mark_sample(record), record.is_sample
        assert (before, after) == (False, True)
        send(record, values(a=1.0))
        assert not mark_sample(record)  # marked already: nothing is added, nothing refused
    with Record.open(path, CODE) as record:
        assert record.is_sample


def test_a_record_with_reports_never_becomes_a_sample(record: Record) -> None:
    send(record, values(a=1.0))
    with pytest.raises(Refused) as refusal:
        mark_sample(record)
    assert refusal.value.message_id == "store.not_a_sample"
    assert not record.is_sample


def test_the_plan_can_be_read_with_duckdb_alone(record: Record) -> None:
    document = """{
        "municipality": {
            "municipality_code": "434477",
            "name": {"ja": "山都町", "en": "Yamato Town"},
            "prefecture": {"ja": "熊本県", "en": "Kumamoto"}
        },
        "plan_id": "dx", "plan_version": "2.0", "effective_from": "2024-04-01",
        "title": {"ja": "計画", "en": "Plan"},
        "kpis": [{
            "kpi_id": "a", "kpi_no": "9-1", "name": {"ja": "名", "en": "name"},
            "shape": "at_least", "unit": {"ja": "人", "en": "people"}, "chapter": "5",
            "targets": [
                {"fiscal_year": 2024, "target_value": 50.0},
                {"fiscal_year": 2025, "target_value": null}
            ]
        }]
    }"""
    load_plans(record, "dx", {"2.0": document})
    record.close()
    with duckdb.connect(str(record.path)) as file:
        targets = "SELECT plan_version, kpi_id, fiscal_year, target_value FROM target ORDER BY 3"
        assert file.execute(targets).fetchall() == [
            ("2.0", "a", 2024, 50.0),
            ("2.0", "a", 2025, None),
        ]
        assert file.execute("SELECT name_ja FROM municipality").fetchall() == [("山都町",)]
        assert file.execute("SELECT kpi_no, unit FROM kpi").fetchall() == [("9-1", "人")]
