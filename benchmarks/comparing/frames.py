"""What the command line says of each record: every answer, every file that it writes."""

from __future__ import annotations

import json
import re
import shutil
from itertools import product
from pathlib import Path
from typing import Final

from benchmarks.comparing.checkout import Checkout, Command
from benchmarks.comparing.records import ASKED_ABOUT, EMPTY, RECORDS, Made, write_tables

LANGUAGES: Final = ("ja", "en")
TABLES: Final = ("assessment", "actuals", "targets", "work-items", "population")
ENDINGS: Final = ("csv", "xlsx", "parquet")
COMMANDS: Final = (
    ("serve",),
    ("import",),
    ("export",),
    ("batches",),
    ("withdraw",),
    ("assess",),
    ("open-questions",),
    ("decide",),
    ("backup",),
    ("restore",),
    ("record",),
    ("record", "accept"),
    ("plan",),
    ("plan", "check"),
    ("plan", "load"),
    ("plan", "export"),
    ("plan", "template"),
)
REFUSED: Final = (
    ("assess", "--on", "yesterday"),
    ("assess", "--as-of", "9999-12-31T23:00Z"),
    ("export", "targets", "targets.txt"),
    ("serve", "--port", "70000"),
    ("serve", "--host", "192.0.2.7"),
    ("withdraw", "R8-0099"),
    ("import", "nowhere.csv"),
    ("plan", "check", "nowhere"),
    ("nonsense",),
)


def collect_frames(checkout: Checkout, work: Path, target: Path) -> None:
    """All of it into `target`, one folder for each record."""
    for record in RECORDS:
        write_tables(record.path(work), target / record.name / "tables")
    checkout.run(general(work), target / "general")
    for record in ASKED_ABOUT:
        folder = target / record.name
        checkout.run(questions(record, work), folder / "answers")
        listed = (folder / "answers" / "open-questions.json.ja.txt").read_text("utf-8")
        checkout.run(suppositions(record, work, listed), folder / "supposed")
        written = work / "written"
        written.mkdir()
        checkout.run(exports(record, work, written), folder / "exported")
        shutil.move(written, folder / "files")


def general(work: Path) -> list[Command]:
    """Help of every command, and what is refused before any record is asked."""
    told = {f"help-{'-'.join(words)}": (*words, "--help") for words in ((), *COMMANDS)}
    refused = {
        f"refused-{number}-{lang}": (
            *EMPTY.options(work),
            *words,
            *(("--lang", lang) * bool(words)),
        )
        for (number, words), lang in product(enumerate(REFUSED), LANGUAGES)
    }
    return [
        Command(name, EMPTY.moment(17), tuple(words)) for name, words in (told | refused).items()
    ]


def questions(record: Made, work: Path) -> list[Command]:
    asked = {
        "assess": ("assess", "--on", record.on),
        "assess-before": ("assess", "--as-of", record.moment(9, 5), "--on", record.on),
        "open-questions": ("open-questions", "--on", record.on),
        "batches": ("batches",),
        "batches-before": ("batches", "--as-of", record.moment(9, 5)),
    }
    return [
        _command(record, work, f"{name}.{shape}.{lang}", *words, "--format", shape, "--lang", lang)
        for (name, words), shape, lang in product(asked.items(), ("json", "table"), LANGUAGES)
    ]


def suppositions(record: Made, work: Path, listed: str) -> list[Command]:
    """Each answer to each open question, as `open-questions` has `listed` them."""
    found = re.search(r"^\[.*?^\]$", listed, re.DOTALL | re.MULTILINE)
    assert found, f"no list of questions in {listed[:200]}"
    return [
        _command(
            record,
            work,
            f"{one['question_id']}-{candidate}",
            *("assess", "--on", record.on, "--lang", "en", "--number", "4"),
            *("--suppose", f"{one['question_id']}={candidate}"),
        )
        for one in json.loads(found.group())
        for candidate in one["candidates"]
    ]


def exports(record: Made, work: Path, folder: Path) -> list[Command]:
    """Every table in every format, and the plan as a workbook, into `folder`: one path for both
    checkouts, since the answers name it."""
    tables = [
        _command(record, work, name, "export", table, str(folder / name), *words)
        for table, ending, lang, headings in product(TABLES, ENDINGS, LANGUAGES, ("words", "code"))
        for name in [f"{table}.{lang}.{headings}.{ending}"]
        for words in [("--headings", headings, "--on", record.on, "--lang", lang)]
    ]
    books = [
        _command(record, work, name, "plan", verb, str(folder / name), "--lang", lang)
        for verb, lang in product(("export", "template"), LANGUAGES)
        for name in [f"plan-{verb}.{lang}.xlsx"]
    ]
    return [*tables, *books]


def _command(record: Made, work: Path, name: str, *words: str) -> Command:
    return Command(name, record.moment(18), (*record.options(work), *words))
