"""A section's account sees its own desk, drafts, reports and files, and of others nothing."""

from __future__ import annotations

from typing import Final

import pytest

from tests.entered import enter
from tests.forms import CARD, SEND, TYPING
from tests.pages.rights.readers import NAME, SignIn, account, link
from tests.pages.rounds.test_rounds import with_all
from tests.pages.visiting import Visit
from tests.queries.conftest import previewed, sent
from tests.queries.rounds.test_forms import filled
from tests.reports import year_csv
from tests.rounds import OFFICE, ON, held, opened, register
from yamato_dx.acts import entering
from yamato_dx.acts.actor import ActorRole
from yamato_dx.acts.audit.reading import received_file
from yamato_dx.acts.confirming.confirmation import confirm
from yamato_dx.acts.confirming.giving_back import give_back
from yamato_dx.acts.drafting import attach, draft_of, keep_cells
from yamato_dx.acts.permissions import NotPermitted
from yamato_dx.acts.report import send_report
from yamato_dx.acts.rounds.holding import close_round
from yamato_dx.entries.cards import CARD as CARDS
from yamato_dx.entries.cards import KpiCard
from yamato_dx.i18n import text
from yamato_dx.queries.assessed import View
from yamato_dx.queries.cards import cards_at
from yamato_dx.queries.rounds.forms import section_form
from yamato_dx.store.record import Record
from yamato_dx.ui.frame.screen import actor_here

OWN, OTHER = "s01", "s02"
CERTIFICATES: Final = "convenience_store_certificates"  # KPI 4
OVERTIME: Final = "overtime_hours"  # KPI 5
SECTIONS: Final = {OWN: "住民課", OTHER: "総務課"}


@pytest.fixture
def registered(record: Record) -> Record:
    """Two sections with a KPI each."""
    names = {
        section_id: {"name_ja": name, "name_en": name, "valid_from": None, "valid_to": None}
        for section_id, name in SECTIONS.items()
    }
    owners = {
        f"kpi:{CERTIFICATES}": {"section_id": OWN, "report_due": None},
        f"kpi:{OVERTIME}": {"section_id": OTHER, "report_due": None},
    }
    enter(record, "section", names, OFFICE)
    enter(record, "owner", owners, OFFICE)
    return record


def at_desk(record: Record, **query: object) -> Visit:
    return Visit.of(record).open("report", way="typing", **query)


def test_one_section_is_not_asked_which_nor_who(registered: Record, sign_in: SignIn) -> None:
    sign_in(account(ActorRole.SECTION, OWN))
    reader = at_desk(registered, section=OTHER)  # the address of another's desk is not known
    assert "filter.section" not in {box.key for box in reader.app.selectbox}
    owed = {"kpis": 1, "open_kpis": 1, "items": 0, "open_items": 0}
    assert reader.shows("reports.typing.owed", year="令和7年度", **owed)
    reader.type(0, {f"kpi.{CERTIFICATES}.actual_value": "1105"})
    reader.press(TYPING.buttons["preview"])
    assert NAME in reader.words()
    assert SEND.by not in {field.label for field in reader.app.text_input}
    reader.press(SEND.button)
    (batch,) = registered.batches().to_dict("records")
    assert (batch["actor_name"], batch["actor_role"]) == (NAME, "section")
    assert (batch["actor_section"], batch["actor_known_by"]) == ("住民課", "account")
    assert batch["kind"] == "typed"


def test_the_head_says_for_which_section_somebody_is_here(
    registered: Record, sign_in: SignIn
) -> None:
    heads = []
    for by in (link(OWN, "2025-1"), account(ActorRole.SECTION, OWN, OTHER)):
        sign_in(by)
        html = at_desk(registered).html
        (name,), (own,) = html.all("button", "open"), html.all("nav")
        heads.append((name.words(), own.words().splitlines()[0]))
    assert heads == [("住民課", "住民課担当課"), (NAME, f"{NAME}担当課（住民課、総務課）")]


def test_several_sections_are_chosen_among(registered: Record, sign_in: SignIn) -> None:
    sign_in(account(ActorRole.SECTION, OWN, OTHER))
    assert at_desk(registered).filter("section").options == list(SECTIONS.values())


def test_a_section_that_is_no_more_is_told_so(registered: Record, sign_in: SignIn) -> None:
    sign_in(account(ActorRole.SECTION, "s09"))
    reader = at_desk(registered)
    assert reader.shows("rights.sections.none")
    assert reader.desk_parts() == []


