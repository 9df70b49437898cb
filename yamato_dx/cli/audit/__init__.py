"""What whoever runs the server asks of the audit trail, and takes out of the record."""
