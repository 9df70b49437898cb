"""The command line: how a command is written, and what each does."""
