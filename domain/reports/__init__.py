"""Reports of a year: what they are made of, what they need, what they refuse."""
