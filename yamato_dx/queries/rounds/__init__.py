"""照会: what was asked of whom, what came, what is still missing."""
