from __future__ import annotations

from tests.cli.conftest import Office
from tests.reports import window_csv, year_csv


def test_a_backup_is_restored_and_the_replaced_record_is_kept(office: Office) -> None:
    office.send(window_csv())
    held = office.assess()
    target = office.folder / "copy.duckdb"
    saved = office.run("backup", str(target))
    assert (saved.code, saved.json) == (0, {"file": str(target)})
    office.send(year_csv(("R6", "4", "650")))
    assert office.assess() != held
    restored = office.run("restore", str(target))
    assert restored.code == 0
    assert restored.json["database"] == str(office.database)
    assert office.assess() == held
    kept = office.folder / restored.json["replaced"]
    assert kept.is_file()


def test_a_backup_is_copied_at_once_and_stands_without_its_copy(office: Office) -> None:
    share = office.folder / "share"
    share.mkdir()
    one, other = (str(office.folder / f"{name}.duckdb") for name in ("one", "other"))
    copied = office.run("backup", one, "--backup-folder", str(share))
    assert (copied.code, copied.json) == (0, {"file": one, "copy": str(share / "one.duckdb")})
    alone = office.run("backup", other, "--backup-folder", str(office.folder / "none"))
    assert (alone.code, alone.json) == (1, {"file": other, "copy": None})
    assert (office.folder / "other.duckdb").is_file()
    assert len(alone.err.strip().splitlines()) == 1


def test_a_backup_goes_into_the_place_of_a_missing_record(office: Office) -> None:
    office.send(window_csv())
    target = office.folder / "copy.duckdb"
    office.run("backup", str(target))
    office.database = office.folder / "elsewhere.duckdb"
    answer = office.run("restore", str(target))
    assert (answer.code, answer.json["replaced"]) == (0, None)
    assert office.assess()["4", 2024]["verdict"] == "met"


def test_a_backup_never_overwrites(office: Office) -> None:
    taken = office.file(b"something else", "taken.duckdb")
    answer = office.run("backup", taken)
    assert (answer.code, answer.out) == (1, "")
    assert (office.folder / "taken.duckdb").read_bytes() == b"something else"


def test_what_is_no_backup_replaces_nothing(office: Office) -> None:
    office.send(window_csv())
    before = office.everything()
    for words, code in (
        ((office.file(b"not a record", "bad.duckdb"),), 3),
        ((str(office.folder / "none.duckdb"),), 1),
    ):
        answer = office.run("restore", *words)
        assert (answer.code, answer.out) == (code, "")
        assert len(answer.err.strip().splitlines()) == 1
    assert office.everything() == before
