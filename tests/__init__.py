"""What people see and do, the rules, and the promises about the code."""
