"""One module per family of faults: a clean file → it with one fault, and what is then true."""
