-- One row per row of `incoming`: files of drafts that stay.
INSERT INTO draft_file BY NAME FROM incoming
