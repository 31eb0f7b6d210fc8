"""annexa inside a web page: the same readers and rules, with nothing installed and no connection allowed."""
