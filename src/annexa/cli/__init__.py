"""Arguments in, exit code out: the only error boundary, and the only place that prints."""
