"""What the marks of charts tell on a page."""
