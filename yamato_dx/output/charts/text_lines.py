"""What stands beside a mark, in lines that stay in the mark's own part of the plot."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

from yamato_dx.output.charts.kpi_chart import text_width

# Where Japanese words are best parted: 実績の・報告・なし. Elsewhere a line ends at a space.
_SEAMS: Final = re.compile(r"(?<=の)|(?=なし|待ち)|(?<= )")
_SIGN_BY_SIGN: Final = re.compile(r"[　-鿿＀-￯]|[^　-鿿＀-￯]+")


def folded(words: str, size: int, width: float) -> str:
    """`words` in as many lines as it takes to be no wider than `width`; a word of Latin letters
    stays whole, wider or not."""
    return "\n".join(line for written in words.split("\n") for line in _lines(written, size, width))


def is_within(words: str, size: int, width: float) -> bool:
    """Whether no line of `words` is wider than `width`."""
    return all(text_width(line, size) <= width for line in words.split("\n"))


def _lines(words: str, size: int, width: float) -> list[str]:
    lines = [""]
    for part in _parts(words, size, width):
        if lines[-1] and text_width((lines[-1] + part).rstrip(), size) > width:
            lines.append(part)
        else:
            lines[-1] += part
    return [line.rstrip() for line in lines]


def _parts(words: str, size: int, width: float) -> list[str]:
    cuts = [0, *(seam.start() for seam in _SEAMS.finditer(words)), len(words)]
    parts = [words[start:end] for start, end in pairwise(cuts)]
    return [
        piece
        for part in parts
        for piece in ([part] if is_within(part, size, width) else _SIGN_BY_SIGN.findall(part))
    ]
