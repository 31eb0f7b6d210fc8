"""Files that are handed in as they are though no program here can read them."""

from annexa.documents.facts import ReadFaultKind
from annexa.documents.kinds import is_never_sent
from annexa.documents.sniff import ending
from annexa.model.library import Presentation
from annexa.rules.base import DocumentSubject


def is_handed_in_unread(subject: DocumentSubject) -> bool:
    """Whether a document cannot be read, its metadata says `present: native`, and it may be handed in at all."""
    fault = subject.fault
    if fault is None or fault.kind is not ReadFaultKind.UNKNOWN_FORMAT:
        return False
    return subject.meta.present is Presentation.NATIVE and not is_never_sent(ending(subject.path))
