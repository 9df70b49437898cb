"""What changed as a sentence, and as a text to take along."""

from __future__ import annotations

from itertools import groupby

from yamato_dx import i18n
from yamato_dx.queries.changes.changes import MomentChange, counts_of


def changes_headline(changes: tuple[MomentChange, ...], beginning: str, lang: str) -> list[str]:
    """Since when, then how many of each kind; that nothing did."""
    if not changes:
        return [i18n.text("changes.headline.none", lang, beginning=beginning)]
    counts = [
        i18n.text(f"changes.count.{kind}", lang, count=count, shown=i18n.number(count, 0, lang))
        for kind, count in counts_of(changes).items()
    ]
    start = i18n.text("changes.headline", lang, beginning=beginning)
    return [start, i18n.text("frame.list", lang).join(counts)]


def change_line(change: MomentChange, lang: str) -> str:
    """2 標準化・共通化 令和7年度：おおむね達成 → 未達成（企画政策課 2026-05-11 09:30）."""
    told = change.after
    if change.before:
        told = i18n.text(
            "changes.line.before_after", lang, before=change.before, after=change.after
        )
    line = i18n.text("changes.line", lang, subject=change.subject, told=told)
    if not change.by or change.at is None:
        return line
    when = i18n.moment(change.at, lang)
    return i18n.text("changes.line.by", lang, line=line, by=change.by, moment=when)


def changes_text(changes: tuple[MomentChange, ...], beginning: str, end: str, lang: str) -> str:
    """All of it as plain text, a paragraph per kind."""
    lines = [i18n.text("changes.text.title", lang, beginning=beginning, end=end)]
    if not changes:
        lines += ["", i18n.text("changes.none", lang)]
    for kind, of_kind in groupby(changes, lambda change: change.kind):
        lines += ["", i18n.text("changes.text.kind", lang, kind=kind_words(kind, lang))]
        lines += [f"- {change_line(change, lang)}" for change in of_kind]
    return "\n".join([*lines, ""])


def kind_words(kind: str, lang: str) -> str:
    return i18n.text(f"changes.kind.{kind}", lang)
