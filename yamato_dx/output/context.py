"""What stands in every file and image that leaves the program: how it came to be."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from yamato_dx import i18n
from yamato_dx.i18n import text
from yamato_dx.output.column_spec import ColumnSpec

# The words of the reader's language, or the code names of the columns, for programs.
Headings = Literal["words", "code"]


@dataclass(frozen=True)
class ExportContext:
    """The circumstances of one export, in the reader's language where they are words.

    `as_of` is the moment whose record is shown, `on` the day on which verdicts are made.
    `filter_words` are the filters as the screen words them; empty means everything. `headings`:
    what stands over the columns of a table.
    """

    title: str
    filter_words: tuple[str, ...]
    rows_count: int
    as_of: datetime
    on: date
    plan_id: str
    plan_version: str
    rule_note: str
    source: str
    link: str
    lang: str
    is_sample: bool
    headings: Headings = "words"

    @property
    def sample_mark(self) -> str:
        """What each row of fictitious data says of itself."""
        return text("output.sample.row", self.lang)

    def heading(self, spec: ColumnSpec) -> str:
        return spec.name if self.headings == "code" else spec.label(self.lang)

    def items(self) -> tuple[tuple[str, str], ...]:
        """(label, value) in reading order, without those that are empty.

        Fictitious data is marked apart: in each row, on each sheet and image.
        """
        return tuple((self._label(name), value) for name, value in self._said())

    def columns(self) -> tuple[tuple[str, str], ...]:
        """`items` as constant columns of a table: (heading, value)."""
        if self.headings == "code":
            return tuple((f"context_{name}", value) for name, value in self._said())
        return self.items()

    def _label(self, name: str) -> str:
        return text(f"output.context.{name}", self.lang)

    def _said(self) -> tuple[tuple[str, str], ...]:
        lang = self.lang
        filters = text("output.list_separator", lang).join(self.filter_words)
        values = (
            ("filter", filters or text("output.context.no_filter", lang)),
            ("rows_count", text("output.context.rows", lang, count=self.rows_count)),
            ("as_of", i18n.moment(self.as_of, lang)),
            ("on", self.on.isoformat()),
            ("plan_id", self.plan_id),
            ("plan_version", self.plan_version),
            ("rule_note", self.rule_note),
            ("source", self.source),
            ("link", self.link),
        )
        return tuple((name, value) for name, value in values if value)

    @property
    def sample_sentence(self) -> str:
        """That the whole is fictitious; empty for real data."""
        return text("output.sample.sentence", self.lang) if self.is_sample else ""

    def footnotes(self) -> tuple[str, ...]:
        """One line per circumstance, for below a chart."""
        return tuple(
            text("output.context.line", self.lang, label=label, value=value)
            for label, value in self.items()
        )
