"""YAML and schema in, records and findings out: what the metadata says, and every fault in it at once."""

from annexa.load.project import Loaded, project

__all__ = ["Loaded", "project"]
