"""What every page ends with: the stylesheets of all screens, and words that the browser needs."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Final

from yamato_dx.i18n import LANGUAGES, catalogue
from yamato_dx.root import ROOT
from yamato_dx.ui.frame.templates import render

STYLES: Final = ROOT / "yamato_dx" / "ui" / "styles"
# Of two equally strong rules the later holds: what all screens share comes first.
FRAME: Final = STYLES / "frame.css"

# What the framework writes into the page, in English whatever the page's language, and our message
# for it. `ui/assets/words.js` puts one in the place of the other.
FRAMEWORK_WORDS: Final[Mapping[str, str]] = {
    "Skip to main content": "frame.framework.skip",
    "App pages": "frame.framework.pages",
    "Open": "frame.framework.open",
    "Close": "frame.framework.close",
    "Choose an option": "frame.framework.choose",
    "Selectbox options": "frame.framework.options",
    "{count} options available.": "frame.framework.available",
    "{count} option available.": "frame.framework.available",
    "{option}, selected": "frame.framework.chosen",
    "Dismiss": "frame.framework.close",
    "No results": "frame.framework.no_results",
    "Clear value": "frame.framework.clear",
    "Increment": "frame.framework.more",
    "Decrement": "frame.framework.less",
    "Running...": "frame.framework.running",
    # The file box.
    "Upload": "reports.sending.browse",
    "Add files": "reports.sending.browse",
    "file upload": "reports.sending.browse",
    "64MB per file": "reports.sending.limit",
    "Drag and drop a file here": "reports.sending.limit",
    "Drag and drop files here": "reports.sending.limit",
    "add icon": "reports.sending.browse",
    "Remove {name}": "frame.framework.remove",
    "AxiosError: {what}": "web.upload.not_received",
    "{type} files are not allowed.": "web.upload.not_received",
    # What stands below a field that was changed.
    "Press Enter to apply": "frame.framework.enter",
    "Press Ctrl+Enter to apply": "frame.framework.ctrl_enter",
    "Press ⌘+Enter to apply": "frame.framework.ctrl_enter",
    "Press Enter to submit form": "frame.framework.enter_form",
    "Press Ctrl+Enter to submit form": "frame.framework.ctrl_enter_form",
    "Press ⌘+Enter to submit form": "frame.framework.ctrl_enter_form",
    # The calendar.
    "Choose date": "frame.framework.date",
    "Selected Date: {day}": "frame.framework.selected",
    "Clear date": "frame.framework.clear",
    "Previous month": "frame.framework.month_before",
    "Next month": "frame.framework.month_after",
    "Use arrow keys to navigate dates. Enter to select. Escape to close.": "frame.framework.arrows",
    # The grid of cells: the menu of a column, its search (Ctrl+F).
    "Dataframe column menu": "frame.framework.grid.menu",
    "Copy column name": "frame.framework.grid.copy",
    "Sort ascending": "frame.framework.grid.ascending",
    "Sort descending": "frame.framework.grid.descending",
    "Statistics": "frame.framework.grid.statistics",
    "Format": "frame.framework.grid.format",
    "Autosize": "frame.framework.grid.fit",
    "Pin column": "frame.framework.grid.pin",
    "Unpin column": "frame.framework.grid.unpin",
    "Hide column": "frame.framework.grid.hide",
    "Select all": "frame.framework.grid.all",
    "Type to search": "frame.framework.grid.type",
    "Previous Result": "frame.framework.grid.before",
    "Next Result": "frame.framework.grid.after",
    "Close Search": "frame.framework.grid.end",
    "{place} of {count} results": "frame.framework.grid.place",
    "{count} results": "frame.framework.grid.results",
    "{count} result": "frame.framework.grid.results",
    # The connection to the server is broken.
    "Connection error": "frame.framework.lost",
    "Streamlit server is not responding. Are you connected to the internet?": (
        "frame.framework.lost.note"
    ),
    "Is Streamlit still running? If you accidentally stopped Streamlit, just restart it in your "
    "terminal:": "frame.framework.lost.note",
    "Connection timed out.": "frame.framework.lost.note",
    "Connection failed with status {status}": "frame.framework.lost.note",
    "Unknown error": "frame.framework.lost.note",
    "Connection lost. Please wait for the app to reconnect, then try again.": (
        "frame.framework.lost.note"
    ),
}


@cache
def stylesheet() -> str:
    nouns = sorted(path for path in STYLES.glob("*.css") if path != FRAME)
    return "\n".join(path.read_text(encoding="utf-8") for path in (FRAME, *nouns))


@cache
def page_foot() -> str:
    """As elements of the page they would cost two thirds of an empty page at every run. In every
    language: a reader changes it without loading the page again."""
    refusals = "".join(render("file_box_refusal", lang) for lang in LANGUAGES)
    words = {
        lang: {word: catalogue(lang)[message] for word, message in FRAMEWORK_WORDS.items()}
        for lang in LANGUAGES
    }
    return f"<style>{stylesheet()}</style>{refusals}{render('framework_words', 'ja', words=words)}"
