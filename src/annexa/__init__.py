"""annexa: from a folder of evidence and its metadata to checked, numbered bundles and a guidance site."""

__version__ = "0.1.0"
