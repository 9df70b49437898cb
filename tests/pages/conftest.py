from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Final

import pytest
from streamlit.runtime.uploaded_file_manager import UploadedFileRec
from streamlit.testing.v1 import local_script_runner

from tests.conftest import Begun
from tests.pages.visiting import ON, Visit
from tests.proving import one_language_each
from yamato_dx.acts.opening import Place, open_record
from yamato_dx.root import ROOT
from yamato_dx.store.record import Record
from yamato_dx.ui.frame import chrome, screen
from yamato_dx.web.callers import Caller
from yamato_dx.web.limits import Limits
from yamato_dx.web.uploads import TooMuch, Uploads

MINATO: Final = ROOT / "tests" / "towns" / "minato"
TOWNS: Final = {"empty": Place(), "sample": Place(is_sample=True), "minato": Place(MINATO)}
# The second year of its plan is under way.
MINATOS_ON: Final = date(2027, 1, 15)
Visitor = Callable[..., Visit]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = ROOT / "tests" / "pages"
    one_language_each(item for item in items if here in item.path.parents)


class Boxes(Uploads):
    """The dashboard's store of files, into which AppTest lays one without a request, at every
    run anew."""

    def add_file(self, session_id: str, file: UploadedFileRec) -> None:
        if self.get_files(session_id, [file.file_id]):
            return
        self.take_missed(session_id)
        try:
            super().add_file(session_id, file)  # pasted into the page, which made room for it
        except TooMuch:
            with self.coming(session_id, file.file_id, len(file.data)):
                super().add_file(session_id, file)


@pytest.fixture(autouse=True)
def boxes(monkeypatch: pytest.MonkeyPatch) -> None:
    """One for all runs of a test, as a server has one."""
    kept = Boxes(Limits())
    monkeypatch.setattr(local_script_runner, "MemoryUploadedFileManager", lambda _endpoint: kept)


@pytest.fixture(autouse=True)
def reader_at_the_server(monkeypatch: pytest.MonkeyPatch) -> None:
    """AppTest has no connection that could say from where its reader comes."""
    for module in (screen, chrome):
        monkeypatch.setattr(module, "caller_here", lambda: Caller(is_at_server=True))


@pytest.fixture(scope="session")
def towns(tmp_path_factory: pytest.TempPathFactory, begun: Begun) -> Iterator[dict[str, Record]]:
    """Open records, for reading only."""
    opened: dict[str, Record] = {}
    yield opened
    for record in opened.values():
        record.close()


@pytest.fixture
def visit(
    towns: dict[str, Record], tmp_path_factory: pytest.TempPathFactory, begun: Begun
) -> Visitor:
    """A reader of one of the `TOWNS`; nothing is sent or entered."""

    def visited(town: str, lang: str = "ja") -> Visit:
        if town not in towns:
            path = tmp_path_factory.mktemp(town) / "record.duckdb"
            towns[town] = open_record(begun(path, TOWNS[town]))
        return Visit.of(towns[town], lang, MINATOS_ON if town == "minato" else ON)

    return visited


@pytest.fixture
def record(tmp_path: Path, begun: Begun) -> Iterator[Record]:
    """An empty record of one test's own."""
    with open_record(begun(tmp_path / "record.duckdb", Place())) as record:
        yield record
