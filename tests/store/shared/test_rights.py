"""A user of the database who owns nothing there: what docs/several-servers.md grants is enough."""

from __future__ import annotations

from pathlib import Path

import psycopg

from tests.acts.access.acting import access_over, session_of, town_over
from tests.store.cases import CLERK, CODE, send, values
from tests.store.servers import schema_for, shared_server
from yamato_dx.acts.drafting import draft_of, keep_cells
from yamato_dx.acts.report import Attachment
from yamato_dx.store.access.postgresql import AccessServer
from yamato_dx.store.postgresql.ledger import PostgresLedger
from yamato_dx.store.postgresql.url import DatabaseUrl
from yamato_dx.store.record import Record
from yamato_dx.store.removing import remove_bytes

GRANTED = (
    "CREATE ROLE {user} LOGIN",
    "GRANT USAGE ON SCHEMA {schema}, {schema}_access TO {user}",
    "GRANT SELECT, INSERT ON ALL TABLES IN SCHEMA {schema} TO {user}",
    "GRANT UPDATE ON {schema}.file TO {user}",
    "GRANT DELETE ON {schema}.draft, {schema}.draft_file TO {user}",
    "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {schema}_access TO {user}",
)


def test_a_user_with_few_rights_serves_the_record(tmp_path: Path) -> None:
    schema = schema_for(tmp_path)
    owner = DatabaseUrl.read(shared_server().url(schema))
    PostgresLedger(owner, CODE).close()
    AccessServer(owner, CODE).close()
    with psycopg.connect(shared_server().conninfo, autocommit=True) as connection:
        for statement in GRANTED:
            connection.execute(statement.format(schema=schema, user=f"u_{schema}").encode())
    url = DatabaseUrl.read(owner.told.replace("//postgres@", f"//u_{schema}@"))
    with Record.open_shared(url, tmp_path / "mirrors", CODE) as record:
        send(record, values(a=1.0), data=None, attachments=[Attachment("a.pdf", b"PK")])
        keep_cells(record, "key", {"a": "1"}, actor=CLERK)
        assert draft_of(record, "key", actor=CLERK)
        digest = record.attachments()["sha256"].item()
        remove_bytes(record, digest, CLERK, reason="個人情報")
        assert record.faults().empty
    with access_over(AccessServer(url, CODE)) as access:
        assert session_of(access, town_over(access).begun("honda").token)
