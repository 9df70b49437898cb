"""用語・出典: terms, rules in words, worked examples, sources."""
