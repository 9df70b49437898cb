-- One row per session of the account that ends: all but that of `:but_hash`.
UPDATE session SET ended_at = :moment
WHERE login_name = :login_name AND ended_at IS NULL AND token_hash <> :but_hash
