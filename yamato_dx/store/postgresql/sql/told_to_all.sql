-- One row: whoever listens hears of it when the transaction is in.
SELECT pg_notify(%(channel)s, '')
