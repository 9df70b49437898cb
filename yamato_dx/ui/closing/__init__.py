"""The parts of «期末評価»."""
