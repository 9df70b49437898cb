"""What people conclude from the figures, said."""
