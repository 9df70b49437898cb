"""Seeded faults in files of figures: what becomes of each, here and with other readers."""
