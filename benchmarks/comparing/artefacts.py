"""Two folders of what was collected, held against each other file by file."""

from __future__ import annotations

import difflib
import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Final

import numpy as np
from PIL import Image

TEXTS: Final = frozenset({".txt", ".csv", ".json", ".svg"})
BOOKS: Final = frozenset({".xlsx", ".zip"})
PICTURES: Final = frozenset({".png"})
# The browser rounds a corner's shade up or down from one visit to the next.
UNSEEN: Final = 2  # of 255
# Letters of a line that are shown, and how many of them are equal still.
SHOWN: Final = 160
BEFORE: Final = 40


@dataclass(frozen=True)
class Compared:
    """`difference`: where the two differ, empty where they are equal. `remark`: in what they are
    equal, where it is not byte for byte."""

    name: str
    difference: str = ""
    remark: str = ""

    @property
    def group(self) -> str:
        """The folder, which has things of one kind."""
        return self.name.rpartition("/")[0]


def compare_folders(
    before: Path, after: Path, differences: Path, moved: Mapping[str, str]
) -> list[Compared]:
    """Every file of either; what differs is written into `differences` as far as it can be shown.
    Texts of both name moved pages by their old address."""
    names = sorted(
        {path.relative_to(side).as_posix() for side in (before, after) for path in files_in(side)}
    )
    return [_compare_files(name, before, after, differences, moved) for name in names]


def files_in(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def _compare_files(
    name: str, before: Path, after: Path, differences: Path, moved: Mapping[str, str]
) -> Compared:
    old, new = before / name, after / name
    for path, side in ((old, "before"), (new, "after")):
        if not path.is_file():
            return Compared(name, f"not there {side}")
    one, other = old.read_bytes(), new.read_bytes()
    if one == other:
        return Compared(name)
    target = differences / name
    target.parent.mkdir(parents=True, exist_ok=True)
    ending = old.suffix.lower()
    if ending in PICTURES:
        return Compared(name, *compare_pictures(one, other, target))
    if ending in BOOKS:
        return Compared(name, *compare_members(one, other, moved))
    if ending in TEXTS:
        return Compared(name, *compare_texts(one, other, moved, target))
    return Compared(name, f"{len(one)} and {len(other)} bytes, not the same")


def compare_texts(
    one: bytes, other: bytes, moved: Mapping[str, str], target: Path | None = None
) -> tuple[str, str]:
    """(difference, remark); all lines that differ into `target`.diff."""
    old, new = (moved_back(text.decode("utf-8", "replace"), moved) for text in (one, other))
    if old == new:
        return "", "but for addresses of moved pages"
    lines = list(difflib.unified_diff(old.splitlines(), new.splitlines(), lineterm="", n=2))
    if target:
        written = "\n".join(lines)
        target.with_name(f"{target.name}.diff").write_text(written, encoding="utf-8")
    changed = [line for line in lines[2:] if line[:1] in "+-"]
    return f"{len(changed)} lines: {_shown(_first(changed, '-'), _first(changed, '+'))}", ""


def moved_back(text: str, moved: Mapping[str, str]) -> str:
    """Addresses of moved pages as `moved` names them first."""
    for old, new in moved.items():
        text = re.sub(rf"(?<=/){re.escape(new)}(?![\w./-])", old, text)
    return text


def _first(lines: Sequence[str], sign: str) -> str:
    return next((line[1:].strip() for line in lines if line.startswith(sign)), "(nothing)")


def _shown(old: str, new: str) -> str:
    """Both from shortly before the place at which they part."""
    pairs = enumerate(zip(old, new, strict=False))
    parted = next((place for place, (one, other) in pairs if one != other), 0)
    begin = max(0, parted - BEFORE)
    return " ⇒ ".join(
        f"{'…' * bool(begin)}{line[begin : begin + SHOWN]}{'…' * (len(line) > begin + SHOWN)}"
        for line in (old, new)
    )


def compare_members(one: bytes, other: bytes, moved: Mapping[str, str]) -> tuple[str, str]:
    """(difference, remark) of two zip files whose bytes differ, as they do where a member carries
    the time of its making."""
    old, new = _members(one), _members(other)
    if set(old) != set(new):
        return f"members {', '.join(sorted(set(old) ^ set(new)))} on one side only", ""
    found = [
        f"{name}: {difference}"
        for name in old
        if old[name] != new[name]
        for difference, _ in [compare_texts(old[name], new[name], moved)]
        if difference
    ]
    return "; ".join(found), "" if found else "all members, not the bytes around them"


def _members(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(content)) as book:
        return {name: book.read(name) for name in book.namelist()}


def compare_pictures(one: bytes, other: bytes, target: Path | None = None) -> tuple[str, str]:
    """(difference, remark) by pixels; both pictures and a third with what differs in red go beside
    `target`."""
    old, new = (Image.open(BytesIO(content)).convert("RGB") for content in (one, other))
    if old.size != new.size:
        _write_pictures(target, {"before": old, "after": new})
        return f"{old.width}×{old.height} and {new.width}×{new.height} pixels", ""
    apart = np.abs(np.asarray(old, "int16") - np.asarray(new, "int16")).max(axis=2)
    unequal = apart > UNSEEN
    if not unequal.any():
        return "", f"all pixels, to {apart.max()} of 255"
    _write_pictures(target, {"before": old, "after": new, "difference": _marked(old, unequal)})
    rows, columns = np.nonzero(unequal)
    box = f"{columns.min()},{rows.min()} to {columns.max()},{rows.max()}"
    return f"{len(rows):,} of {unequal.size:,} pixels, within {box}", ""


def _marked(picture: Image.Image, unequal: np.ndarray) -> Image.Image:
    """The picture in pale grey, with those pixels in red."""
    pale = np.asarray(picture.convert("L").convert("RGB")) // 3 + 170
    pale[unequal] = (220, 0, 0)
    return Image.fromarray(pale.astype("uint8"))


def _write_pictures(target: Path | None, pictures: Mapping[str, Image.Image]) -> None:
    if target is None:
        return
    for name, picture in pictures.items():
        picture.save(target.with_name(f"{target.stem}.{name}.png"))
