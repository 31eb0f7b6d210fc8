"""Stands in for lxml in a browser: see `etree`."""
