"""A grade that a file has beside a figure: what the section says of it. It is kept in the figure's
note, and read from there again."""

from __future__ import annotations

from typing import Final

from yamato_dx.lettering import is_blank

# As we write it in a note, whatever the file's heading is.
HEAD: Final = "自己評価: "
BETWEEN: Final = " / "
# More is no grade but a sentence; it stays in the note alone.
LONGEST: Final = 20


def with_grade(note: str | None, grade: str | None) -> str | None:
    """The note with the grade at its end; either may be missing."""
    if grade is None or is_blank(grade):
        return note
    words = f"{HEAD}{grade.strip()}"
    return words if note is None or is_blank(note) else f"{note}{BETWEEN}{words}"


def grade_in(note: str) -> str:
    """The grade that a note ends with; «» where it has none."""
    last = note.rpartition(BETWEEN)[2]
    grade = last.removeprefix(HEAD).strip() if last.startswith(HEAD) else ""
    return grade if len(grade) <= LONGEST else ""
