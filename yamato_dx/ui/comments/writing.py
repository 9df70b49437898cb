"""The forms below the charts: what was said so far, its files, and a new version of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Final

import streamlit as st

from yamato_dx import i18n
from yamato_dx.acts.permissions import Act
from yamato_dx.acts.review.commenting import comment
from yamato_dx.entries.review.comments import COMMENT, Comment
from yamato_dx.entries.review.subjects import of_initiative, yearly
from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.lettering import unmarked
from yamato_dx.plan.model.types import SelfGrade
from yamato_dx.queries.assessed import plan_at
from yamato_dx.queries.closing.missing import WRITE
from yamato_dx.queries.comments.comments import (
    CommentVersion,
    comment_line,
    standing_version,
    versions_of,
)
from yamato_dx.queries.comments.table import comments_table
from yamato_dx.queries.comments.words import comment_facts, missing_words, version_words
from yamato_dx.queries.rights.subjects import of_entries
from yamato_dx.ui.audit.received import offer_received
from yamato_dx.ui.comments.beside import chosen_year
from yamato_dx.ui.frame import outcome
from yamato_dx.ui.frame.cells import Cell, Head, draw_table
from yamato_dx.ui.frame.downloads import table_downloads
from yamato_dx.ui.frame.file_boxes import let_go
from yamato_dx.ui.frame.forms import Form, attempt, draw_news, form_of, name_field, signature

if TYPE_CHECKING:
    from yamato_dx.queries.assessed import View
    from yamato_dx.queries.kpis.initiatives import InitiativeStory
    from yamato_dx.ui.frame.screen import Screen

BY: Final = "comments.by"
LONG: Final = ("cause", "issue", "measure")
NO_GRADE: Final = ""


@dataclass(frozen=True)
class CommentSubject:
    """What a form is about. `asked`: what of it is missing, in words."""

    key: str
    name: str
    versions: tuple[CommentVersion, ...]
    asked: str = ""

    @property
    def is_asked_for(self) -> bool:
        """By the address."""
        return st.query_params.get(WRITE) == self.key

    @property
    def current(self) -> CommentVersion | None:
        return standing_version(self.versions)

    @property
    def comment(self) -> Comment:
        return (self.current.comment if self.current else None) or Comment()


def draw_asked_comment(page: Screen, view: View, story: InitiativeStory) -> None:
    """The form that the address asks for, above all else: whoever followed a line of what is
    missing sees it at once."""
    for subject in _subjects(page, view, story, chosen_year(story)):
        if subject.is_asked_for:
            _draw_subject(page, view, subject)


def draw_comments(page: Screen, view: View, story: InitiativeStory) -> None:
    """Of each KPI in the year in sight, and of the initiative as a whole, unless it stands
    above."""
    year = chosen_year(story)
    page.section_head(page.say("comments.writing"), i18n.fiscal_year(year, page.lang, "short"))
    for subject in _subjects(page, view, story, year):
        if not subject.is_asked_for:
            _draw_subject(page, view, subject)
    _draw_downloads(page, view, story)


def _draw_downloads(page: Screen, view: View, story: InitiativeStory) -> None:
    """All years of the initiative's KPIs."""
    number = story.initiative.initiative_no
    table_downloads(
        page,
        view,
        "comments",
        partial(comments_table, page.record, view, page.lang, initiative_no=number),
        title=page.say("comments.title"),
        filter_words=(f"{number} {story.initiative.name.in_language(page.lang)}",),
        name=f"comments_{number}",
    )


def _subjects(
    page: Screen, view: View, story: InitiativeStory, year: int
) -> tuple[CommentSubject, ...]:
    found = []
    for kpi_story in story.kpis:
        line = comment_line(page.record, view, kpi_story.kpi.kpi_id, year)
        if line:
            name = f"{line.kpi.kpi_no} {line.kpi.short_name.in_language(page.lang)}"
            asked = missing_words(line, page.lang)
            found.append(CommentSubject(line.key, name, line.versions, asked))
    number = story.initiative.initiative_no
    key = yearly(of_initiative(number), FiscalYear(year))
    versions = versions_of(page.record, view, key)
    return (*found, CommentSubject(key, page.say("comments.whole", number=number), versions))


def _draw_subject(page: Screen, view: View, subject: CommentSubject) -> None:
    about = partial(of_entries, page.record, COMMENT, (subject.key,), page.plan.plan_id)
    is_writable = page.may(Act.COMMENT, about)
    if not (is_writable or subject.versions):
        return
    is_asked = is_writable and subject.asked
    state = "missing" if is_asked else ("there" if subject.current else "none")
    label = page.say(f"comments.open.{state}", name=subject.name, parts=subject.asked)
    with st.container(key=f"comment-{subject.key.replace(':', '-')}", gap=None):
        outcome.draw_outcome(page, _act(subject))
        with st.expander(
            label,
            expanded=subject.is_asked_for,
            key=f"comments.open.{subject.key}",
            on_change="rerun",
        ) as box:
            if not box.open and not subject.is_asked_for:
                return
            _draw_versions(page, subject)
            if page.may(Act.READ_FILE, about):
                _draw_files(page, subject)
            if view.as_of is None and page.offers(Act.COMMENT, about):
                _draw_form(page, view, subject)


