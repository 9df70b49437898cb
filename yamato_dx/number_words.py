"""A number as offices type it: sign, thousands commas, and what it is counted in."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from yamato_dx.lettering import nfkc

WHOLE: Final = r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)"
NUMBER: Final = rf"{WHOLE}(?:\.[0-9]+)?"
# A unit may end in a digit (m2), never hold one: «17業務中20» is no number with a unit.
UNIT: Final = r"(?:[^\W\d_]|[%‰℃°])[^()/,.\d※*†‡§→⇒➡【】「」『』〔〕\[\]、。､?!~〜〃:;#'\"+]*[0-9]?"
# Of a text in half width.
PLAIN: Final = re.compile(
    rf"(?P<sign>[-+−▲△]?)\s*(?P<yen>[¥\\]?)\s*(?P<number>{NUMBER})\s*(?P<unit>{UNIT})?"
)
_MINUS: Final = frozenset("-−▲△")


def decimal(digits: str) -> Decimal:
    return Decimal(digits.replace(",", ""))


def number_and_unit(found: re.Match[str]) -> tuple[Decimal, str]:
    """What PLAIN matched: the number, and its unit as written (NFKC), "" where there is none."""
    number = decimal(found["number"])
    unit = nfkc(found["unit"] or ("円" if found["yen"] else ""))
    return -number if found["sign"] in _MINUS else number, unit
