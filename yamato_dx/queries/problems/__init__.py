"""The catalogue of problems: what each means, why it matters, and what it looks like."""
