"""All that can be wrong with what somebody sends, in the order in which a clerk meets it."""

from __future__ import annotations

from typing import Final

from yamato_dx.problem_types import Section

SECTIONS: Final[tuple[Section, ...]] = ()
