"""Documents: a frozen value in, a file out, kept once and for ever."""
