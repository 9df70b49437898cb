"""The screen 人口推移 and the sending of its files."""
