"""What a value is held against, so that a slip is asked before it stands."""
