"""What it costs that several people and several servers are there: who acts, and one record."""
