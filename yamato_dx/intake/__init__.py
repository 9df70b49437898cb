"""Bytes → rows: read, recognise the layout, clean cells, check. Pure: no record, no clock."""
