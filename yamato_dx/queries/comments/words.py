"""What is said of a figure, in words: its parts, what is missing of them, who said it when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from yamato_dx import i18n
from yamato_dx.entries.review.comments import Comment
from yamato_dx.queries.comments.comments import CommentLine, CommentVersion

# As they are read; 自己評価 stands beside what was judged, never over it.
SHOWN: Final = ("cause", "issue", "measure", "due", "self_assessment")


@dataclass(frozen=True)
class CommentFact:
    """A heading and its words. `is_missing`: it is asked for, and the words say so."""

    name: str
    label: str
    words: str
    is_missing: bool = False


def comment_facts(
    comment: Comment, lang: str, missing: tuple[str, ...] = ()
) -> tuple[CommentFact, ...]:
    """What is said, and of what is `missing` that it is."""
    words = {name: part_words(comment, name, lang) for name in SHOWN}
    gone = i18n.text("comments.missing", lang)
    return tuple(
        CommentFact(
            name, i18n.text(f"comments.field.{name}", lang), words[name] or gone, not words[name]
        )
        for name in SHOWN
        if words[name] or name in missing
    )


def part_words(comment: Comment, name: str, lang: str) -> str:
    """«» where it is not said. 期限 tells 担当 too, 自己評価 its grade."""
    together = {
        "due": (i18n.day(comment.due, lang) if comment.due else "", comment.person),
        "self_assessment": (comment.self_grade, comment.self_assessment),
    }
    parts = together.get(name) or (str(getattr(comment, name)),)
    return "　".join(part for part in parts if part)


def comment_sentence(comment: Comment, lang: str) -> str:
    """Cause, and what comes next until when and by whom, in one line; «» where neither is said."""
    parts = [" ".join(comment.cause.split("\n"))] if comment.cause else []
    if comment.measure:
        by = part_words(comment, "due", lang)
        message_id = "comments.sentence.measure_by" if by else "comments.sentence.measure"
        parts.append(i18n.text(message_id, lang, measure=comment.measure, by=by))
    return "　".join(parts)


def version_words(version: CommentVersion, lang: str) -> str:
    """By whom, when, and whether it came with a report."""
    values = {"moment": i18n.moment(version.at, lang), "by": version.by}
    if version.batch_id:
        return i18n.text("comments.version.reported", lang, batch=version.batch_id, **values)
    how = "entered" if version.comment else "taken_back"
    return i18n.text(f"comments.version.{how}", lang, **values)


def doubts(line: CommentLine, lang: str) -> tuple[str, ...]:
    """What a reader has to know beside the words: they may be of another figure, a report said
    something since."""
    since = [version.comment for version in line.reported_since if version.comment]
    told = [
        i18n.text("comments.reported_since", lang, reason=comment.cause)
        for comment in since
        if comment.cause not in line.comment.cause
    ]
    told += [
        i18n.text("comments.graded_since", lang, grade=comment.self_grade)
        for comment in since
        if comment.self_grade and comment.self_grade != line.comment.self_grade
    ]
    older = line.is_older_than_figure
    return (*([i18n.text("comments.older_than_figure", lang)] if older else []), *told)


def missing_words(line: CommentLine, lang: str) -> str:
    """要因、今後の対応."""
    names = (i18n.text(f"comments.field.{name}", lang) for name in line.missing)
    return i18n.text("frame.list", lang).join(names)
