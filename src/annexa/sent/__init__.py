"""What was sent, and what follows it: the record, what changed since, supplements, insertions, answers to requests."""
