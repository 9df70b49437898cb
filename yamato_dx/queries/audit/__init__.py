"""操作の記録: what was done, refused and handed out, and which files lost their bytes."""
