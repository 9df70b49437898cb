-- One row: the moment of the last sign-in.
UPDATE account SET signed_in_at = :moment WHERE login_name = :login_name
