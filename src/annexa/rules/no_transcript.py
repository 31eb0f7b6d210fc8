"""A film or sound recording has no transcript.

Why it matters: Inspectors cannot search it, print it or read it on the way, somebody who does not hear gets nothing of
it, and no check can tell whether a child is named in it.

Fails when: The document is a film or a sound recording, and `transcript:` names no document of the item with the words
that are spoken in it. It is a warning.

To put right:
- Word: Use Home > Dictate > Transcribe, upload the recording, read the text against it and save it as .docx; in Teams,
  the recording's page has Transcript > Download.
- Metadata: Add the transcript as a document of the item, and name its file at the recording, as in
  `transcript: families-film-transcript.docx`.
- Everywhere: Write down what is said and shown, add it as a document of the item, and name it at `transcript:`.

Passes: film.mp4 with `transcript: film-transcript.docx`, which is listed below it.

Fails: film.mp4 alone.
"""

from collections.abc import Iterator

from annexa.documents.sniff import RECORDINGS
from annexa.model.findings import Level
from annexa.rules.base import DocumentSubject, Fault

ID = "no-transcript"
LEVEL = Level.WARNING
ABOUT = "document"


def check(subject: DocumentSubject) -> Iterator[Fault]:
    if subject.facts.format in RECORDINGS and subject.meta.transcript is None:
        yield Fault(
            message="The recording has no transcript",
            field=f"documents.{subject.index}",
        )
