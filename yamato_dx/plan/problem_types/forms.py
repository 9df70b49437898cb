"""How the examples of a plan's faults are written down.

Each has a good one, in which nothing is wrong, and a bad one, which differs from it in one place.
"""

from __future__ import annotations

from dataclasses import replace

from yamato_dx.problem_types import Example, ProblemType

# Signs that nobody would see, as the examples show them.
TAB, CONTROL = "⇥", "␋"


def in_file(
    code: str, file: str, bad: str, good: str, *, beside: tuple[str, str] | None = None
) -> ProblemType:
    """A few lines of a file, under its name. `beside`: a file and the lines in it that the value
    is held against."""
    head = f"# {file}\n"
    if beside:
        other = f"# {beside[0]}\n" if beside[0] != file else head
        head = f"{other}{beside[1]}\n" + ("" if beside[0] == file else head)
    return in_lines(code, head + bad, head + good)


def in_lines(code: str, bad: str, good: str) -> ProblemType:
    """Lines as they are, such as the names of files."""
    spoilt, right = (Example(f"{lines}\n", is_table=False) for lines in (bad, good))
    return _refused(code, spoilt, right)


def in_cells(code: str, bad: str, good: str) -> ProblemType:
    """The cells that matter, under the codes or names of their columns; commas part them."""
    return _refused(code, Example(bad), Example(good))


def in_words(code: str) -> ProblemType:
    """Examples that differ with the language, such as the titles of sheets."""
    return _refused(code)


def _refused(code: str, bad: Example | None = None, good: Example | None = None) -> ProblemType:
    """Nothing is taken over of a plan with a fault, so every fault is of the gravest kind."""
    return ProblemType(code, ("refuse",), bad, good)


def noted(kind: ProblemType) -> ProblemType:
    """The same as what is worth knowing and stops nothing."""
    return replace(kind, severities=("note",))