def test_office_types_for_the_section_without_being_asked(
    registered: Record, sign_in: SignIn
) -> None:
    sign_in(account(ActorRole.OFFICE))
    reader = at_desk(registered, section=OWN)
    reader.type(0, {f"kpi.{CERTIFICATES}.actual_value": "1105"})
    reader.press(TYPING.buttons["preview"])
    assert not reader.app.checkbox
    reader.press(SEND.button)
    assert registered.batches()["kind"].item() == "proxy"


def test_history_has_the_own_reports_alone(registered: Record, sign_in: SignIn) -> None:
    both = sent(registered, year_csv(("R6", "4", "640"), ("R6", "5", "9800")))
    sign_in(account(ActorRole.SECTION, OWN))
    assert Visit.of(registered).open("history").shows("reports.history.none_own")
    own = sent(registered, year_csv(("R7", "4", "1105")))
    other = sent(registered, year_csv(("R7", "5", "9796")))
    reader = Visit.of(registered).open("history", batch=other)
    rows = reader.table("reports.history.title")
    assert [row[0] for row in rows] == [own]
    assert other not in "".join(reader.filter("batch").options)
    assert not reader.shows("reports.history.backup.title")
    for batch_id in (other, both):
        reader = Visit.of(registered).open("report", way="typing", receipt=batch_id)
        act = reader.say("rights.act.read_report")
        assert reader.shows("rights.refused.another_section", act=act)
        assert not reader.shows("reports.typing.receipt.values")


def test_a_file_with_anothers_figures_is_refused_before_it_is_previewed(
    registered: Record, sign_in: SignIn
) -> None:
    sent(registered, year_csv(("R7", "5", "9796")))
    sign_in(account(ActorRole.SECTION, OWN))
    reader = Visit.of(registered).open("report", way="file")
    reader.upload(year_csv(("R7", "4", "1105"), ("R7", "5", "9797")))
    act = reader.say("rights.act.report")
    assert reader.shows("rights.refused.another_section", act=act)
    assert not reader.buttons(SEND.button)
    assert "9,796" not in reader.words()  # what holds of it
    reader = Visit.of(registered).open("report", way="file")
    assert reader.upload(year_csv(("R7", "4", "1105"))).buttons(SEND.button)


def test_another_sections_report_is_neither_replaced_nor_answered(
    registered: Record, sign_in: SignIn
) -> None:
    standing = sent(registered, year_csv(("R7", "5", "9796")))
    returned = sent(registered, year_csv(("R6", "5", "9796")))
    give_back(registered, returned, OFFICE, "実数で")
    confirmed = sent(registered, year_csv(("R5", "5", "9796")))
    confirm(registered, [confirmed], OFFICE)
    sign_in(account(ActorRole.SECTION, OWN))
    act = Visit.of(registered).say("rights.act.withdraw")
    said = set()
    # What became of it, and whether there is such a number, is nobody else's business.
    for number in (standing, returned, confirmed, "R8-9999"):
        reader = Visit.of(registered).open("report", replaces=number)
        assert reader.shows("rights.refused.another_section", act=act)
        said.add(reader.words().replace(number, ""))
    assert len(said) == 1
    for query in ({"answers": returned}, {"way": "typing"}, {"way": "file"}):
        assert "実数で" not in Visit.of(registered).open("report", **query).words()


def test_a_draft_and_its_files_are_the_sections_own(registered: Record, sign_in: SignIn) -> None:
    key = f"report.{OTHER}.2025"
    keep_cells(registered, key, {f"kpi.{OVERTIME}.actual_value": "9796"}, actor=OFFICE)
    attach(registered, key, "内訳.pdf", b"%PDF", actor=OFFICE)
    sign_in(account(ActorRole.SECTION, OWN))
    actor = actor_here()
    with pytest.raises(NotPermitted):
        draft_of(registered, key, actor=actor)
    with pytest.raises(NotPermitted):
        draft_of(registered, "report.all.2025", actor=actor)
    words = at_desk(registered, section=OTHER).words()
    assert "9796" not in words
    assert "内訳.pdf" not in words


def test_a_received_file_is_for_its_section_and_the_office(
    registered: Record, sign_in: SignIn
) -> None:
    own, other = year_csv(("R7", "4", "1105")), year_csv(("R7", "5", "9796"))
    sent(registered, own)
    sent(registered, other)
    hashes = registered.batches().set_index("file_name")["sha256"]
    sign_in(account(ActorRole.SECTION, OWN))
    assert len(set(hashes)) == 2
    readable = [sha256 for sha256 in hashes if _is_readable(registered, sha256)]
    assert [registered.file_bytes(sha256) for sha256 in readable] == [own]
    sign_in(account(ActorRole.READER))
    assert not any(_is_readable(registered, sha256) for sha256 in hashes)
    sign_in(account(ActorRole.OFFICE))
    assert all(_is_readable(registered, sha256) for sha256 in hashes)


