"""The same document stands twice in the library.

Why it matters: Inspectors would read it twice, and one copy is sooner or later updated without the other.

Fails when: Two files of the library hold exactly the same bytes. It is a warning, because a document may rightly
answer two requirements.

To put right:
- Metadata: Keep the copy where it fits best, say at it with `also:` which other requirement it answers, such as
  `also: [{requirement: "1.4", pages: 4-9}]`, and delete the other: the index of both points to it, and it is bundled
  once.

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


def _remedy(subject: LibrarySubject, kept: str, name: str) -> str:
    """The line to write, where the two stand in different items."""
    items = {item.yaml.rpartition("/")[0]: item.meta.requirement for item in subject.around.library.items}
    keeps, answers = (items.get("/".join(each.split("/")[:2])) for each in (kept, name))
    if answers is None or answers == keeps:
        return ""
    return (
        f'Keep {kept}, write `also: [{{requirement: "{answers}"}}]` at it in item.yaml, with `pages: 4-9` where only '
        "some of its pages answer that, and delete the other copy and its entry."
    )


def check(subject: LibrarySubject) -> Iterator[Fault]:
    first: dict[str, str] = {}
    for name, digest in sorted(subject.digests.items()):
        if digest in first:
            yield Fault(
                message=f"The same document as {first[digest]}", file=name, remedy=_remedy(subject, first[digest], name)
            )
        first.setdefault(digest, name)
