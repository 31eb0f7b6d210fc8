"""The same document stands twice in the library.

Why it matters: Inspectors would read it twice, and one copy is sooner or later updated without the other.

Fails when: Two files of the library hold exactly the same bytes. It is a warning, because a document may rightly
answer two requirements.

To put right:
- Metadata: Keep the copy where it fits best and delete the other; say in the other item's summary where it stands.

Passes: Every document of the library is another file.

Fails: evidence/1.3-self-evaluation/sef.docx and evidence/1.4-strategic-planning/sef.docx are the same file.
"""

from collections.abc import Iterator

from annexa.model.findings import Level
from annexa.rules.base import Fault, LibrarySubject

ID = "same-document-twice"
LEVEL = Level.WARNING
ABOUT = "library"
WAIVABLE = False


def check(subject: LibrarySubject) -> Iterator[Fault]:
    first: dict[str, str] = {}
    for name, digest in sorted(subject.digests.items()):
        if digest in first:
            yield Fault(message=f"The same document as {first[digest]}", file=name)
        first.setdefault(digest, name)
