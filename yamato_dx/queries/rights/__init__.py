"""What a right may hang on."""
