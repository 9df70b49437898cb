"""What people say beside their figures, by kind: documents are read and written here alone."""
