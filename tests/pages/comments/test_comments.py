"""要因・課題・今後の対応: asked for where the figure stands, written below it, counted on 概要."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.entered import plan_of
from tests.forms import COMMENT
from tests.pages.conftest import Visitor
from tests.pages.visiting import Visit
from tests.queries.conftest import CLERK, now, sent
from tests.reports import year_csv
from yamato_dx.acts.loading import load_plans
from yamato_dx.acts.review.commenting import comment
from yamato_dx.entries.review.comments import Comment
from yamato_dx.plan.model.serialise import plan_to_document
from yamato_dx.plan.model.types import SelfGrade, Text
from yamato_dx.queries.assessed import plans_at
from yamato_dx.queries.comments.comments import comment_line
from yamato_dx.store.record import Record
from yamato_dx.ui.frame import chrome, screen
from yamato_dx.web.callers import Caller

CERTIFICATES = "convenience_store_certificates"
KEY = f"kpi:{CERTIFICATES}:2025"
NAME = "4 コンビニ交付 発行件数"
BOTH = "要因、今後の対応"


@pytest.fixture
def missed(record: Record) -> Record:
    sent(record, year_csv(("R7", "4", '"1,105件"')))
    return record


def at(record: Record) -> Visit:
    return Visit.of(record).open("initiatives", initiative=4, year=2025)


def form_of(record: Record, name: str = NAME) -> Visit:
    return at(record).unfold(COMMENT.buttons["missing"], name=name, parts=BOTH)


def test_asked_for_beside_the_figure_and_counted_on_the_overview(missed: Record) -> None:
    assert at(missed).shows("comments.asked", parts=BOTH)
    overview = Visit.of(missed).open("overview", year=2025)
    words = " ".join(overview.words().split())
    assert f"{overview.say('comments.group')}{NAME}" in words
    assert f"{overview.say('comments.overview')}1件" in words.replace(" ", "")
    neglect = Visit.of(missed).open("neglect")
    (row,) = neglect.table("neglect.kind.unexplained")
    assert row[0] == NAME
    assert row[2] == f"令和7年度：{BOTH}"


def test_written_below_and_read_beside(missed: Record) -> None:
    reader = form_of(missed)
    reader.fill(COMMENT.fields["cause"], "案内が遅れた").fill(
        COMMENT.fields["measure"], "地図を同封する"
    )
    reader.fill(COMMENT.fields["self_assessment"], "おおむね順調").press(COMMENT.button)
    assert reader.shows("comments.by_missing")
    reader.fill(COMMENT.by, "窓口係").press(COMMENT.button)
    assert reader.shows("comments.saved", name=NAME)
    assert not reader.shows("comments.asked", parts=BOTH)
    assert "地図を同封する" in reader.words()
    reader.unfold(COMMENT.buttons["there"], name=NAME)
    (version,) = reader.table("comments.versions", name=NAME)
    assert "窓口係" in version[0]
    assert version[1].startswith("要因：案内が遅れた")
    assert reader.press(COMMENT.button).shows("comments.unchanged")


def test_what_another_wrote_meanwhile_is_not_written_over(missed: Record) -> None:
    reader = form_of(missed)
    words = Comment(cause="故障", measure="直す")
    comment(missed, KEY, words, actor=CLERK, plan_id=plan_of(missed))
    reader.fill(COMMENT.fields["cause"], "案内が遅れた").fill(COMMENT.by, "窓口係")
    reader.press(COMMENT.button)
    assert reader.shows("frame.forms.conflict", count=1)
    assert "故障" in reader.words()


def test_an_attachment_is_handed_back_by_its_name(missed: Record) -> None:
    words = Comment(cause="故障", measure="直す")
    files = [("件数.csv", b"1")]
    comment(missed, KEY, words, actor=CLERK, plan_id=plan_of(missed), files=files)
    reader = at(missed).unfold(COMMENT.buttons["there"], name=NAME)
    labels = [button.label for button in reader.app.get("download_button")]
    assert reader.say("comments.file", name="件数.csv") in labels


def test_a_section_on_the_network_writes_its_own(
    missed: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor = Caller(is_at_server=False, address="192.0.2.5")
    for module in (screen, chrome):
        monkeypatch.setattr(module, "caller_here", lambda: visitor)
    reader = form_of(missed)
    reader.fill(COMMENT.fields["cause"], "案内が遅れた").fill(COMMENT.by, "窓口係")
    reader.press(COMMENT.button)
    assert reader.shows("comments.saved", name=NAME)


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_several_kpis_have_their_words_below_each(visit: Visitor, lang: str) -> None:
    reader = visit("sample", lang).open("initiatives", initiative=9, year=2025)
    assert reader.shows("comments.title")


def test_who_reported_is_led_to_what_is_still_to_be_said(missed: Record) -> None:
    batch_id = missed.batches()["batch_id"].iloc[0]
    reader = Visit.of(missed).open("report", way="typing", receipt=batch_id)
    assert reader.shows("comments.after_report")
    reader.follow("comments.after_report.link", name=NAME, year="R7", parts=BOTH)
    assert reader.query == {"initiative": "4", "year": "2025"}


def test_a_grade_is_chosen_from_the_plans_own_scale(missed: Record) -> None:
    plan = plans_at(missed, missed.head())[-1]
    grades = (SelfGrade("A", Text("順調", "On track")), SelfGrade("B", Text("遅れ", "Late")))
    graded = replace(plan, self_grades=grades)
    load_plans(missed, plan.plan_id, {plan.plan_version: plan_to_document(graded)})
    reader = form_of(missed)
    label = reader.say("comments.self_grade")
    (box,) = [box for box in reader.app.selectbox if box.label == label]
    assert box.options[1:] == ["A　順調", "B　遅れ"]
    box.set_value("B")
    reader.fill(COMMENT.fields["cause"], "案内が遅れた").fill(COMMENT.by, "窓口係")
    reader.press(COMMENT.button)
    line = comment_line(missed, now(missed), CERTIFICATES, 2025)
    assert line is not None
    assert line.comment.self_grade == "B"
