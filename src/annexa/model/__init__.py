"""Frozen records and errors. Nothing here reads a file or knows another part of annexa."""
