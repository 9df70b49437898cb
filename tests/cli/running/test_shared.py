"""The command line over a record in a database, moved there from a file."""

from __future__ import annotations

from tests.cli.conftest import Answer, Office
from tests.store.servers import schema_for, shared_server

SECRET = "geheim"


def test_a_record_is_moved_and_goes_on_in_the_database(filled: Office) -> None:
    url = shared_server().url(schema_for(filled.folder)).replace("postgres@", f"postgres:{SECRET}@")
    mirrors = ("--mirrors", str(filled.folder / "mirrors"))
    before = filled.run("batches").json

    def told(answer: Answer) -> Answer:
        assert SECRET not in answer.out + answer.err
        return answer

    moved = told(filled.run(*mirrors, "record", "move", str(filled.database), url, "--by", "担当"))
    assert moved.code == 0, moved.err
    assert moved.json["rows"]["batch"] == len(before)
    refused = filled.run("withdraw", before[0]["batch_id"], "--by", "窓口係")
    assert refused.code == 3
    assert "record move" not in refused.err
    assert "postgres@" in told(refused).err

    def shared(*words: str) -> Answer:
        return told(filled.run(*mirrors, "--database", url, *words))

    assert shared("batches").json == before
    withdrawn = shared("withdraw", before[0]["batch_id"], "--by", "窓口係")
    assert withdrawn.code == 0, withdrawn.err
    copy = filled.folder / "copy.duckdb"
    backed_up = shared("backup", str(copy), "--lang", "en")
    assert "Drafts are not in this backup" in backed_up.err
    assert shared("restore", str(copy)).code == 1
    assert filled.run("--database", str(copy), "batches").json == shared("batches").json
    away = told(filled.run("--database", f"postgresql://me:{SECRET}@127.0.0.1:1/x", "batches"))
    assert (away.code, away.out) == (3, "")
    assert filled.run("--database", f"postgresql://me:{SECRET}@[x/x", "batches").code == 2
