-- One row: how many accounts there are, disabled ones among them.
SELECT count(*) FROM account
