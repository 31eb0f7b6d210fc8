"""One module a format: a file becomes frozen `Facts`, or a `ReadFault` that says why not."""

from annexa.documents.facts import Facts, ReadFault
from annexa.documents.limits import Limits
from annexa.documents.reader import read

__all__ = ["Facts", "Limits", "ReadFault", "read"]
