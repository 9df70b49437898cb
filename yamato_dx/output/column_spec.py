"""What one column of a frame that leaves the program holds.

A share is 0–1 here and becomes percent only where it is drawn.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from yamato_dx.i18n import text

Dtype = Literal["text", "integer", "number", "ratio", "date", "moment", "flag"]


@dataclass(frozen=True)
class ColumnSpec:
    """One column. `unit` is the end of a message id `output.unit.<unit>`; limits are inclusive.

    `beside`: what a ratio may fall short of, figures or names of columns of the same frame; it is
    never shown as one of them that it does not reach.
    `written`: the frame's column that says a number as CSV and xlsx are to write it (49.6%).
    """

    name: str
    dtype: Dtype
    unit: str | None
    minimum: float | None
    maximum: float | None
    label_id: str
    beside: tuple[float | str, ...] = ()
    written: str | None = None

    @property
    def meaning_id(self) -> str:
        return self.label_id.replace("output.column.", "output.meaning.")

    def label(self, lang: str) -> str:
        return text(self.label_id, lang)

    def meaning(self, lang: str) -> str:
        return text(self.meaning_id, lang)

    def unit_label(self, lang: str) -> str:
        return text(f"output.unit.{self.unit}", lang) if self.unit else ""


def column(
    name: str,
    dtype: Dtype = "text",
    unit: str | None = None,
    *,
    minimum: float | None = None,
    maximum: float | None = None,
    beside: tuple[float | str, ...] = (),
    label: str | None = None,
    written: str | None = None,
) -> ColumnSpec:
    """A spec whose label and meaning are found under the column's own name, or under `label`."""
    label_id = f"output.column.{label or name}"
    return ColumnSpec(name, dtype, unit, minimum, maximum, label_id, beside, written)
