"""One module per kind of chart: rows in, a Vega-Lite spec and its data out."""
