"""What stands in every file and image that leaves the program: how it came to be."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from yamato_dx import i18n
from yamato_dx.i18n import text


@dataclass(frozen=True)
class ExportContext:
    """The circumstances of one export, in the reader's language where they are words.

    `as_of` is the moment whose record is shown, `on` the day on which verdicts are made.
    `filter_words` are the filters as the screen words them; empty means everything.
    """

    title: str
    filter_words: tuple[str, ...]
    rows_count: int
    as_of: datetime
    on: date
    plan_version: str
    rule_note: str
    source: str
    link: str
    lang: str
    is_sample: bool

    @property
    def sample_mark(self) -> str:
        """What each row of fictitious data says of itself."""
        return text("output.sample.row", self.lang)

    def items(self) -> tuple[tuple[str, str], ...]:
        """(label, value) in reading order, without those that are empty.

        Fictitious data is marked apart: in each row, on each sheet and image.
        """
        lang = self.lang
        filters = text("output.list_separator", lang).join(self.filter_words)
        values = (
            ("filter", filters or text("output.context.no_filter", lang)),
            ("rows_count", text("output.context.rows", lang, count=self.rows_count)),
            ("as_of", i18n.moment(self.as_of, lang)),
            ("on", self.on.isoformat()),
            ("plan_version", self.plan_version),
            ("rule_note", self.rule_note),
            ("source", self.source),
            ("link", self.link),
        )
        return tuple((text(f"output.context.{key}", lang), value) for key, value in values if value)

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