def _is_readable(record: Record, sha256: str) -> bool:
    try:
        received_file(record, sha256, actor=actor_here())
    except NotPermitted:
        return False
    return True


def test_a_link_opens_the_report_to_its_round_and_nothing_else(
    record: Record, sign_in: SignIn
) -> None:
    register(record)
    round_id = opened(record).round_id
    sent(record, year_csv(("R7", "5", "9796")))
    sign_in(link(OWN, round_id))
    reader = at_desk(record, round="2024-1", year="2022", section=OTHER)
    assert reader.filter("year").options == ["令和7年度"]
    reader.type(0, {f"kpi.{CERTIFICATES}.actual_value": "1105"})
    reader.press(TYPING.buttons["preview"]).press(SEND.button)
    assert len(record.batches()) == 1  # no person is known: the name is asked for
    reader.fill(SEND.by, "住民係").press(SEND.button)
    batch = record.batches().iloc[0]
    assert (batch["actor_name"], batch["actor_known_by"]) == ("住民係", "link")
    assert (batch["actor_section"], batch["actor_role"]) == ("住民課", "section")
    # A slip is mended while the round is open.
    own = Visit.of(record).open("report", replaces=batch["batch_id"])
    assert own.desk_parts() != []
    with pytest.raises(NotPermitted, match="リンク"):
        _send(record, ("R7", "5", "9797"))
    with pytest.raises(NotPermitted, match="リンク"):
        _send(record, ("R7", "9-1", "97"))  # is asked of nobody, and owned by nobody
    close_round(record, round_id, actor=OFFICE, on=ON)
    assert at_desk(record).shows("rights.link.over")
    with pytest.raises(NotPermitted, match="リンク"):
        _send(record, ("R7", "4", "1106"))


def test_by_a_link_it_is_said_beside_the_report_how_a_figure_is_got(
    record: Record, sign_in: SignIn
) -> None:
    register(record)
    round_id = opened(record).round_id
    sign_in(link(OWN, round_id))
    missing = text("rounds.report.cards", "ja", kpis="4")
    reader = at_desk(record, round=round_id, section=OWN)
    assert missing in reader.words()
    reader.unfold(CARD.buttons["open"]).fill(CARD.fields["system"], "住民記録システム")
    reader.fill(CARD.by, "住民係").press(CARD.button)
    assert reader.shows("kpis.getting.saved")
    assert missing not in reader.words()
    assert cards_at(record, record.head(), "")[CERTIFICATES].system == "住民記録システム"
    with pytest.raises(NotPermitted):  # another section's
        entering.enter(record, CARDS, {OVERTIME: KpiCard("人事")}, actor_here("住民係"), plan_id="")


def test_a_section_says_how_its_own_figures_are_got(record: Record, sign_in: SignIn) -> None:
    register(record)
    round_id = opened(record).round_id
    sign_in(account(ActorRole.SECTION, OWN))
    reader = at_desk(record, round=round_id, section=OWN)
    assert reader.shows("reports.typing.to_cards")
    assert not reader.buttons(CARD.buttons["open"])
    reader.open("initiatives", initiative=4).unfold(CARD.buttons["open"])
    reader.fill(CARD.fields["system"], "住民記録システム").press(CARD.button)
    assert cards_at(record, record.head(), "")[CERTIFICATES].system == "住民記録システム"


def test_by_a_link_the_returned_form_says_how_figures_are_got(
    record: Record, sign_in: SignIn
) -> None:
    register(record)
    round_id = opened(record).round_id
    form = section_form(record, View(record.head(), ON), held(record), OWN, lang="ja")
    sign_in(link(OWN, round_id))
    reader = Visit.of(record).open("report", way="file").upload(filled(form, with_all), "a.xlsx")
    assert not reader.shows("rounds.form.cards_apart")
    reader.fill(SEND.by, "住民係").press(SEND.button)
    assert (len(record.batches()), list(cards_at(record, record.head(), ""))) == (1, [CERTIFICATES])


def _send(record: Record, *rows: tuple[str, ...]) -> None:
    preview = previewed(record, year_csv(*rows))
    send_report(
        record,
        data=preview.data,
        file_name=preview.file_name,
        values=preview.values,
        actor=actor_here("住民係"),
        previewed_at=preview.revision,
    )
