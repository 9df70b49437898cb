"""One module per family of layouts: figures → a book as an office lays it out."""
