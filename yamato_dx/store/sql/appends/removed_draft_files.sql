-- One row per file of a draft: the table begins anew, as the schema has it, and those that stay are
-- put back (`kept_draft_files`). A part of a table that keeps a row keeps what was deleted beside
-- it, files of drafts sent long ago too.
CREATE OR REPLACE TABLE draft_file (
    draft_key VARCHAR NOT NULL,
    sha256 VARCHAR NOT NULL,
    bytes BLOB NOT NULL
)
