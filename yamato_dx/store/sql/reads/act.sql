-- One row: a hash over the rows of the act after $before that ends with $revision, how many acts
-- there are, and the highest running number given in each fiscal year as a JSON object.
-- What came in a file is proven by the hash of its bytes, typed values by themselves. Columns by
-- name and moments as numbers: neither a later schema nor another time zone changes an old hash.
WITH act_row AS (
    SELECT to_json({
        act: act, subject: subject, moment: epoch_us(recorded_at), revision: last_revision
    }) AS line
    FROM revision
    WHERE last_revision = $revision
    UNION ALL
    SELECT to_json({
        audited: act, subject: subject, actor_name: actor_name, actor_role: actor_role,
        actor_section: actor_section, actor_known_by: actor_known_by, detail: detail,
        revision: revision
    })
    FROM audit_event
    WHERE revision > $before AND revision <= $revision
    UNION ALL
    SELECT to_json({
        batch_id: batch_id, kind: kind, file_name: file_name, sha256: sha256, note: note,
        replaces: replaces, row_count: row_count, revision: revision
    })
    FROM batch
    WHERE revision > $before AND revision <= $revision
    UNION ALL
    SELECT to_json({
        batch_id: batch_id, subject: subject, file_name: file_name, sha256: sha256,
        revision: revision
    })
    FROM attachment
    WHERE revision > $before AND revision <= $revision
    UNION ALL
    SELECT to_json({
        kind: kind, entry_key: entry_key, document: document, batch_id: batch_id,
        revision: revision
    })
    FROM entry
    WHERE revision > $before AND revision <= $revision
    UNION ALL
    SELECT to_json({
        municipality_code: municipality_code, kpi_id: kpi_id, period_start: period_start,
        period_months: period_months, actual_value: actual_value, numerator: numerator,
        denominator: denominator, weight: weight, measured_on: measured_on,
        value_status: value_status, note: note, reason: reason, raw_text: raw_text,
        batch_id: batch_id, revision: revision
    })
    FROM actual
    WHERE
        revision > $before AND revision <= $revision
        AND batch_id IN (
            SELECT batch.batch_id FROM batch
            WHERE
                batch.revision > $before AND batch.revision <= $revision
                AND batch.sha256 IS NULL
        )
),

-- A number that was lost with its report, and let go, is not given again.
given AS (
    SELECT fiscal_year, running_no FROM batch
    UNION ALL
    SELECT unnest(json_keys(detail, '$.last_numbers'))::INTEGER AS fiscal_year,
        unnest(json_extract(detail, '$.last_numbers.*'))::INTEGER AS running_no
    FROM audit_event
    WHERE act IN ('accept_loss', 'restore')
),

highest AS (SELECT fiscal_year, max(running_no) AS running_no FROM given GROUP BY fiscal_year)

SELECT
    (SELECT sha256(coalesce(string_agg(line, chr(10) ORDER BY line), '')) FROM act_row) AS act_hash,
    (SELECT count(*) FROM revision WHERE last_revision <= $revision) AS act_count,
    (SELECT json_group_object(fiscal_year, running_no) FROM highest) AS last_numbers
