"""What the documents point at is there."""

from __future__ import annotations

import importlib
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from tests.docs.reading import DOCUMENTS, ROOT, blocks, name_of, prose, text_of

LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
QUOTED = re.compile(r"`([^`\n]+)`")
# Paths that the program makes, not the repository.
MADE = ("var/", "backups/", ".venv/")
ROOMS = (
    "acts",
    "assessment",
    "cli",
    "i18n",
    "intake",
    "output",
    "plan",
    "population",
    "queries",
    "store",
    "ui",
    "web",
)
FACES = (ROOT / "README.md", ROOT / "README.ja.md")


def anchors(document: Path) -> set[str]:
    kept = (re.sub(r"[^\w\- ]", "", title.lower()) for title in HEADING.findall(prose(document)))
    return {title.strip().replace(" ", "-") for title in kept}


def broken(document: Path) -> Iterator[str]:
    for link in LINK.findall(prose(document)):
        if ":" in link:
            yield f"{link}: leads out of the repository"
            continue
        path, _, anchor = link.partition("#")
        target = (document.parent / path).resolve() if path else document
        if not target.exists():
            yield f"{link}: no such file"
        elif anchor and anchor not in anchors(target):
            yield f"{link}: no such heading"


@pytest.mark.parametrize("document", DOCUMENTS, ids=name_of)
def test_links_resolve(document: Path) -> None:
    assert list(broken(document)) == []


def quoted(document: Path) -> list[str]:
    return QUOTED.findall(prose(document))


@pytest.mark.parametrize("document", DOCUMENTS, ids=name_of)
def test_paths_are_in_the_repository(document: Path) -> None:
    folders = {path.name for path in ROOT.iterdir() if path.is_dir()}
    paths = [one for one in quoted(document) if "/" in one and one.split("/")[0] in folders]
    # «data/plans/<plan>/» and «data/plans/自治体名/» stand for any name.
    named = [
        one for one in paths if not one.startswith(MADE) and re.fullmatch(r"[\w./*-]+", one, re.A)
    ]
    missing = [one for one in named if not any(ROOT.glob(one.rstrip("/")))]
    assert missing == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=name_of)
def test_names_of_code_exist(document: Path) -> None:
    names = [
        one
        for one in quoted(document)
        if re.fullmatch(r"[a-z_0-9]+(\.\w+)+", one) and one.split(".")[0] in ROOMS
    ]
    assert [one for one in names if not is_code(one)] == []


def is_code(name: str) -> bool:
    """«store.record.Record.close»: module by module, then attribute by attribute."""
    parts = name.split(".")
    if parts[-1] in ("py", "yaml", "csv", "xlsx"):
        return True
    found = importlib.import_module("yamato_dx")
    for part in parts:
        if not hasattr(found, part):
            try:
                importlib.import_module(f"{found.__name__}.{part}")
            except (ImportError, AttributeError):
                return False
        found = getattr(found, part)
    return True


def test_each_target_of_make_exists() -> None:
    known = set(re.findall(r"^([a-z]+):", text_of(ROOT / "Makefile"), re.MULTILINE))
    named = {
        (name_of(document), target)
        for document in DOCUMENTS
        for target in re.findall(r"`make ([a-z]+)`", text_of(document))
    }
    assert named
    assert {(document, target) for document, target in named if target not in known} == set()


@pytest.mark.parametrize("face", FACES, ids=name_of)
def test_the_face_opens_with_a_picture_of_the_overview(face: Path) -> None:
    head, _, _ = text_of(face).partition("\n## ")
    shown = re.search(r"!\[([^\]]+)\]\((docs/images/overview\.png)\)", head)
    assert shown, "a screenshot comes before the first heading"
    assert len(shown[1]) > 60, "the picture says what is on it"
    picture = ROOT / shown[2]
    assert picture.stat().st_size < 200_000
    with Image.open(picture) as image:
        assert image.size == (1280, 720)


def test_both_faces_have_the_same_parts() -> None:
    english, japanese = (len(HEADING.findall(prose(face))) for face in FACES)
    assert english == japanese
    commands = [[block.text for block in blocks(face)] for face in FACES]
    assert commands[0] == commands[1]


def test_each_library_has_its_reason() -> None:
    """Decision 2: in its table, or below it among those for testing."""
    _, _, below = text_of(ROOT / "docs" / "decisions.md").partition("## 2. ")
    decision, _, _ = below.partition("\n## 3. ")
    wanted = [
        re.split(r"[=\[]", line)[0]
        for name in ("requirements.in", "requirements-dev.in")
        for line in text_of(ROOT / name).splitlines()
        if re.match(r"\w", line) and "stubs" not in line and not line.startswith("types-")
    ]
    assert len(wanted) > 20
    assert [one for one in wanted if not re.search(rf"\b{one}\b", decision, re.I)] == []


def test_the_newest_change_is_this_version() -> None:
    project = tomllib.loads(text_of(ROOT / "pyproject.toml"))["project"]
    entry = re.search(r"^## (\S+) \(\d{4}-\d\d-\d\d\)$", text_of(ROOT / "CHANGELOG.md"), re.M)
    assert entry
    assert entry[1] == project["version"]


@pytest.mark.parametrize("document", DOCUMENTS, ids=name_of)
def test_no_machine_is_named(document: Path) -> None:
    assert re.findall(r"/(?:home|root|tmp|work|usr|Users)/\S*", text_of(document)) == []
