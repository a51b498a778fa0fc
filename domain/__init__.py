"""The rules of a shared enterprise: pure functions of values, and dated figures."""
