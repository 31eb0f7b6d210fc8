"""Files that are handed in as they are though no program here can read them."""

from annexa.documents.facts import ReadFaultKind
from annexa.model.library import Presentation
from annexa.rules.base import DocumentSubject


def is_handed_in_unread(subject: DocumentSubject) -> bool:
    """Whether a document is of a format that cannot be read, and its metadata says `present: native`."""
    fault = subject.fault
    native = subject.meta.present is Presentation.NATIVE
    return native and fault is not None and fault.kind is ReadFaultKind.UNKNOWN_FORMAT