def _draw_versions(page: Screen, subject: CommentSubject) -> None:
    """Newest first; nothing that was said is ever written over."""
    if not subject.versions:
        return
    heads = [Head(page.say(f"comments.column.{name}")) for name in ("version", "words")]
    rows = [
        [Cell(version_words(version, page.lang)), Cell(_whole(page, version.comment))]
        for version in reversed(subject.versions)
    ]
    draw_table(page, page.say("comments.versions", name=subject.name), heads, rows, stacks=True)


def _whole(page: Screen, said: Comment | None) -> str:
    facts = comment_facts(said, page.lang) if said else ()
    return "　".join(
        page.say("comments.part", label=fact.label, words=fact.words) for fact in facts
    )


def _draw_files(page: Screen, subject: CommentSubject) -> None:
    for file in subject.comment.files:
        offer_received(
            page,
            page.say("comments.file", name=unmarked(file.file_name)),
            file.sha256,
            file.file_name,
            key=f"comment.file.{subject.key}.{file.sha256}.{file.file_name}",
        )


def _draw_form(page: Screen, view: View, subject: CommentSubject) -> None:
    about = ((COMMENT.name, subject.key),)
    form = form_of(page, f"comment.{subject.key}", about, _act(subject))
    draw_news(page, form)
    shown = replace(subject, versions=versions_of(page.record, form.view(view), subject.key))
    before = shown.comment
    grades = plan_at(page.record, view).self_grades
    with st.form(form.key("fields"), border=False):
        for name in LONG:
            _words_field(page, form, name, getattr(before, name))
        with st.container(horizontal=True, vertical_alignment="bottom"):
            st.date_input(
                page.say("comments.due"), value=before.due, key=form.key("due"), format="YYYY-MM-DD"
            )
            _words_field(page, form, "person", before.person)
        _words_field(page, form, "self_assessment", before.self_assessment)
        if grades:
            _draw_grades(page, form, grades, before.self_grade)
        _draw_file_fields(page, form, before)
        name_field(page, page.say("comments.by"), _by(subject), width=240)
        st.form_submit_button(
            page.say("comments.save"),
            type="primary",
            on_click=_save,
            args=(page, form, shown),
        )


def _words_field(page: Screen, form: Form, name: str, words: str) -> None:
    field = st.text_area if name in LONG or name == "self_assessment" else st.text_input
    label = page.say("comments.person" if name == "person" else f"comments.field.{name}")
    example = page.say(f"comments.example.{name}")
    field(label, value=words, key=form.key(name), placeholder=example)


def _draw_grades(page: Screen, form: Form, grades: tuple[SelfGrade, ...], held: str) -> None:
    """Of the plan's own scale, each with what it says."""
    meanings = {grade.grade: grade.meaning.in_language(page.lang) for grade in grades}
    options = tuple(dict.fromkeys((NO_GRADE, *meanings, held)))
    st.selectbox(
        page.say("comments.self_grade"),
        options,
        index=options.index(held),
        format_func=lambda grade: (
            f"{grade}　{meanings.get(grade, '')}".strip() or page.say("comments.no_grade")
        ),
        key=form.key("self_grade"),
    )


def _draw_file_fields(page: Screen, form: Form, before: Comment) -> None:
    """What stays of what is there, and what comes to it."""
    if before.files:
        places = list(range(len(before.files)))
        st.multiselect(
            page.say("comments.files.kept"),
            places,
            default=places,
            format_func=lambda place: before.files[place].file_name,
            key=form.key("kept"),
        )
    st.file_uploader(
        page.say("comments.files.choose"), accept_multiple_files=True, key=form.key("files")
    )


def _save(page: Screen, form: Form, subject: CommentSubject) -> None:
    uploads = st.session_state.get(form.key("files")) or ()
    words = _told(form, subject.comment)
    by = signature(page, form.act, _by(subject), "comments.by_missing")
    if not by:
        return
    if words == subject.comment and not uploads:
        outcome.keep(form.act, page.say("comments.unchanged"))
        return

    def write(seen_at: int) -> None:
        comment(
            page.record,
            subject.key,
            words,
            actor=page.actor(by),
            plan_id=page.plan.plan_id,
            files=[(upload.name, upload.getvalue()) for upload in uploads],
            expected_revision=seen_at,
        )

    if attempt(page, form, write, {COMMENT: {subject.key: words}}):
        let_go(uploads)
        outcome.keep(form.act, page.say("comments.saved", name=subject.name))


def _told(form: Form, before: Comment) -> Comment:
    """What the fields say; of the files those that stay."""
    due = st.session_state.get(form.key("due"))
    kept = st.session_state.get(form.key("kept")) or ()
    return replace(
        before,
        cause=form.told("cause"),
        issue=form.told("issue"),
        measure=form.told("measure"),
        due=due if isinstance(due, date) else None,
        person=form.told("person"),
        self_assessment=form.told("self_assessment"),
        self_grade=st.session_state.get(form.key("self_grade"), before.self_grade),
        files=tuple(before.files[place] for place in kept),
    )


def _act(subject: CommentSubject) -> str:
    return f"comment.{subject.key}"


def _by(subject: CommentSubject) -> str:
    """An initiative has several forms, and they may be open together."""
    return f"{BY}.{subject.key}"
