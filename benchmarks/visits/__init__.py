"""A served dashboard, and who visits it: without a browser, or with one."""
