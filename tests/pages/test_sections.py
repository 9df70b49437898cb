"""担当課の登録: two grids, one save, who is still missing; several people at once."""

from __future__ import annotations

from tests.forms import REGISTER
from tests.pages.visiting import Visit
from yamato_dx.store.record import Record

SECTIONS, OWNERS = 0, 1  # the grids, in the order of the page


def opened(record: Record) -> Visit:
    return Visit.of(record).open("sections")


def name_sections(reader: Visit, *names: str) -> Visit:
    return reader.edit(SECTIONS, added_rows=[{"name_ja": name} for name in names])


def give(reader: Visit, *owners: tuple[str, str]) -> Visit:
    """Section and due date of the first rows of the grid of owners."""
    rows = {
        row: {"section": section} | ({"report_due": due} if due else {})
        for row, (section, due) in enumerate(owners)
    }
    return reader.edit(OWNERS, edited_rows=rows)


def save(reader: Visit, who: str = "事務局") -> Visit:
    return reader.fill(REGISTER.by, who).press(REGISTER.button)


def test_both_grids_are_saved_at_once(record: Record) -> None:
    reader = name_sections(opened(record), "住民課", "企画政策課")
    give(reader, ("住民課", "5/20"), ("企画政策課", ""), ("住民課", "5月20日"))
    save(reader)
    assert reader.shows("register.saved", sections=2, owners=3)
    below, above = (
        reader.words().index(reader.say(*words))
        for words in (("register.to_report",), ("register.owners",))
    )
    saved = reader.words().index(reader.say("register.saved", sections=2, owners=3))
    assert above < saved < below  # beside the button, not above two screens of grids
    assert reader.shows("register.missing", count=56)
    # The report page now knows whose KPI it is, and by when; the other pages name it.
    reader.open("report", section="s01")
    kpis = {"kpis": 2, "open_kpis": 2, "items": 0, "open_items": 0}
    assert reader.shows("reports.typing.owed", year="令和7年度", **kpis)
    assert "2026年5月20日" in reader.words()
    rows = reader.open("data", year=2025).table("kpis.data.title")
    owners = {row[0].split()[0]: row[-2] for row in rows}
    assert (owners["1"], owners["2"]) == ("住民課", "企画政策課")


def test_mistakes_are_named_and_nothing_is_saved(record: Record) -> None:
    reader = give(name_sections(opened(record), "住民課", "住民課"), ("住民課", "そのうち"))
    save(reader)
    assert reader.shows("register.refused", count=2)
    assert reader.shows("register.fault.name_twice", name="住民課")
    assert opened(record).shows("register.missing", count=59)


def test_nobody_saves_without_a_name(record: Record) -> None:
    reader = save(name_sections(opened(record), "住民課"), "　")
    assert reader.shows("register.by_missing")


def test_unsaved_edits_stay_when_another_saves(record: Record) -> None:
    first, second = opened(record), opened(record)
    name_sections(second, "総務課").run()
    save(name_sections(first, "住民課"), "一人目")
    assert first.shows("register.saved", sections=1, owners=0)

    give(second, ("総務課", "5/20")).run()  # offered, so the row above is still there
    assert second.shows("frame.forms.news")
    save(second, "二人目")
    assert second.shows("register.saved", sections=1, owners=1)
    assert Visit.of(record).open("report", way="typing").filter("section").options[1:] == [
        "住民課",
        "総務課",
    ]


def test_what_another_changed_is_shown_beside_what_was_typed(record: Record) -> None:
    save(name_sections(opened(record), "住民課", "企画政策課"))
    first, second = opened(record), opened(record)
    give(second, ("企画政策課", "5/20")).run()
    save(give(first, ("住民課", "")), "一人目")
    save(second, "二人目")
    assert second.shows("frame.forms.conflict", count=1)
    assert "いまの登録は「住民課」（一人目" in second.words()
    assert "あなたの入力は「企画政策課、05/20」" in second.words()
    assert owner_of_the_first(record) == "住民課"
    save(second, "二人目")
    assert second.shows("register.saved", sections=0, owners=1)
    assert owner_of_the_first(record) == "企画政策課"


def owner_of_the_first(record: Record) -> str:
    return Visit.of(record).open("data", year=2025).table("kpis.data.title")[0][-2]


def test_a_grid_in_which_nothing_is_typed_follows_the_record(record: Record) -> None:
    first, second = opened(record), opened(record)
    save(name_sections(first, "住民課"))
    save(second, "　")  # a run of the page, nothing more
    assert second.shows("register.by_missing")
    save(give(second, ("住民課", "5/20")))
    assert second.shows("register.saved", sections=0, owners=1)
