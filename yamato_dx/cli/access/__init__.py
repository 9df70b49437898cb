"""Accounts and links on the command line, beside a server that runs or none."""
