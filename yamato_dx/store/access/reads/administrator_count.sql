-- One row: how many enabled administrators there are beside `:login_name`.
SELECT count(*) FROM account
WHERE role = 'administrator' AND disabled_at IS NULL AND login_name <> :login_name
