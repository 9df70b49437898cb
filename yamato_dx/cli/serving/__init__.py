"""What whoever runs the server says to it: the words of `serve` and `tls`, and its start."""
