"""Who may come in: accounts, their passwords and second factors, sessions, links. Apart from the
ledger: nothing here is in the record, and no restore of it brings any of it back."""
