"""What stands on a paper of one frozen moment, and the papers by name."""
