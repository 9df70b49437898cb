"""Every file of every folder of the shared collection of bad input, each with its outcome.

Files as offices send them have a table of their own (`office/expected.json`), held by
`test_office_files` and, where they are workbooks, by `files/test_office_workbooks`.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

from tests.intake.conftest import Reads
from yamato_dx.root import ROOT

BADINPUT: Final = ROOT.parent / "shared" / "badinput"
MEGABYTES, SECONDS = 600, 10
# Tables of something else than our KPIs: read as tables, and then nothing in them is known.
NO_REPORT: Final = "refuse layout_unknown"
NO_KPIS: Final = "refuse names_of_no_kpi"
OUTCOMES: Final = {
    "README.md": NO_REPORT,
    **dict.fromkeys(("blns/blns.json", "blns/blns.txt"), NO_REPORT),
    "csv-injection/payloadbox/csv-payload.txt": NO_REPORT,
    **{
        f"csv-spectrum/{kind}s/{name}.{kind}".replace("jsons", "json"): NO_REPORT
        for kind in ("csv", "json")
        for name in (
            *("comma_in_quotes", "empty", "empty_crlf", "escaped_quotes", "json", "newlines"),
            *("location_coordinates", "newlines_crlf", "quotes_and_newlines", "simple"),
            "simple_crlf",
        )
    },
    # Its one sign beyond ASCII is «ʤ», of which CP932 makes katakana.
    "csv-spectrum/csvs/utf8.csv": "ask encoding_unclear",
    "csv-spectrum/json/utf8.json": "ask encoding_unclear",
    "excel_bombs/billion_laughs.xlsx": "refuse workbook_suspicious",
    "excel_bombs/csv_named.xlsx": NO_REPORT,
    "excel_bombs/formula_cached_injection.xlsx": NO_REPORT,
    "excel_bombs/html_named.xls": "refuse file_web_page",
    "excel_bombs/huge_dimension_sparse.xlsx": "refuse workbook_too_large",
    "excel_bombs/ok.xlsx": NO_REPORT,
    "excel_bombs/rows_4M_cells.xlsx": "refuse workbook_too_large",
    "excel_bombs/xxe_file.xlsx": "refuse workbook_suspicious",
    "excel_bombs/zipbomb_sharedstring_300MB.xlsx": "refuse workbook_too_large",
    "jp/cp932_0x5c_trailing.csv": NO_REPORT,
    "jp/cp932_truncated_multibyte.csv": "refuse encoding_broken",
    "jp/enc_euc-jp.csv": "refuse encoding_euc",
    "jp/enc_euc_jis_2004.csv": "refuse encoding_euc",
    "jp/enc_iso2022_jp.csv": "refuse encoding_iso2022",
    "jp/enc_shift_jisx0213.csv": "refuse encoding_broken",
    **{
        f"jp/{name}": NO_KPIS
        for name in (
            *("enc_cp932.csv", "enc_utf-16-le.csv", "enc_utf-16.csv", "enc_utf-8-sig.csv"),
            *("enc_utf-8.csv", "excel_unicode_text_utf16le_bom.txt", "utf8_bom_twice.csv"),
            *("strict_shift_jis_plain.csv", "utf8_nfd_dakuten.csv"),
        )
    },
    "jp/era_cases.csv": NO_REPORT,
    "jp/expected.json": NO_REPORT,
    "jp/nul_bytes.csv": "refuse nul_bytes",
    "jp/numbers_cases.csv": NO_REPORT,
    "jp/utf8_with_cp932_row_mixed.csv": "refuse encoding_mixed",
}
_OFFICE: Final = "office"


def files() -> list[Path]:
    return [path for path in sorted(BADINPUT.rglob("*")) if path.is_file()]


def name_of(path: Path) -> str:
    return path.relative_to(BADINPUT).as_posix()


def need_the_collection() -> None:
    if not BADINPUT.exists():
        pytest.skip("the shared collection of awkward input is not beside the repository")


def test_each_file_has_its_outcome() -> None:
    need_the_collection()
    office = json.loads((BADINPUT / _OFFICE / "expected.json").read_text("utf-8"))
    tables = {f"{_OFFICE}/{name}" for name in office if name} | {f"{_OFFICE}/expected.json"}
    plan = f"{_OFFICE}/plan/"  # a plan folder that some of them are read against
    names = {name_of(path) for path in files() if not name_of(path).startswith(plan)}
    assert names - tables == set(OUTCOMES)


@pytest.mark.parametrize("name", OUTCOMES)
def test_outcome(reads: Reads, name: str) -> None:
    need_the_collection()
    reading = reads.data((BADINPUT / name).read_bytes())
    assert reading.values.empty
    (problem,) = reading.problems
    assert f"{problem.severity} {problem.code}" == OUTCOMES[name]
    for lang in ("ja", "en"):
        assert "\n" not in problem.sentence(lang) + problem.mend(lang)


# Tells the most memory that it, or its own child, took: kilobytes. Its own from /proc: what the
# system counts as used by a process begins with what the one that started it used.
READING: Final = """
import re, resource, sys
from yamato_dx.intake.files.reading import read_document
read_document(open(sys.argv[1], "rb").read())
own = int(re.search("VmHWM:\\s+(\\d+)", open("/proc/self/status").read())[1])
print(max(own, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss))
"""


@pytest.mark.prove
def test_no_file_takes_much_memory_or_time() -> None:
    """Each in a process of its own, whose own child is counted too: by its processor's time, which
    is the same whatever else the machine does."""
    need_the_collection()
    for path in files():
        began = processor_seconds()
        done = subprocess.run(
            [sys.executable, "-c", READING, str(path)], capture_output=True, check=False, cwd=ROOT
        )
        assert (done.returncode, done.stderr) == (0, b""), path
        assert processor_seconds() - began < SECONDS, path
        assert int(done.stdout) < MEGABYTES * 1024, path


def processor_seconds() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime
