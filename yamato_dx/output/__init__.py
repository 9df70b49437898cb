"""Charts, tables, CSV, workbooks, images. Pure: frames in, bytes or specs out."""
