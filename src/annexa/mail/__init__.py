"""Drafts of e-mails, for people to read, change and send: who is told of the call, and who is reminded of what."""
