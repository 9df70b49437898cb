"""What one visit sees of a draft that several people fill in, and what of it is its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from yamato_dx.acts.drafting import Draft, DraftFile, taken_up


@dataclass
class DraftSheet:
    """Cells and files as shown; `seen`: the draft when it was looked at last.

    `own`: names of cells and keys of files that this visit put there; they stay for this reader
    where a colleague sent or dropped them, not where one cleared them or took them out. `untold`:
    cells that the draft has not taken yet.
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

    def note_file(self, file: DraftFile) -> None:
        """What the reader chose, and the draft has taken."""
        self.files.setdefault(file.key, file)
        self.own.add(file.key)

    def look(self, draft: Draft | None) -> bool:
        """Take up what colleagues changed since this visit looked last; whether anything was.

        A draft that somebody dropped takes nothing from those who are filling it in; nor does one
        that has not taken yet what was typed here change their cells.
        """
        if draft is None:
            return False
        cells, files = self.cells, self.files
        self._look_at_files(draft)
        if not self.untold:
            self._look_at_cells(draft)
        self.own &= {*self.cells, *self.files}
        return (cells, files) != (self.cells, self.files)

    def _look_at_files(self, draft: Draft) -> None:
        shown = {key: file for key, file in self.files.items() if key not in draft.detached}
        seen, now = ({file.key: file for file in each.files} for each in (self.seen, draft))
        self.files = taken_up(shown, seen, now, self.own)
        self.seen = replace(self.seen, files=draft.files)

    def _look_at_cells(self, draft: Draft) -> None:
        before = self.cells
        shown = {name: words for name, words in before.items() if name not in draft.cleared}
        self.cells = taken_up(shown, self.seen.cells, draft.cells, self.own)
        # What a colleague typed over it is not this visit's any more.
        self.own -= {name for name, words in self.cells.items() if before.get(name) != words}
        self.seen = draft
