"""Who may come in, by what link; for whoever may say so."""
