from __future__ import annotations

import subprocess
import sys

import pytest

from yamato_dx.errors import UsageError
from yamato_dx.root import ROOT
from yamato_dx.store.postgresql.url import DatabaseUrl, record_place

SECRET = "geheim"


@pytest.mark.parametrize(
    ("written", "shown", "schema"),
    [
        (f"postgresql://me:{SECRET}@db:5432/dx", "postgresql://me@db:5432/dx", None),
        (f"postgres://me:{SECRET}@a,b:5433/dx?schema=town", "postgres://me@a,b:5433/dx?schema=town",
         "town"),
        (f"postgresql://db/dx?user=me&password={SECRET}", "postgresql://db/dx", None),
        ("postgresql://db/dx", "postgresql://db/dx", None),
    ],
)  # fmt: skip
def test_its_password_is_never_shown(written: str, shown: str, schema: str | None) -> None:
    url = DatabaseUrl.read(written)
    assert (url.shown, url.schema) == (shown, schema)
    for told in (repr(url), str(url), url.short_name, f"{url}"):
        assert SECRET not in told
    assert DatabaseUrl.read(url.told) == url


@pytest.mark.parametrize("written", [f"postgresql://me:{SECRET}@[db/dx", "postgresql://db/dx?x"])
def test_one_that_cannot_be_read_is_refused_without_repeating_it(written: str) -> None:
    with pytest.raises(UsageError) as refused:
        DatabaseUrl.read(written)
    assert SECRET not in refused.value.sentence("ja")


@pytest.mark.parametrize("schema", ["", "A", "1a", "a-b", "a b", "a" * 60, 'a"b'])
def test_a_schema_has_a_plain_name(schema: str) -> None:
    with pytest.raises(UsageError):
        DatabaseUrl.read(f"postgresql://db/dx?schema={schema}")


def test_anything_else_is_a_file() -> None:
    assert not isinstance(record_place("record.duckdb"), DatabaseUrl)
    assert isinstance(record_place("postgresql://db/dx"), DatabaseUrl)


def test_a_file_needs_no_program_of_a_database() -> None:
    looked = (
        "import sys, yamato_dx.acts.opening, yamato_dx.cli.commands\n"
        "print([name for name in sys.modules if name.startswith(('psycopg', 'adbc'))])"
    )
    told = subprocess.run(
        [sys.executable, "-c", looked], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert told.stdout.strip() == "[]"
