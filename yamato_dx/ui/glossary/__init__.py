"""The screen 用語・出典."""
