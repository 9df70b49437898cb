"""A plan's types, its versions, what is counted from them."""
