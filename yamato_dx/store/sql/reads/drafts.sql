-- One row per draft: key, document, moment, the names of the files beside it.
SELECT
    draft.draft_key,
    draft.document,
    draft.updated_at,
    coalesce(
        (
            SELECT list(draft_file.sha256 ORDER BY draft_file.sha256)
            FROM draft_file
            WHERE draft_file.draft_key = draft.draft_key
        ),
        []::VARCHAR[]
    ) AS files
FROM draft
ORDER BY draft.draft_key
