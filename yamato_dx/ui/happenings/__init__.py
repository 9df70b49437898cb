"""出来事 on the screen: listed below their charts, written down, taken back."""
