-- One row per draft: key, document, moment, the names of the files beside it.
SELECT
    draft.draft_key,
    draft.document,
    draft.updated_at,
    array(
        SELECT draft_file.sha256 FROM draft_file
        WHERE draft_file.draft_key = draft.draft_key
        ORDER BY draft_file.sha256
    ) AS files
FROM draft
ORDER BY draft.draft_key
