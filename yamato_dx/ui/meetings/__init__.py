"""The parts of «会議»."""
