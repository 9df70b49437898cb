"""What every answer of the server has in common, whoever made it."""
