"""操作の記録, and what is done with received files that must not be kept."""
