"""From the employment budget to gross pay, and from gross pay to net."""
