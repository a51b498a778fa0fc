"""Text to values: what a form accepts and how it answers what it does not."""
