-- One row: how often that account signed in from that address, as far as it is kept.
SELECT count(*) FROM session WHERE login_name = :login_name AND address = :address
