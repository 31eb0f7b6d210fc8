"""Which of the things that a requirement asks for are answered, by which documents, and which by none."""

from collections.abc import Iterator, Sequence

from annexa.inspection.rows import DocumentRow, PartRow, PartState
from annexa.model.framework import Requirement


def parts_of(requirement: Requirement, documents: Sequence[DocumentRow]) -> tuple[PartRow, ...]:
    """Every part of a requirement in order; nothing where it is answered as a whole.

    A document that does not say which parts it answers may answer any of them: it fills no hole, and keeps a part from
    being called one.
    """
    return tuple(_parts(requirement, documents))


def _parts(requirement: Requirement, documents: Sequence[DocumentRow]) -> Iterator[PartRow]:
    unsaid = any(not document.parts for document in documents)
    for number, words in enumerate(requirement.parts, start=1):
        answering = [document for document in documents if number in document.parts]
        state: PartState
        if any(document.state in {"there", "draft"} for document in answering):
            state = "answered"
        elif answering:
            state = "waiting"
        else:
            state = "not said" if unsaid else "hole"
        yield PartRow(
            number=number,
            words=" ".join(words.split()),
            documents=tuple(document.number for document in answering),
            state=state,
        )
