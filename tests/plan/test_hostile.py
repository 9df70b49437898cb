"""No file, however broken, stops the reading: it gives faults with lines."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.proving import examples
from yamato_dx.i18n import LANGUAGES
from yamato_dx.plan.folder.reading import read_plan
from yamato_dx.root import ROOT

YAMATO = ROOT / "data" / "plans" / "yamato" / "2.0"
FILES = {path.name: path.read_text(encoding="utf-8") for path in YAMATO.glob("*.yaml")}


def written(folder: Path, files: dict[str, str]) -> Path:
    for name, content in files.items():
        (folder / name).write_text(content, encoding="utf-8", newline="\n")
    return folder


SCRAMBLES = {
    "drop": lambda _line: "",
    "twice": lambda line: f"{line}\n{line}",
    "in": lambda line: f"  {line}",
    "out": lambda line: line[2:],
    "blank": lambda line: line.split(":")[0] + ":",
    "cut": lambda line: line[: len(line) // 2],
    "list": lambda line: f"- {line}",
    "colon": lambda line: f"{line}: x",
    "quote": lambda line: f'{line}"',
}


@examples(80)
@given(
    file=st.sampled_from(sorted(FILES)),
    spots=st.lists(st.floats(0, 0.999), min_size=1, max_size=4),
    how=st.sampled_from(sorted(SCRAMBLES)),
)
def test_a_scrambled_plan_gives_faults_with_sentences(
    tmp_path: Path, file: str, spots: list[float], how: str
) -> None:
    lines = FILES[file].split("\n")
    for spot in spots:
        number = int(spot * len(lines))
        lines[number] = SCRAMBLES[how](lines[number])
    reading = read_plan(written(tmp_path, FILES | {file: "\n".join(lines)}))
    assert (reading.plan is None) == bool(reading.faults)
    for fault in reading.faults:
        assert fault.line is None or 1 <= fault.line <= len(lines) * 2 + 1
        assert all(fault.sentence(lang) and fault.mend(lang) for lang in LANGUAGES)


def _first_of_each_field(content: str) -> list[int]:
    """The lines on which a field stands for the first time."""
    names = [line.split(":")[0].strip(" -") if ":" in line else "" for line in content.split("\n")]
    return [place for place, name in enumerate(names) if name and names.index(name) == place]


@pytest.mark.parametrize(
    ("file", "place"),
    [
        (file, place)
        for file in ("kpis.yaml", "plan.yaml")
        for place in _first_of_each_field(FILES[file])
    ],
)
def test_a_plan_with_an_empty_field_is_read_or_faulty(
    tmp_path: Path, file: str, place: int
) -> None:
    lines = FILES[file].split("\n")
    lines[place] = SCRAMBLES["blank"](lines[place])
    reading = read_plan(written(tmp_path, FILES | {file: "\n".join(lines)}))
    assert (reading.plan is None) == bool(reading.faults)


LAUGHS = "a: &a [x,x]\n" + "".join(
    f"{chr(98 + n)}: &{chr(98 + n)} [*{chr(97 + n)},*{chr(97 + n)}]\n" for n in range(20)
)


@pytest.mark.parametrize(
    ("code", "content"),
    [
        ("alias", LAUGHS),  # a billion laughs would fill the memory
        ("too_deep", "kpis: " + "[" * 500_000),  # would overflow a recursive reader
        ("too_deep", "kpis: " + "{a: " * 300_000),
        ("bad_syntax", "kpis: " + "]" * 500_000),
        ("tag", "kpis: !!python/object/apply:os.system [ls]"),
        ("expected_mapping", "kpis:\n" + "- x\n" * 1),
    ],
    ids=["laughs", "deep list", "deep mapping", "closing", "tag", "words"],
)
def test_what_would_grow_or_run_is_refused(tmp_path: Path, code: str, content: str) -> None:
    faults = read_plan(written(tmp_path, FILES | {"kpis.yaml": content})).faults
    assert {one.code for one in faults} - {"none_listed", "unknown_kpi"} == {code}
