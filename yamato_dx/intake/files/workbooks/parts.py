"""A workbook's archive in every dialect: which sheet is where, and what is beside it."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from xml.etree.ElementTree import Element, fromstring, iterparse

from yamato_dx.intake.files.workbooks.looks import Look, Run, are_telling
from yamato_dx.intake.files.workbooks.styles import local, looks_of, runs_of

_BOOK: Final = "xl/workbook.xml"
# What tells in the bytes of the shared texts that some may be struck out, raised or white.
_TELLING: Final = (b"strike", b"vertAlign", b'FFFFFF"', b'theme="0"')


@dataclass(frozen=True)
class SheetPart:
    name: str
    part: str
    is_hidden: bool


@dataclass(frozen=True)
class Parts:
    """An archive whose document types `inspect` has refused, so that no entity can expand."""

    archive: zipfile.ZipFile

    def related(self, part: str) -> Iterator[tuple[str, str, str]]:
        """(id, the last word of the kind, part) of all that a part names."""
        folder, name = posixpath.split(part)
        relations = f"{folder}/_rels/{name}.rels"
        if relations in self.archive.namelist():
            for relation in fromstring(self.archive.read(relations)):  # noqa: S314
                target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target", "")))
                kind = relation.get("Type", "").rpartition("/")[2]
                yield relation.get("Id", ""), kind, target.lstrip("/")

    def sheets(self) -> dict[str, SheetPart]:
        """By name."""
        targets = {relation_id: part for relation_id, _, part in self.related(_BOOK)}
        book = fromstring(self.archive.read(_BOOK))  # noqa: S314
        sheets = [element for element in book.iter() if local(element) == "sheet"]
        return {
            sheet.get("name", ""): SheetPart(
                sheet.get("name", ""),
                targets.get(_relation_id(sheet), ""),
                sheet.get("state", "visible") != "visible",
            )
            for sheet in sheets
        }

    def counts_from_1904(self) -> bool:
        book = fromstring(self.archive.read(_BOOK))  # noqa: S314
        settings = [
            element.get("date1904", "0")
            for element in book.iter()
            if local(element) == "workbookPr"
        ]
        return bool(settings) and settings[0] in ("1", "true", "on")

    def looks(self) -> tuple[Look, ...]:
        """By the number that a cell's `s` names."""
        part = self.styles_part()
        return looks_of(fromstring(self.archive.read(part))) if part else (Look(),)  # noqa: S314

    def styles_part(self) -> str | None:
        return self._of_book("styles")

    def telling_texts(self) -> dict[int, tuple[Run, ...]]:
        """Shared texts of which not every run counts, by their number."""
        part = self._of_book("sharedStrings")
        if not part or not self._has_telling(part):
            return {}
        found = {}
        number = 0
        with self.archive.open(part) as file:
            for _, element in iterparse(file):  # noqa: S314
                if local(element) == "si":
                    runs = runs_of(element)
                    if are_telling(runs):
                        found[number] = runs
                    number += 1
                    element.clear()
        return found

    def _has_telling(self, part: str) -> bool:
        tail = b""
        with self.archive.open(part) as file:
            while piece := file.read(1024 * 1024):
                if any(sign in tail + piece for sign in _TELLING):
                    return True
                tail = piece[-16:]
        return False

    def comments(self, sheet: SheetPart) -> dict[str, str]:
        """Reference of a cell → what is written beside it, threads in their order."""
        parts = [(kind, part) for _, kind, part in self.related(sheet.part)]
        comments: dict[str, str] = {}
        for wanted in ("threadedComment", "comments"):
            found: dict[str, list[str]] = {}
            for kind, part in parts:
                if kind == wanted:
                    for reference, words in _comments_in(fromstring(self.archive.read(part))):  # noqa: S314
                        found.setdefault(reference, []).append(words)
            comments = {
                reference: " / ".join(words) for reference, words in found.items()
            } | comments
        return comments

    def _of_book(self, wanted: str) -> str | None:
        names = self.archive.namelist()
        return next(
            (part for _, kind, part in self.related(_BOOK) if kind == wanted and part in names),
            None,
        )


def _relation_id(element: Element) -> str:
    return next((text for name, text in element.items() if name.endswith("}id")), "")


def _comments_in(root: Element) -> Iterator[tuple[str, str]]:
    """Old comments have runs in <text>, threads their words in it."""
    for comment in root.iter():
        if local(comment) in ("comment", "threadedComment"):
            body = next((part for part in comment if local(part) == "text"), None)
            if body is not None:
                words = "".join(run.text for run in runs_of(body)) or body.text or ""
                yield comment.get("ref", ""), " ".join(words.split())
