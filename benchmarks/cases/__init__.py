"""One module per line of the table: what is done, beside which floor."""
