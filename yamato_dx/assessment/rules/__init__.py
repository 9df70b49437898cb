"""The rules: shapes of targets, verdict, order, what an answer does."""
