"""Who may come in, and what they did: accounts, sessions, links and the audit trail, apart from
the ledger. Beside a record in a file they lie in an SQLite file, which several processes open."""
