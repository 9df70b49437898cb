"""A plan's types and values, its versions, what is counted from them, a fault in them."""
