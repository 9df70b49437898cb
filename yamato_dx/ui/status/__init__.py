"""How the server stands."""
