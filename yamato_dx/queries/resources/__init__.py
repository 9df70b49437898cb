"""予算・決算と時間 of initiatives: what stands, a table read, what a save enters."""
