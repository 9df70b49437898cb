"""The ledger's tables as any engine exchanges them: Arrow, moments in UTC.

A row of `LEDGER` takes the next `revision`; `ACTS` has one row per act, which ends with the number
of its last row. A migration that adds a column adds it here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import pyarrow as pa

from yamato_dx.store.promise.frames import INCOMING, MOMENT, POPULATION

_TEXT: Final = pa.string()
_NUMBER: Final = pa.int32()
_COUNT: Final = pa.int64()
_MONTHS: Final = pa.int8()

_REVISION: Final = {"revision": pa.int64()}
_RECORDED: Final = {"recorded_at": MOMENT, **_REVISION}
_ACTOR: Final = {
    "actor_name": _TEXT,
    "actor_role": _TEXT,
    "actor_section": _TEXT,
    "actor_known_by": _TEXT,
    "actor_address": _TEXT,
}

# When a row of a table that has such a column came.
MOMENT_COLUMNS: Final = ("recorded_at", "received_at")

ACTS: Final = "revision"
REMOVALS: Final = "removal"

ACT_COLUMNS: Final = pa.schema(
    {"last_revision": pa.int64(), "recorded_at": MOMENT, "act": _TEXT, "subject": _TEXT}
)

LEDGER: Final[Mapping[str, pa.Schema]] = {
    "actual": pa.schema(
        {**INCOMING, "period_months": _MONTHS, "row_no": _NUMBER, "batch_id": _TEXT, **_REVISION}
    ),
    "answer": pa.schema(
        {
            "batch_id": _TEXT,
            "answer_no": _NUMBER,
            "code": _TEXT,
            "choice": _TEXT,
            "sheet": _TEXT,
            "row_no": _NUMBER,
            "cell": _TEXT,
            "column_name": _TEXT,
            "raw_text": _TEXT,
            "asked_ja": _TEXT,
            "asked_en": _TEXT,
            "chosen_ja": _TEXT,
            "chosen_en": _TEXT,
            "municipality_code": _TEXT,
            "kpi_id": _TEXT,
            "period_start": pa.date32(),
            "period_months": _MONTHS,
            "actual_value": pa.float64(),
            **_RECORDED,
        }
    ),
    "attachment": pa.schema(
        {
            "batch_id": _TEXT,
            "attachment_no": _NUMBER,
            "plan_id": _TEXT,
            "subject": _TEXT,
            "file_name": _TEXT,
            "sha256": _TEXT,
            "byte_count": _COUNT,
            **_RECORDED,
        }
    ),
    "audit_event": pa.schema(
        {"act": _TEXT, "subject": _TEXT, **_ACTOR, "detail": _TEXT, **_RECORDED}
    ),
    "batch": pa.schema(
        {
            "batch_id": _TEXT,
            "fiscal_year": _NUMBER,
            "running_no": _NUMBER,
            "kind": _TEXT,
            "file_name": _TEXT,
            "sha256": _TEXT,
            **_ACTOR,
            "note": _TEXT,
            "row_count": _COUNT,
            "new_count": _COUNT,
            "changed_count": _COUNT,
            "unchanged_count": _COUNT,
            "replaces": _TEXT,
            "answers": _TEXT,
            "correction_reason": _TEXT,
            **_RECORDED,
        }
    ),
    "batch_event": pa.schema(
        {
            "batch_id": _TEXT,
            "event": _TEXT,
            **_ACTOR,
            "reason": _TEXT,
            "replaced_by": _TEXT,
            "approval_no": _TEXT,
            **_RECORDED,
        }
    ),
    "correction": pa.schema(
        {
            "batch_id": _TEXT,
            "municipality_code": _TEXT,
            "kpi_id": _TEXT,
            "period_start": pa.date32(),
            "period_months": _MONTHS,
            "reason": _TEXT,
            **_RECORDED,
        }
    ),
    "dataset_load": pa.schema(
        {"kind": _TEXT, "plan_id": _TEXT, "sha256": _TEXT, "document": _TEXT, **_RECORDED}
    ),
    "entry": pa.schema(
        {
            "kind": _TEXT,
            "plan_id": _TEXT,
            "entry_key": _TEXT,
            "document": _TEXT,
            "batch_id": _TEXT,
            **_ACTOR,
            **_RECORDED,
        }
    ),
    "file": pa.schema(
        {
            "sha256": _TEXT,
            "file_name": _TEXT,
            "bytes": pa.binary(),
            "received_at": MOMENT,
            **_REVISION,
        }
    ),
    "left_out": pa.schema(
        {
            "batch_id": _TEXT,
            "left_out_no": _NUMBER,
            "severity": _TEXT,
            "code": _TEXT,
            "sheet": _TEXT,
            "row_no": _NUMBER,
            "cell": _TEXT,
            "column_name": _TEXT,
            "raw_text": _TEXT,
            "problem_ja": _TEXT,
            "problem_en": _TEXT,
            "mend_ja": _TEXT,
            "mend_en": _TEXT,
            **_RECORDED,
        }
    ),
    "population": pa.schema({**POPULATION, "batch_id": _TEXT, **_REVISION}),
    # With it the bytes of its file go from every engine that takes it in.
    "removal": pa.schema({"sha256": _TEXT, "reason": _TEXT, **_ACTOR, **_RECORDED}),
}
