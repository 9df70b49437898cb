"""Where record and rules meet: one module per question of a screen, frames out."""
