"""Age groups, shares, pyramids, projections beside counts, figures per resident. Pure pandas."""
