"""What two checkouts of this repository say of the same records, held against each other."""
