"""What people do: one module per act. The only callers of the record's writes."""
