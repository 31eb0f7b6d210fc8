"""Stands in for cryptography in a browser: see `x509`."""
