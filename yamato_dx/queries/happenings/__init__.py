"""出来事: what happened that a chart has to tell."""
