"""What one visit sees of a draft that several people fill in, and what of it is its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from yamato_dx.acts.drafting import Draft, DraftFile, taken_up


@dataclass
class Sheet:
    """Cells and files as shown; `seen`: the draft when it was looked at last.

    `own`: names of cells and keys of files that this visit put there; they stay for this reader
    where a colleague sent or dropped them. `untold`: cells that the draft has not taken yet.
    """

    cells: dict[str, str] = field(default_factory=dict)
    files: dict[tuple[str, str], DraftFile] = field(default_factory=dict)
    seen: Draft = field(default_factory=Draft)
    own: set[str | tuple[str, str]] = field(default_factory=set)
    untold: dict[str, str | None] = field(default_factory=dict)

    def note(self, told: Mapping[str, str | None]) -> None:
        """What the reader typed; None: as it was at the start."""
        self.untold |= told
        for name, words in told.items():
            if words is None:
                self.cells.pop(name, None)
                self.own.discard(name)
            else:
                self.cells[name] = words
                self.own.add(name)

    def note_files(self, draft: Draft) -> None:
        """Of a draft into which the reader just put a file."""
        self.own |= {one.key for one in draft.files if one.key not in self.files}

    def look(self, draft: Draft | None) -> bool:
        """Take up what colleagues changed since this visit looked last; whether anything was.

        A draft that somebody dropped takes nothing from those who are filling it in; nor does one
        that has not taken yet what was typed here.
        """
        if draft is None or self.untold:
            return False
        cells, files = self.cells, self.files
        seen, now = ({one.key: one for one in each.files} for each in (self.seen, draft))
        self.cells = taken_up(cells, self.seen.cells, draft.cells, self.own)
        self.files = taken_up(files, seen, now, self.own)
        # What a colleague typed over it is not this visit's any more.
        self.own -= {name for name, words in self.cells.items() if cells.get(name) != words}
        self.seen = draft
        return (cells, files) != (self.cells, self.files)
