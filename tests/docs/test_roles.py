"""What docs/security.md says of each role is what the table of rights says."""

from __future__ import annotations

from typing import Final

from tests.acts.doing import ADMINISTRATOR, HERE, LINK, OWN_SECTION, PLAN_OFFICE, READER, VISITOR
from tests.docs.reading import table_after
from tests.store.cases import CLERK
from yamato_dx.acts.actor import PROGRAM, Actor
from yamato_dx.acts.permissions import Act, may
from yamato_dx.i18n import text
from yamato_dx.queries.rights.subjects import Subject
from yamato_dx.root import ROOT

COLUMNS: Final = {
    "閲覧": READER,
    "担当課": OWN_SECTION,
    "link": LINK,
    "事務局": PLAN_OFFICE,
    "管理者": ADMINISTRATOR,
    "at the server": CLERK,
    "network": VISITOR,
    "program": PROGRAM,
}


def own() -> Subject:
    return Subject("", HERE, (frozenset({"s01"}),), frozenset({"2025-1"}))


def reach(actor: Actor, act: Act) -> str:
    if may(actor, act):
        return "yes"
    return "own" if may(actor, act, own) else "–"


def test_the_table_of_roles_is_the_table_of_rights() -> None:
    told = table_after("### Who may what", ROOT / "docs" / "security.md")
    held = [
        {"act": f"`{act.value}`", "": text(f"rights.act.{act.value}", "en")}
        | {role: reach(actor, act) for role, actor in COLUMNS.items()}
        for act in Act
        if act is not Act.ENTER
    ]
    assert told == held
