"""前回から: what is different between two moments."""
