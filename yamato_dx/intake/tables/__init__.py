"""Tables of any shape → long rows: what a heading says, where a table lies, what each cell is."""
