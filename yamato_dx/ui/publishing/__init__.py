"""The parts of «公表»."""
