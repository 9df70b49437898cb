"""Number formats of spreadsheets («#,##0;△#,##0», «[$-411]ge.m») as sections of tokens."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Final, Literal, NamedTuple

FormatKind = Literal["general", "number", "fraction", "date", "text", "words", "unknown"]

_TOKEN: Final = re.compile(
    r'"(?P<quoted>[^"]*)"?|[\\!](?P<escaped>.)|(?P<pad>[_*].?)|\[(?P<bracket>[^\]]*)\]|(?P<end>;)'
    r"|(?P<general>General|G/標準)|(?P<half>AM/PM|A/P|午前/午後)|(?P<exponent>E[+-])"
    r"|(?P<date>y+|m+|d+|h+|s+|g+|e+|a{3,4})|(?P<digit>[0#?])|(?P<point>\.)|(?P<comma>,)"
    r"|(?P<percent>%)|(?P<slash>/)|(?P<at>@)|(?P<literal>.)",
    re.IGNORECASE | re.DOTALL,
)
_CONDITION: Final = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?[0-9.]+)")
_ELAPSED: Final = re.compile(r"h+|m+|s+", re.IGNORECASE)
_CURRENCY: Final = re.compile(r"\$(?P<sign>[^-]*)(?:-.*)?")
_COLOURS: Final = frozenset(
    ("black", "blue", "cyan", "green", "magenta", "red", "white", "yellow", *"黒青水緑紫赤白黄")
)
_WHITE: Final = frozenset(("white", "白", "color2"))

# Formats that a file names only by number, as a Japanese Excel shows them.
BUILT_IN: Final[dict[int, str]] = {
    0: "General",
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    5: '"¥"#,##0;"¥"-#,##0',
    6: '"¥"#,##0;[Red]"¥"-#,##0',
    7: '"¥"#,##0.00;"¥"-#,##0.00',
    8: '"¥"#,##0.00;[Red]"¥"-#,##0.00',
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    14: "yyyy/m/d",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "yyyy/m/d h:mm",
    27: "[$-411]ge.m.d",
    28: '[$-411]ggge"年"m"月"d"日"',
    29: '[$-411]ggge"年"m"月"d"日"',
    30: "m/d/yy",
    31: 'yyyy"年"m"月"d"日"',
    32: 'h"時"mm"分"',
    33: 'h"時"mm"分"ss"秒"',
    34: 'yyyy"年"m"月"',
    35: 'm"月"d"日"',
    36: "[$-411]ge.m.d",
    37: "#,##0;-#,##0",
    38: "#,##0;[Red]-#,##0",
    39: "#,##0.00;-#,##0.00",
    40: "#,##0.00;[Red]-#,##0.00",
    41: '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ ',
    42: '_ "¥"* #,##0_ ;_ "¥"* -#,##0_ ;_ "¥"* "-"_ ;_ @_ ',
    43: '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ',
    44: '_ "¥"* #,##0.00_ ;_ "¥"* -#,##0.00_ ;_ "¥"* "-"??_ ;_ @_ ',
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mm:ss.0",
    48: "##0.0E+0",
    49: "@",
    50: "[$-411]ge.m.d",
    51: '[$-411]ggge"年"m"月"d"日"',
    52: 'yyyy"年"m"月"',
    53: 'm"月"d"日"',
    54: '[$-411]ggge"年"m"月"d"日"',
    55: 'yyyy"年"m"月"',
    56: 'm"月"d"日"',
    57: "[$-411]ge.m.d",
    58: '[$-411]ggge"年"m"月"d"日"',
}


class Token(NamedTuple):
    kind: str
    text: str


@dataclass(frozen=True)
class FormatSection:
    """What shows one range of numbers, or text. `is_white`: its colour is that of the paper."""

    tokens: tuple[Token, ...] = ()
    condition: tuple[str, Decimal] | None = None
    is_white: bool = False

    def has(self, kind: str) -> bool:
        return any(token.kind == kind for token in self.tokens)

    @cached_property
    def kind(self) -> FormatKind:
        if self.has("unknown"):
            return "unknown"
        if self.has("date") or self.has("elapsed"):
            return "date"
        if self.has("general"):
            return "general"
        if self.has("digit"):
            return "fraction" if self.has("slash") else "number"
        return "text" if self.has("at") else "words"

    def holds_for(self, value: Decimal) -> bool:
        if self.condition is None:
            return True
        sign, bound = self.condition
        return {
            "<": value < bound,
            "<=": value <= bound,
            ">": value > bound,
            ">=": value >= bound,
            "=": value == bound,
            "<>": value != bound,
        }[sign]


_GENERAL: Final = FormatSection((Token("general", "General"),))


@dataclass(frozen=True)
class NumberFormat:
    """`sections`: as written, one to four."""

    code: str
    sections: tuple[FormatSection, ...]

    @cached_property
    def is_general(self) -> bool:
        return self.code.casefold() in ("general", "g/標準", "@", "")

    @cached_property
    def is_plain(self) -> bool:
        """Whether a number above 0 shows as just its digits, as many as there is room for."""
        first = self.sections[0]
        kinds = {token.kind for token in first.tokens}
        written = "".join(token.text for token in first.tokens)
        whole, _, _ = written.partition(".")
        return (
            first.kind == "number"
            and first.condition is None
            and not first.is_white
            and kinds <= {"digit", "comma", "point"}
            and not written.endswith(",")
            and not whole.endswith(",")
            and whole.count("0") == 1
        )

    @cached_property
    def decimals(self) -> int:
        """Digits behind the point, of a plain format."""
        digits = "".join(token.text for token in self.sections[0].tokens if token.kind != "comma")
        return len(digits.partition(".")[2])

    @cached_property
    def _numeric(self) -> tuple[FormatSection, ...]:
        """Without the section of texts: under @"件" a number stands as it is."""
        return self.sections[:3] if self.text_section() is None else self.sections[:-1]

    def section_of(self, value: Decimal) -> FormatSection:
        """The section that shows a number; an empty one where none holds."""
        numeric = self._numeric
        if not numeric:
            return _GENERAL
        if any(section.condition for section in numeric):
            return next(
                (section for section in numeric if section.holds_for(value)), FormatSection()
            )
        if len(numeric) == 1 or value > 0:
            return numeric[0]
        return numeric[1] if value < 0 else numeric[2] if len(numeric) == 3 else numeric[0]

    def text_section(self) -> FormatSection | None:
        """The section that shows a text, None where it shows as it is."""
        if len(self.sections) == 4:
            return self.sections[3]
        return self.sections[-1] if self.sections[-1].kind == "text" else None

    def says_sign_of(self, value: Decimal) -> bool:
        """Whether a minus is set before the section of its own accord."""
        return value < 0 and len(self._numeric) <= 1


def number_format(code: str) -> NumberFormat:
    """Any text is a format; what is not understood gives sections of kind `unknown`."""
    sections: list[list[Token]] = [[]]
    for token in _tokens(code):
        if token.kind == "end":
            sections.append([])
        else:
            sections[-1].append(token)
    return NumberFormat(code, tuple(_section(tokens) for tokens in sections[:4]))


def _tokens(code: str) -> Iterator[Token]:
    for found in _TOKEN.finditer(code):
        kind = found.lastgroup or "pad"
        text = found[kind]
        if kind in ("quoted", "escaped", "literal"):
            yield Token("literal", text)
        elif kind == "bracket":
            yield _bracket(text)
        elif kind != "pad":
            yield Token(kind, text if kind in ("literal", "general") else text.lower())


def _bracket(text: str) -> Token:
    if text.casefold() in _COLOURS or re.fullmatch(r"(?:color|色)\s*[0-9]+", text, re.IGNORECASE):
        return Token("colour", text.casefold().replace(" ", ""))
    if _CONDITION.fullmatch(text):
        return Token("condition", text)
    if _ELAPSED.fullmatch(text):
        return Token("elapsed", text.lower())
    currency = _CURRENCY.fullmatch(text)
    return Token("literal", currency["sign"]) if currency else Token("unknown", text)


def _section(tokens: list[Token]) -> FormatSection:
    condition = next((token for token in tokens if token.kind == "condition"), None)
    found = _CONDITION.fullmatch(condition.text) if condition else None
    return FormatSection(
        tuple(token for token in tokens if token.kind not in ("condition", "colour")),
        (found[1], Decimal(found[2])) if found else None,
        any(token.kind == "colour" and token.text in _WHITE for token in tokens),
    )
