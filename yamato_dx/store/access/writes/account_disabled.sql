-- One row: disabled at `:disabled_at`, or, where that is none, enabled.
UPDATE account SET disabled_at = :disabled_at, changed_at = :moment
WHERE login_name = :login_name
