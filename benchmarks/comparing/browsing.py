"""Each page as a reader sees it: its DOM, its picture, its charts, the files that it hands out."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from playwright.sync_api import BrowserContext, Error, sync_playwright

from benchmarks.comparing.checkout import Checkout
from benchmarks.comparing.looking import Look, NeverQuiet
from benchmarks.comparing.places import FIRST_PAGE, SOME_SCREENS, Place, looks, saved_places
from benchmarks.comparing.records import ASKED_ABOUT, NO_PLAN, Made
from tests.browser.chromium import ADVICE, find_browser

# One way of drawing letters and lines, whatever the machine has; nothing leaves on its own.
FLAGS: Final = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-lcd-text",
    "--font-render-hinting=none",
    "--force-device-scale-factor=1",
)
# What was refused or never came to rest; the end of a run tells of each.
FAILED: Final = ".failed.txt"
# Made at random, or by the clock of the wire.
OWN_HEADERS: Final = frozenset({"date", "set-cookie"})
ASKED_BY_WIRE: Final = ("/favicon.svg", "/_stcore/health", "/nowhere.txt")


@dataclass(frozen=True)
class Collecting:
    """`work`: the records, and files beside them. `moved`: pages that this checkout has at
    another address than the one that names them."""

    checkout: Checkout
    work: Path
    target: Path
    pages: Sequence[str]
    moved: Mapping[str, str]


def collect_pages(asked: Collecting) -> None:
    """Every page of every record, and the page of a server that has no plan yet."""
    with browser(asked.work / "profile") as reader:
        look = Look(reader)
        for record in (*ASKED_ABOUT, NO_PLAN):
            with serving(asked, record) as address:
                collect_record(asked, look, record, address)
            log = asked.work / f"{record.name}.charts"
            write_charts(log, asked.target / record.name / "charts", asked.moved)


@contextmanager
def browser(profile: Path) -> Iterator[BrowserContext]:
    """It keeps what it has fetched and compiled once, as an office's does."""
    path = find_browser()
    assert path, ADVICE
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch_persistent_context(
            profile,
            executable_path=path,
            args=list(FLAGS),
            locale="ja-JP",
            timezone_id="Asia/Tokyo",
            reduced_motion="reduce",
        )
        yield launched
        launched.close()


@contextmanager
def serving(asked: Collecting, record: Made) -> Iterator[str]:
    charts = asked.work / f"{record.name}.charts"
    charts.touch()
    words, moment = record.serve(asked.work), record.moment(18, 30)
    with asked.checkout.serving(words, moment, charts) as address:
        yield address


def collect_record(asked: Collecting, look: Look, record: Made, address: str) -> None:
    pages = asked.pages
    target = asked.target / record.name
    write_answers(address, [Place(page).address("ja", asked.moved) for page in pages], target)
    for place, lang, width in looks(record, pages):
        name = target / f"{place.name}.{lang}.{width}"
        with failing_into(look, name):
            look.open(f"{address}{place.address(lang, asked.moved)}", width)
            if place.upload:
                look.choose(asked.work / place.upload)
            look.take(name, is_opened=(lang, width) in SOME_SCREENS)
    for place, lang in saved_places(record, pages):
        name = target / "saved" / f"{place.name}.{lang}"
        with failing_into(look, name):
            look.open(f"{address}{place.address(lang, asked.moved)}")
            look.save_all(name)


@contextmanager
def failing_into(look: Look, name: Path) -> Iterator[None]:
    """One page that cannot be taken does not cost all others, unless the browser is gone."""
    try:
        yield
    except (Error, NeverQuiet) as error:
        if look.is_gone():
            raise
        name.parent.mkdir(parents=True, exist_ok=True)
        told = f"{type(error).__name__}: {error}"
        name.with_name(f"{name.name}{FAILED}").write_text(told, encoding="utf-8")
        sys.stderr.write(f"{name.name} could not be taken: {told}\n")


def write_answers(address: str, paths: Sequence[str], target: Path) -> None:
    """What the server answers without a browser: status, headers, frame of each page."""
    target.mkdir(parents=True, exist_ok=True)
    told = [_answer(address, path, {}) for path in (*paths, "/?lang=en", *ASKED_BY_WIRE)]
    told.append(_answer(address, "/", {"Host": "elsewhere.example"}))
    told.append(_answer(address, "/_stcore/health", {"Origin": "http://elsewhere.example"}))
    (target / "http.txt").write_text("\n".join(told), encoding="utf-8")


def _answer(address: str, path: str, headers: Mapping[str, str]) -> str:
    """A refusal is an answer too."""
    try:
        answer = urlopen(Request(f"{address}{path}", headers=dict(headers)))
    except HTTPError as refused:
        answer = refused
    with answer:
        told = [f"{name}: {value}" for name, value in answer.headers.items()]
        kept = [one for one in told if one.partition(":")[0].lower() not in OWN_HEADERS]
        body = answer.read().decode("utf-8")
    return "\n".join([f"=== {path} {dict(headers)} → {answer.status}", *kept, body])


def write_charts(log: Path, target: Path, moved: Mapping[str, str]) -> None:
    """The specifications of each address, each once, in the order in which they were drawn: one
    file each, named as `Place` names the page."""
    old_names = {new: old for old, new in moved.items()}
    charts: dict[str, list[object]] = {}
    for line in log.read_text(encoding="utf-8").splitlines():
        one = json.loads(line)
        page = urlsplit(one["address"]).path.strip("/")
        place = Place(old_names.get(page, page) or FIRST_PAGE, one["query"])
        drawn = charts.setdefault(place.name, [])
        if one["spec"] not in drawn:
            drawn.append(one["spec"])
    target.mkdir(parents=True, exist_ok=True)
    for name, drawn in charts.items():
        told = json.dumps(drawn, ensure_ascii=False, indent=1)
        (target / f"{name}.json").write_text(told, encoding="utf-8")
