"""What every screen stands in: menu, language, filters, outcome, forms, downloads."""
