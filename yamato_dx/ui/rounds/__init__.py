"""The parts of «照会»."""
