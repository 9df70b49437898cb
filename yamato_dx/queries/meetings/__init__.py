"""会議: what each saw, its agenda, what was decided, what came of it, which figures it used."""
