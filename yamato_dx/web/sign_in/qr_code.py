"""A picture that a telephone's camera reads, as markup within the page: no file, no script."""

from __future__ import annotations

from typing import Final

import segno
from markupsafe import Markup

# Pixels of the page for each module.
SCALE: Final = 4
# Modules of white around it, without which a camera does not find it (ISO/IEC 18004).
QUIET_ZONE: Final = 4


def qr_code(written: str) -> Markup:
    """Black on white, whatever colours the page has."""
    made = segno.make_qr(written, error="M")
    size = {"scale": SCALE, "border": QUIET_ZONE, "unit": "px"}
    plain = {"svgclass": None, "lineclass": None}
    drawn = made.svg_inline(dark="#000", light="#fff", **size, **plain)
    return Markup(drawn)  # noqa: S704 - of squares alone
