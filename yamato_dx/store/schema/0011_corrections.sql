-- Why single figures of a report say something else than was confirmed. For all others of it the
-- reason of the report holds (`batch.correction_reason`).

-- One row per figure that was given a reason of its own.
CREATE TABLE correction (
    batch_id VARCHAR NOT NULL,
    municipality_code VARCHAR NOT NULL,
    kpi_id VARCHAR NOT NULL,
    period_start DATE NOT NULL,
    period_months TINYINT NOT NULL,
    reason VARCHAR NOT NULL,
    recorded_at TIMESTAMPTZ NOT NULL,
    revision BIGINT NOT NULL
);
