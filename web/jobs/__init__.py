"""What happens outside requests: the worker, its schedule and its tasks."""
