"""What an administrator does with the audit trail, and with bytes that must not be kept."""
