"""What is wrong with a plan, each with its place."""
