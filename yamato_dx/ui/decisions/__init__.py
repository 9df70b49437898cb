"""The screen 未決定事項."""
