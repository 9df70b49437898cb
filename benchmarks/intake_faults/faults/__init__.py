"""One module per family of faults: a clean file → the same with one fault, and what is then true."""
