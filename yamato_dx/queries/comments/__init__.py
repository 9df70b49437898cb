"""What sections say of their figures: asked for, there, missing."""
