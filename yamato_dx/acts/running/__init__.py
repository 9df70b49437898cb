"""What is done and asked for whoever runs the server."""
