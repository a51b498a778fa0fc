"""What makes a checkout and a data folder ready, before the application is there."""
