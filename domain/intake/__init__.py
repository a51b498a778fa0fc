"""Taking over a directory: what one line of a file says, checked; see docs/import.md."""
