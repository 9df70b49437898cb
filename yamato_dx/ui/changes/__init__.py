"""The parts of «前回から»."""
