-- One row: who the account is of, and what it may do.
UPDATE account
SET display_name = :display_name, role = :role, sections = :sections, changed_at = :moment
WHERE login_name = :login_name
