"""The catalogue of problems as one document (`docs/problems.md`, `docs/problems.ja.md`)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import get_args

from yamato_dx.i18n import text
from yamato_dx.problem_types import Severity
from yamato_dx.queries.problems.explanations import Explanation, ShownExample, explanations


def document(lang: str) -> str:
    """Markdown. The heading of a problem is its anchor, whatever else changes."""
    return "\n\n".join(_blocks(lang)) + "\n"


def _blocks(lang: str) -> Iterator[str]:
    yield f"# {text('problems.title', lang)}"
    yield _plain(text("problems.lead", lang))
    yield "\n".join(_severity(severity, lang) for severity in get_args(Severity))
    for section, problems in groupby(explanations(lang).values(), lambda problem: problem.section):
        yield f"## {text(f'problems.section.{section}', lang)}"
        for problem in problems:
            yield explanation_block(problem, lang)


def _severity(severity: str, lang: str) -> str:
    name, means = (text(f"problems.severity.{severity}{ending}", lang) for ending in ("", ".means"))
    return f"- **{name}** — {means}"


def explanation_block(problem: Explanation, lang: str) -> str:
    """One problem, under the heading that is its anchor."""
    labelled = (("problems.why", problem.matters), ("problems.mend", problem.mend))
    return "\n\n".join(
        [
            f"### {problem.anchor}",
            f"**{problem.severity}** · {_plain(problem.sentence)}",
            _plain(problem.means),
            *(f"{text(label, lang)}{_plain(words)}" for label, words in labelled if words),
            _example("problems.bad", problem.bad, lang),
            _example("problems.good", problem.good, lang),
        ]
    )


def _example(title_id: str, example: ShownExample, lang: str) -> str:
    title = text(title_id, lang)
    if example.words:
        return f"{title}{_plain(example.words)}"
    shown = _table(example.rows) if example.rows else f"```\n{example.text}```"
    return f"{title.rstrip()}\n\n{shown}"


def _table(rows: Sequence[Sequence[str]]) -> str:
    width = max(len(row) for row in rows)
    lines = [[_plain(cell) for cell in row] + [""] * (width - len(row)) for row in rows]
    head, *below = ["| " + " | ".join(line) + " |" for line in lines]
    return "\n".join([head, "|" + "---|" * width, *below])


def _plain(words: str) -> str:
    """Nothing in it is markup; a line break within a cell stays one."""
    return re.sub(r"([\\`*<|\[\]~])", r"\\\1", words).replace("\n", "<br>")
